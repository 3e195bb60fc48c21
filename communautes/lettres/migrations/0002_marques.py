import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lettres", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="lettre",
            name="marques",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16),
                blank=True,
                default=list,
                editable=False,
                size=None,
                verbose_name="marques de l’auteur",
            ),
        ),
    ]
