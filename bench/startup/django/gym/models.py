"""The original's user and member tables, as the views of schema compat have them."""
from django.db import models


class User(models.Model):
    id = models.BigIntegerField(primary_key=True)
    first_name = models.CharField(max_length=150)
    last_name = models.CharField(max_length=150)
    is_active = models.BooleanField()
    date_joined = models.DateTimeField()
    email = models.CharField(max_length=254)
    password = models.CharField(max_length=128)
    role = models.CharField(max_length=20)
    date_of_birth = models.DateField()

    class Meta:
        managed = False
        db_table = 'compat"."users'


class MemberLog(models.Model):
    id = models.BigIntegerField(primary_key=True)
    payment_status = models.CharField(max_length=20)
    membership_approved = models.BooleanField(null=True)
    attendance_count = models.IntegerField()
    user = models.ForeignKey(User, models.DO_NOTHING)
    prepaid_fees = models.IntegerField()

    class Meta:
        managed = False
        db_table = 'compat"."member_logs'
