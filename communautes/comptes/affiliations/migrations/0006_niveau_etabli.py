"""The level without a provisional référent's word: a caution counts if its author's place was
ANCT's, as far as the rows say. Who holds a place on a provisional word alone gives it back.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q

DECLAREE, CONCORDANTE = 1, 2


def etablir(apps, schema_editor):
    toutes = apps.get_model("affiliations", "Affiliation").objects.all()
    toutes.update(niveau_etabli=F("niveau"))
    valides = toutes.filter(
        collectivite=OuterRef("collectivite"),
        personne=OuterRef("verifiee_par"),
        role="referent",
        preuve="anct",
    )
    cautionnees = toutes.filter(preuve="caution", statut="active").exclude(Exists(valides))
    cautionnees.update(niveau_etabli=DECLAREE)
    cautionnees.exclude(identite="").update(niveau_etabli=CONCORDANTE)
    sans = cautionnees.filter(niveau_etabli=DECLAREE).exclude(role="membre")
    sans.update(role="membre", habilite_a_engager=False)


class Migration(migrations.Migration):

    dependencies = [
        ('affiliations', '0005_fin_annoncee'),
        ('territoires', '0006_ce_qui_prend_fin'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='affiliation',
            name='affiliation_referent_prouve',
        ),
        migrations.AddField(
            model_name='affiliation',
            name='niveau_etabli',
            field=models.PositiveSmallIntegerField(choices=[(1, 'déclarée'), (2, 'concordante'), (3, 'confirmée'), (4, 'cautionnée'), (5, 'validée')], default=1, help_text='Sans la parole d’un référent provisoire, qui n’établit rien.', verbose_name='niveau établi'),
        ),
        migrations.RunPython(etablir, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('niveau_etabli', models.F('niveau')), models.Q(('niveau_etabli__gte', 1), ('niveau_etabli__lt', models.F('niveau')), ('preuve', 'caution')), _connector='OR'), name='affiliation_niveau_etabli', violation_error_message='Seule une caution donne plus que ce qui est établi.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'membre'), ('niveau_etabli__gt', 1), _connector='OR'), name='affiliation_referent_prouve', violation_error_message='Un référent a prouvé qu’il travaille là.'),
        ),
    ]
