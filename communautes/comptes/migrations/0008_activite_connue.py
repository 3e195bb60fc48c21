"""Accounts that were there before: last seen when they last signed in, or registered."""

from django.db import migrations

REPRENDRE = """
UPDATE comptes_user
SET derniere_activite = (COALESCE(last_login, date_joined) AT TIME ZONE 'Europe/Paris')::date
"""


class Migration(migrations.Migration):
    dependencies = [("comptes", "0007_cycle_de_vie")]

    operations = [migrations.RunSQL(REPRENDRE, migrations.RunSQL.noop)]
