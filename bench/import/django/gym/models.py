"""gymctl's own tables, as far as an import of members fills them."""
from django.db import models


class User(models.Model):
    first_name = models.TextField()
    last_name = models.TextField()
    email = models.TextField(null=True)
    phone = models.TextField(null=True)
    date_of_birth = models.DateField(null=True)
    date_joined = models.DateTimeField()
    role = models.TextField()
    is_active = models.BooleanField()

    class Meta:
        managed = False
        db_table = "users"


class Member(models.Model):
    user = models.OneToOneField(User, models.DO_NOTHING, primary_key=True)
    member_ref = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "members"


class MemberEvent(models.Model):
    member = models.ForeignKey(Member, models.DO_NOTHING)
    kind = models.TextField()
    effective_on = models.DateField()

    class Meta:
        managed = False
        db_table = "member_events"


class PrepaidLot(models.Model):
    member = models.ForeignKey(Member, models.DO_NOTHING)
    credits = models.IntegerField()
    price = models.BigIntegerField()
    bought_on = models.DateField()
    key = models.TextField()

    class Meta:
        managed = False
        db_table = "prepaid_lots"


class JournalEntry(models.Model):
    effective_on = models.DateField()
    value_on = models.DateField()
    kind = models.TextField()
    memo = models.TextField()
    idempotency_key = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_entries"


class Transfer(models.Model):
    entry = models.ForeignKey(JournalEntry, models.DO_NOTHING)
    debit_account = models.TextField()
    credit_account = models.TextField()
    credit_party = models.ForeignKey(User, models.DO_NOTHING, db_column="credit_party")
    amount = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "transfers"


class Import(models.Model):
    kind = models.TextField()
    file = models.TextField()
    format = models.TextField()
    sha256_of_rows = models.TextField()
    operator = models.TextField()
    added = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    same = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)

    class Meta:
        managed = False
        db_table = "imports"


class ImportRow(models.Model):
    """Its key is the import and the line, which this Django has no word for; it is only inserted here."""

    import_id = models.BigIntegerField(primary_key=True)
    key = models.BigIntegerField()
    digest = models.BigIntegerField()
    line = models.IntegerField()
    added = models.BooleanField()

    class Meta:
        managed = False
        db_table = "import_rows"
