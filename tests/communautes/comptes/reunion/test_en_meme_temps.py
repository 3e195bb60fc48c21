"""Two merges at the same instant, on real connections."""

from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.comptes.reunion.services import ReunionRefusee, reunir
from tests import paralleles
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.journal import effacer

pytestmark = pytest.mark.django_db
MOTIF = "Vu au téléphone avec la mairie"


def vider(avant: set[int]) -> None:
    """Behind the back of what keeps forgotten accounts as they are."""
    effacer()
    siennes = User.objects.exclude(pk__in=avant)
    with connection.cursor() as curseur:
        for table in (
            "affiliations_affiliation",
            "territoires_collectivite",
            "notifications_courriel",
        ):
            curseur.execute(f"DELETE FROM {table}")  # noqa: S608
    EmailAddress.objects.all().delete()
    siennes.filter(fusionne_dans__isnull=False).delete()
    siennes.delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(ReunionRefusee, services.AffiliationRefusee))


def test_two_that_cross_each_other():
    """Each would keep the account that the other absorbs."""

    def course(vus):
        par = UserFactory(groupe="Administration")
        un, deux = UserFactory(), UserFactory()
        for personne in (un, deux):
            AffiliationFactory(personne=personne, collectivite=CollectiviteFactory())
        vus["reponses"] = en_deux(
            lambda: reunir(un, deux, par=par, motif=MOTIF),
            lambda: reunir(deux, un, par=par, motif=MOTIF),
        )
        vus["absorbes"] = User.objects.filter(fusionne_dans__isnull=False).count()
        vus["titulaires"] = Affiliation.objects.values("personne").distinct().count()

    vus = a_part_puis_vider(course)
    assert vus == {"reponses": ["faite", "refusée"], "absorbes": 1, "titulaires": 1}


def test_a_merge_and_an_answer_about_the_same_person():
    def course(vus):
        par, autre = UserFactory(groupe="Administration"), UserFactory(groupe="Administration")
        garde, absorbe = UserFactory(), UserFactory()
        affiliation = AffiliationFactory(personne=absorbe)
        vus["reponses"] = en_deux(
            lambda: reunir(garde, absorbe, par=par, motif=MOTIF),
            lambda: services.valider(affiliation, par=autre, motif="Arrêté vu"),
        )
        lue = Affiliation.objects.get()
        vus["fin"] = (lue.personne_id == garde.pk, lue.niveau)

    vus = a_part_puis_vider(course)
    assert vus == {"reponses": ["faite", "faite"], "fin": (True, 5)}
