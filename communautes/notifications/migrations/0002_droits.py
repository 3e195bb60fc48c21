"""The administration reads the outbox and sends again what was given up."""

from django.db import migrations

from home.droits.aux_roles import donner_a

NOMS = {
    "view_courriel": "Can view courriel",
    "renvoyer_courriel": "Peut renvoyer un courriel abandonné",
}


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_courriels"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "notifications", "courriel", NOMS))
    ]
