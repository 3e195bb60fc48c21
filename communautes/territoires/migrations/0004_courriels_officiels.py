"""The administration says which are the official e-mails of a collectivité."""

from django.db import migrations

from home.droits.aux_roles import donner_a

NOMS = {"tenir_courriels_officiels": "Peut tenir les courriels officiels"}


class Migration(migrations.Migration):

    dependencies = [
        ('territoires', "0003_droits"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='collectivite',
            options={'default_permissions': ['view'], 'ordering': ['nom_normalise', 'departement', 'pk'], 'permissions': [('fusionner_collectivite', 'Peut prononcer une fusion'), ('tenir_courriels_officiels', 'Peut tenir les courriels officiels')], 'verbose_name': 'collectivité', 'verbose_name_plural': 'collectivités'},
        ),
        migrations.RunPython(*donner_a("Administration", "territoires", "collectivite", NOMS)),
    ]
