"""The administration reads the queue, and decides."""

from django.db import migrations

from home.droits.aux_roles import donner_a

DOSSIER = {
    "view_dossier": "Can view dossier de modération",
    "moderer_partout": "Peut décider de tout contenu signalé",
}


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_etapes"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunPython(*donner_a("Administration", "moderation", "dossier", DOSSIER)),
    ]
