import django.db.models.deletion
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ("home", "0016_alternatives"),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsageDeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('media', models.PositiveBigIntegerField(verbose_name='média')),
            ],
            options={
                'verbose_name': 'usage d’un média',
                'verbose_name_plural': 'usages des médias',
            },
        ),
        migrations.AddField(
            model_name='usagedeversion',
            name='genre',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='genre'),
        ),
        migrations.AddField(
            model_name='usagedeversion',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.revision', verbose_name='version'),
        ),
        migrations.AddConstraint(
            model_name='usagedeversion',
            constraint=models.UniqueConstraint(fields=('genre', 'media', 'version'), name='home_usage_de_version_unique'),
        ),
    ]
