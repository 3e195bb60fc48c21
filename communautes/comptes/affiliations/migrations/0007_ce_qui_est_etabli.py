"""The level without a provisional référent's word; and which closed rows are a decision.

A caution counts if its author's place was ANCT's, as far as the rows and the journal say. Who
holds a place, or the right to commit, on a provisional word alone gives it back.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef

DECLAREE, CONCORDANTE = 1, 2
DISSOUS = "Groupement dissous"


def etablir(apps, schema_editor):
    toutes = apps.get_model("affiliations", "Affiliation").objects.all()
    toutes.update(niveau_etabli=F("niveau"))
    etablis = toutes.filter(pk__in=_etablis(apps))
    leurs = etablis.filter(
        collectivite=OuterRef("collectivite"), personne=OuterRef("verifiee_par")
    )
    cautionnees = toutes.filter(preuve="caution", statut="active").exclude(pk__in=etablis)
    cautionnees = cautionnees.exclude(Exists(leurs))
    cautionnees.filter(habilite_a_engager=True).update(habilite_a_engager=False)
    cautionnees.filter(identite="").exclude(role="membre").update(role="membre")
    cautionnees.filter(identite="").update(niveau_etabli=DECLAREE)
    cautionnees.exclude(identite="").update(niveau_etabli=CONCORDANTE)


def _etablis(apps) -> set[int]:
    """Full référents whom ANCT has verified, or named (for nobody, says the journal), and those
    whom these have named.
    """
    referents = apps.get_model("affiliations", "Affiliation").objects.filter(role="referent")
    nominations = apps.get_model("journal", "Entree").objects.filter(
        acte="affiliations.referent",
        type_d_objet__app_label="affiliations",
        type_d_objet__model="affiliation",
        personne__isnull=False,
    )
    par_l_anct = nominations.filter(au_nom_de=None).values("objet_pk")
    premiers = referents.filter(preuve="anct") | referents.filter(pk__in=par_l_anct)
    etablis, nouveaux = set(), set(premiers.values_list("pk", flat=True))
    while nouveaux:
        etablis |= nouveaux
        nommes = nominations.filter(
            Exists(
                referents.filter(
                    pk__in=nouveaux,
                    personne=OuterRef("personne"),
                    collectivite=OuterRef("au_nom_de"),
                )
            )
        )
        suivants = referents.filter(pk__in=nommes.values("objet_pk"))
        nouveaux = set(suivants.values_list("pk", flat=True)) - etablis
    return etablis


def dire_les_decisions(apps, schema_editor):
    toutes = apps.get_model("affiliations", "Affiliation").objects.all()
    toutes.filter(statut="refusee").update(close_par_decision=True)
    terminees = toutes.filter(statut="terminee").exclude(motif__in=["", DISSOUS])
    terminees.update(close_par_decision=True)


class Migration(migrations.Migration):
    dependencies = [
        ("affiliations", "0006_niveau_etabli"),
        ("journal", "0004_qui_etait_la"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(etablir, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(dire_les_decisions, migrations.RunPython.noop, elidable=True),
    ]
