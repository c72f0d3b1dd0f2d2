"""A member's file as JSON: one query with a join, as the ORM makes it."""
import json

from django.core.management.base import BaseCommand

from gym.models import MemberLog


class Command(BaseCommand):
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)

    def handle(self, *args, **options):
        member = MemberLog.objects.select_related("user").get(id=options["id"])
        fields = {
            name: getattr(member.user, name)
            for name in ("id", "first_name", "last_name", "email", "date_of_birth", "date_joined", "is_active", "role", "password")
        }
        for name in ("user_id", "payment_status", "membership_approved", "attendance_count", "prepaid_fees"):
            fields[name] = getattr(member, name)
        print(json.dumps(fields, default=str, indent=2))
