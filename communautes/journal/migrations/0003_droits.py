"""The administration reads the journal."""

from django.db import migrations

from home.droits.aux_roles import donner_a

NOMS = {"view_entree": "Can view entrée du journal"}


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_jamais_change"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "journal", "entree", NOMS))
    ]
