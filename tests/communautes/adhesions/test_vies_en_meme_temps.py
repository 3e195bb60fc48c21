"""Two who decide of a community’s life at the same instant, on real connections."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from communautes.adhesions import services, veille
from communautes.adhesions.models import Vie
from communautes.journal.models import Entree
from tests import paralleles
from tests.communautes.adhesions.test_en_meme_temps import a_part_puis_vider, en_deux
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory

pytestmark = pytest.mark.django_db


def creer() -> tuple:
    """A community, who animates it, who asks to enter it, ANCT."""
    communaute = CommunautePageFactory(acces="demande")
    animatrice = AdhesionFactory(communaute=communaute, anime=True).personne
    demande = AdhesionFactory(communaute=communaute, demandee=True)
    return communaute, animatrice, demande, UserFactory(is_superuser=True)


def actes(prefixe: str) -> list[str]:
    lus = Entree.objects.filter(acte__startswith=prefixe).order_by("pk")
    return list(lus.values_list("acte", flat=True))


def test_archived_by_two_it_is_once():
    def course(vus):
        communaute, animatrice, _demande, anct = creer()
        vus["reponses"] = en_deux(
            *(
                partial(services.archiver, communaute, par=qui, motif="Fini", synthese="Un guide.")
                for qui in (animatrice, anct)
            )
        )
        vus["actes"] = actes("communautes.")

    vus = a_part_puis_vider(course)
    assert vus == {"reponses": ["faite", "faite"], "actes": ["communautes.archivee"]}


def test_who_is_accepted_while_it_falls_asleep_belongs_or_is_told():
    """Never a request that waits in what does not live."""

    def course(vus):
        communaute, animatrice, demande, anct = creer()
        en_deux(
            lambda: services.accepter(demande, par=animatrice),
            lambda: services.endormir(communaute, par=anct, motif="Fini"),
        )
        demande.refresh_from_db()
        vus["close"] = demande.statut in ("active", "quittee")
        vus["etat"] = Vie.objects.get(pk=communaute.pk).etat

    assert a_part_puis_vider(course) == {"close": True, "etat": "sommeil"}


def test_an_answer_that_comes_first_keeps_it_awake():
    """The command, that had seen it silent, waits for the answer and sees it."""

    def course(vus):
        communaute, animatrice, _demande, _anct = creer()
        ancien = timezone.now() - timedelta(days=120)
        Vie.objects.update(derniere_activite_le=ancien)
        paralleles.derriere(lambda: services.noter_activite(communaute), veille.interroger)
        vus["question"] = Vie.objects.get(pk=communaute.pk).question_posee_le

    assert a_part_puis_vider(course) == {"question": None}
