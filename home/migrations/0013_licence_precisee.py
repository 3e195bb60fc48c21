import wagtail.images.models
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ("home", "0012_actions_en_nombre"),
    ]

    operations = [
        migrations.AddField(
            model_name='siteimage',
            name='licence_precisee',
            field=models.CharField(blank=True, help_text='Seulement pour «\xa0Autre licence\xa0»\xa0: son nom, tel que le lecteur le lira.', max_length=100, verbose_name='autre licence'),
        ),
        migrations.AlterField(
            model_name='siteimage',
            name='description',
            field=models.CharField(blank=True, default='', help_text='Ce que montre l’image, en une phrase\xa0: proposée à qui choisit l’image, puis ajustée à chaque page. Un lecteur qui ne voit pas l’image entend ce texte.', max_length=255, verbose_name='texte de remplacement proposé'),
        ),
        migrations.AlterField(
            model_name='siteimage',
            name='file',
            field=wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='fichier', width_field='width'),
        ),
        migrations.AlterField(
            model_name='siteimage',
            name='credit',
            field=models.CharField(blank=True, help_text='Auteur et source, affichés sous l’image\xa0: «\xa0Dessin\xa0: ANCT\xa0».', max_length=200, verbose_name='crédit'),
        ),
    ]
