"""Whether somebody took a question, or was given it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0002_retenue_de_la_discussion'),
    ]

    operations = [
        migrations.AddField(
            model_name='discussion',
            name='confiee_d_office',
            field=models.BooleanField(default=False, help_text='Passé le délai, par le portail\xa0; sinon, la personne s’en est chargée.', verbose_name='confiée d’office'),
        ),
    ]
