"""The administration reads meetings and what they decided."""

from django.db import migrations

from home.droits.aux_roles import donner_a

RENCONTRE = {"view_rencontre": "Can view rencontre"}
DECISION = {"view_decisionderencontre": "Can view décision de rencontre"}


class Migration(migrations.Migration):
    dependencies = [("agenda", "0002_places"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "agenda", "rencontre", RENCONTRE)),
        migrations.RunPython(*donner_a("Administration", "agenda", "decisionderencontre", DECISION)),
    ]
