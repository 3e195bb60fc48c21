"""What each proof rests on: a caution counts if its author's place was ANCT's, as far as the rows
say. Who holds a place on a provisional word alone gives it back: its requests go to ANCT.
"""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q

RIEN, CAUTION, SIRET, COURRIEL, ANCT = range(5)


def fonder(apps, schema_editor):
    toutes = apps.get_model("affiliations", "Affiliation").objects.all()
    valides = toutes.filter(
        collectivite=OuterRef("collectivite"),
        personne=OuterRef("verifiee_par"),
        role="referent",
        preuve="anct",
    )
    toutes.filter(preuve="caution").filter(Exists(valides)).update(fondement=CAUTION)
    toutes.filter(~Q(identite="") | Q(preuve="siret")).update(fondement=SIRET)
    toutes.filter(preuve="courriel").update(fondement=COURRIEL)
    toutes.filter(preuve="anct").update(fondement=ANCT)
    sans = toutes.filter(statut="active", fondement=RIEN).exclude(role="membre")
    sans.update(role="membre", habilite_a_engager=False)


class Migration(migrations.Migration):
    dependencies = [("affiliations", "0005_fin_annoncee")]

    operations = [
        migrations.AddField(
            model_name="affiliation",
            name="fondement",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "rien d’établi"),
                    (1, "parole d’un référent établi"),
                    (2, "SIRET donné par ProConnect"),
                    (3, "code envoyé au courriel officiel"),
                    (4, "vérification de l’ANCT"),
                ],
                default=0,
                help_text="La parole d’un référent provisoire n’établit rien.",
                verbose_name="ce qui l’établit",
            ),
        ),
        migrations.RunPython(fonder, migrations.RunPython.noop, elidable=True),
    ]
