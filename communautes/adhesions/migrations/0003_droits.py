"""The administration reads who belongs, and conducts communities."""

from django.db import migrations

from home.droits.aux_roles import donner_a

VIE = {
    "view_vie": "Can view vie d’une communauté",
    "conduire_communaute": "Peut conduire une communauté",
}
ADHESION = {"view_adhesion": "Can view adhésion"}


class Migration(migrations.Migration):
    dependencies = [("adhesions", "0002_arbre"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "adhesions", "vie", VIE)),
        migrations.RunPython(*donner_a("Administration", "adhesions", "adhesion", ADHESION)),
    ]
