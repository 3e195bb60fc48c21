from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ("home", "0014_licences"),
    ]

    operations = [
        migrations.AlterField(
            model_name='siteimage',
            name='licence',
            field=models.CharField(blank=True, choices=[('licence-ouverte', 'Licence Ouverte 2.0'), ('cc-by', 'CC BY 4.0'), ('cc-by-sa', 'CC BY-SA 4.0'), ('cc0', 'CC0 (aucun droit réservé)'), ('domaine-public', 'Domaine public'), ('reserves', 'Tous droits réservés, publiée avec accord'), ('autre', 'Autre licence, à préciser')], help_text='Affichée après le crédit\xa0: dit au lecteur s’il peut reprendre l’image.', max_length=20, verbose_name='licence'),
        ),
        migrations.AddConstraint(
            model_name='siteimage',
            constraint=models.CheckConstraint(condition=models.Q(('licence', 'autre'), ('licence_precisee', ''), _connector='XOR'), name='home_siteimage_autre_licence_nommee', violation_error_message='Nommez l’autre licence, ou choisissez-en une dans la liste.'),
        ),
    ]
