"""The administration reads the affiliations, and answers what waits for ANCT."""

from django.db import migrations

from home.droits.aux_roles import donner_a

NOMS = {
    "view_affiliation": "Can view affiliation",
    "instruire_affiliation": "Peut instruire une affiliation",
}


class Migration(migrations.Migration):
    dependencies = [("affiliations", "0001_affiliations"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "affiliations", "affiliation", NOMS))
    ]
