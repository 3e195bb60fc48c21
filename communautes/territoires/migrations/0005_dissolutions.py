"""A grouping may end without a successor; an act of ANCT has its date."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territoires', '0004_courriels_officiels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='fusion',
            name='date_d_effet',
            field=models.DateField(blank=True, null=True, verbose_name='date d’effet'),
        ),
        migrations.CreateModel(
            name='Dissolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('motif', models.CharField(max_length=300, verbose_name='motif')),
                ('date_d_effet', models.DateField(verbose_name='date d’effet')),
                ('prononcee_le', models.DateTimeField(auto_now_add=True, verbose_name='prononcée le')),
                ('collectivite', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dissolutions', to='territoires.collectivite', verbose_name='dissoute')),
                ('prononcee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='prononcée par')),
            ],
            options={
                'verbose_name': 'dissolution',
                'verbose_name_plural': 'dissolutions',
                'ordering': ['-prononcee_le', '-pk'],
                'default_permissions': [],
            },
        ),
    ]
