"""The administration reads the log of sign-ins, and brings together two accounts of one person."""

from django.db import migrations

from home.droits.aux_roles import donner_a

EVENEMENTS = {"view_evenementdeconnexion": "Can view événement de connexion"}
REUNIR = {"reunir_user": "Peut réunir deux comptes"}


class Migration(migrations.Migration):
    dependencies = [("comptes", "0010_machines_et_conservation")]

    operations = [
        migrations.AlterModelOptions(
            name='evenementdeconnexion',
            options={'default_permissions': ['view'], 'ordering': ['-date', '-pk'], 'verbose_name': 'événement de connexion', 'verbose_name_plural': 'événements de connexion'},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'permissions': [('prouver_second_facteur', 'Doit prouver un second facteur'), ('reunir_user', 'Peut réunir deux comptes')], 'verbose_name': 'personne', 'verbose_name_plural': 'personnes'},
        ),
        migrations.RunPython(
            *donner_a("Administration", "comptes", "evenementdeconnexion", EVENEMENTS)
        ),
        migrations.RunPython(*donner_a("Administration", "comptes", "user", REUNIR)),
    ]
