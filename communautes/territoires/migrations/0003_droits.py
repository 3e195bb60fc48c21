"""The administration reads the referential and pronounces mergers."""

from django.db import migrations

from home.droits.aux_roles import donner_a

NOMS = {
    "view_collectivite": "Can view collectivité",
    "fusionner_collectivite": "Peut prononcer une fusion",
}


class Migration(migrations.Migration):
    dependencies = [("territoires", "0002_plus_grandes"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "territoires", "collectivite", NOMS))
    ]
