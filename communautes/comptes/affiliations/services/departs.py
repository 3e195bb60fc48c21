"""What ProConnect no longer says: who worked there works elsewhere, or for somebody else."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.models import (
    DELAI,
    MOIS_SANS_RECONFIRMER,
    Affiliation,
    Niveau,
)
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services.ecriture import assurer_referent, verrouiller
from communautes.comptes.affiliations.services.lignes import (
    confier_a_l_anct,
    etat,
    redevenir_demandee,
    tracer,
)
from home.fraicheur.dates import plus_mois

Role, Preuve = Affiliation.Role, Affiliation.Preuve
POUR_CONFIRMER = timedelta(days=30)
_SIRET = re.compile(r"\d{14}")


@transaction.atomic
def constater_departs(personne, dit: Dit) -> list[Affiliation]:
    """Of the affiliations that this same identity had proved, and no longer does.

    Silence is no departure: without a SIRET nothing changes.
    """
    if not dit.identite or not _SIRET.fullmatch(dit.siret or ""):
        return []
    prouvees = Affiliation.objects.actives().filter(personne=personne, identite=dit.identite)
    if not dit.is_external:
        prouvees = prouvees.exclude(collectivite__siren=dit.siret[:9])
    quittees = [verrouiller(affiliation) for affiliation in prouvees.order_by("collectivite_id")]
    for affiliation in quittees:
        if affiliation.preuve == Preuve.SIRET:
            _rendre_demandee(affiliation)
        else:
            _faire_confirmer(affiliation)
    return quittees


def _rendre_demandee(affiliation: Affiliation) -> None:
    """Nothing else proved it: it is asked for again, without role nor right to commit."""
    avant = etat(affiliation)
    affiliation.identite = ""
    redevenir_demandee(affiliation, echeance_le=timezone.now() + DELAI)
    tracer("revenue", affiliation, par=None, avant=avant)
    confier_a_l_anct(affiliation)
    assurer_referent(affiliation.collectivite)
    transaction.on_commit(lambda: emails.depart(affiliation.pk))


def _faire_confirmer(affiliation: Affiliation) -> None:
    """Proved otherwise too, it stays; but « j’y travaille toujours » is asked within thirty days.

    Once: this identity says no more of it.
    """
    avant = etat(affiliation)
    butoir = plus_mois(timezone.localdate() + POUR_CONFIRMER, -MOIS_SANS_RECONFIRMER)
    affiliation.confirmee_le = min(affiliation.confirmee_le, butoir)
    affiliation.identite = ""
    if affiliation.niveau_etabli == Niveau.CONCORDANTE:  # what is left is a provisional one's word
        affiliation.niveau_etabli = Niveau.DECLAREE
        affiliation.role, affiliation.habilite_a_engager = Role.MEMBRE, False
    affiliation.save()
    tracer("a_confirmer", affiliation, par=None, avant=avant)
    assurer_referent(affiliation.collectivite)
    transaction.on_commit(lambda: emails.depart(affiliation.pk))
