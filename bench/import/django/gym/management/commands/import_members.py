"""Members as a Django application would import them: bulk_create, a thousand rows an INSERT, in one transaction."""
import csv
from datetime import date, datetime, timezone
from itertools import islice

from django.core.management.base import BaseCommand
from django.db import transaction

from gym.models import Import, ImportRow, JournalEntry, Member, MemberEvent, PrepaidLot, Transfer, User

AT_ONCE = 10_000  # so that a million members need not fit into memory


class Command(BaseCommand):
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file")

    @transaction.atomic
    def handle(self, file, **options):
        with open(file, encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            recorded = Import.objects.create(kind="member", file=file, format="CSV", sha256_of_rows="", operator="django")
            while chunk := list(islice(rows, AT_ONCE)):
                self.add(recorded, chunk)
                recorded.added += len(chunk)
            recorded.save(update_fields=["added"])

    @staticmethod
    def add(recorded, rows):
        users = User.objects.bulk_create([
            User(
                first_name=row["first_name"],
                last_name=row["last_name"],
                email=row["email"],
                phone=row["phone"],
                date_of_birth=date.fromisoformat(row["date_of_birth"]),
                date_joined=datetime.fromisoformat(row["date_joined"]).replace(tzinfo=timezone.utc),
                role="member",
                is_active=row["is_active"] == "true")
            for row in rows], batch_size=1000)
        Member.objects.bulk_create([Member(user_id=user.id) for user in users], batch_size=1000)
        events, lots, entries = [], [], []
        for user, row in zip(users, rows):
            joined = user.date_joined.date()
            events.append(MemberEvent(member_id=user.id, kind="registered", effective_on=joined))
            if row["membership_approved"]:
                kind = "approved" if row["membership_approved"] == "true" else "rejected"
                events.append(MemberEvent(member_id=user.id, kind=kind, effective_on=joined))
            fees = int(row["prepaid_fees"])
            if fees:
                key = f"opening fees of member {user.id}"
                today = date.today()
                lots.append(PrepaidLot(member_id=user.id, credits=fees, price=fees * 1000, bought_on=today, key=key))
                entries.append(JournalEntry(
                    effective_on=today, value_on=today, kind="opening", memo=f"{fees} prepaid fees", idempotency_key=key))
        MemberEvent.objects.bulk_create(events, batch_size=1000)
        PrepaidLot.objects.bulk_create(lots, batch_size=1000)
        JournalEntry.objects.bulk_create(entries, batch_size=1000)
        Transfer.objects.bulk_create([
            Transfer(
                entry_id=entry.id,
                debit_account="opening_balances",
                credit_account="prepaid_fees",
                credit_party_id=lot.member_id,
                amount=lot.price)
            for entry, lot in zip(entries, lots)], batch_size=1000)
        ImportRow.objects.bulk_create([
            ImportRow(import_id=recorded.id, key=user.id, digest=hash(tuple(row.values())), line=line, added=True)
            for line, (user, row) in enumerate(zip(users, rows), start=recorded.added + 2)], batch_size=1000)
