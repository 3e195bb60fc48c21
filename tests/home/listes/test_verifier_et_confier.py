"""Many contents verified, or handed over to somebody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from ressources.models import RessourcePage
from tests.factories import RessourcePageFactory
from tests.home.listes.conftest import adresse, agir, brouillon, dits, texte

pytestmark = pytest.mark.django_db


class TestSuivi:
    def test_verified_with_the_next_date(self, comme):
        pages = [RessourcePageFactory(verifie_le=None) for _ in range(2)]
        demain = timezone.localdate() + timedelta(days=1)
        reponse = agir(
            comme("Relecture"),
            RessourcePage,
            "verifier",
            [page.pk for page in pages],
            a_revoir_le=demain.isoformat(),
        )
        assert "2\u00a0ressources, avec la date d’aujourd’hui" in dits(reponse)
        for page in pages:
            page.refresh_from_db()
            assert (page.verifie_le, page.a_revoir_le) == (timezone.localdate(), demain)

    def test_a_past_date_is_refused_beside_the_field(self, comme):
        corps = {"objets": str(RessourcePageFactory().pk), "a_revoir_le": "2020-01-01"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "verifier"), corps)
        assert reponse.status_code == 422 and "Indiquez une date à venir" in texte(reponse)

    def test_handed_over(self, comme):
        client, page = comme("Rédaction"), RessourcePageFactory()
        agir(client, RessourcePage, "confier", [page.pk], responsable=client.personne.pk)
        page.refresh_from_db()
        assert page.responsable == client.personne
        assert brouillon(page).responsable == client.personne

    def test_twice_changes_nothing_more_and_says_so(self, comme):
        page, client = RessourcePageFactory(verifie_le=None), comme("Rédaction")
        for _fois in range(2):
            reponse = agir(client, RessourcePage, "verifier", [page.pk])
        assert "Rien n’a changé" in dits(reponse)
        assert PageLogEntry.objects.filter(action="fraicheur.verifier").count() == 1
