"""What is kept of an affiliation besides its level: see 0007, which fills it, 0008, which holds it."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("affiliations", "0005_fin_annoncee")]

    operations = [
        migrations.AddField(
            model_name='affiliation',
            name='niveau_etabli',
            field=models.PositiveSmallIntegerField(choices=[(1, 'déclarée'), (2, 'concordante'), (3, 'confirmée'), (4, 'cautionnée'), (5, 'validée')], default=1, help_text='Sans la parole d’un référent provisoire, qui n’établit rien.', verbose_name='niveau établi'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='close_par_decision',
            field=models.BooleanField(default=False, help_text='Refusée ou terminée par un référent ou l’ANCT.', verbose_name='close par décision'),
        ),
        migrations.AddField(
            model_name='affiliation',
            name='empreintes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), blank=True, default=list, editable=False, help_text='De qui la décision écarte, pour reconnaître son retour\xa0: deux ans.', size=None, verbose_name='empreintes'),
        ),
    ]
