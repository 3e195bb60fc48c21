"""What a long write puts off, and the places that it takes without holding the list."""

import pytest
from django.db import connection, transaction
from wagtail.models import Page, ReferenceIndex

from home import lots
from home.lots.places import ECART, PlacePerdue
from home.models import ActualiteIndexPage, ActualitePage
from ressources.models import RessourcePage
from search.models import IndexDocument
from tests.factories import ActualitePageFactory, RessourcePageFactory, ThemePageFactory
from tests.paralleles import a_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def liste() -> ActualiteIndexPage:
    return ActualiteIndexPage.objects.get(locale__language_code="fr")


def actualite(numero=0) -> ActualitePage:
    return ActualitePage(title=f"Nouvelle {numero}", slug=f"nouvelle-{numero}", live=False)


class TestPlaces:
    def test_pages_are_where_the_tree_says(self, liste):
        ActualitePageFactory()
        with lots.en_lot():
            for numero in range(3):
                liste.add_child(instance=actualite(numero))
        relue = Page.objects.get(pk=liste.pk)
        assert relue.numchild == 4 == relue.get_children().count()
        assert Page.find_problems() == ([], [], [], [], [])
        suivante = relue.add_child(instance=actualite(9))
        assert suivante.path > ActualitePage.objects.get(slug="nouvelle-2").path

    def test_another_adds_a_page_meanwhile_without_waiting(self, liste):
        chemins = []

        def un_autre():
            with transaction.atomic(), connection.cursor() as curseur:
                curseur.execute("SET LOCAL lock_timeout = '3s'")
                la = ActualiteIndexPage.objects.get(pk=liste.pk)
                chemins.append(la.add_child(instance=actualite(7)).path)
                transaction.set_rollback(True)

        lot = lots.Lot()
        page = lot.places.ajouter(liste, actualite(0))
        a_part(un_autre)
        assert len(chemins) == 1 and chemins[0] < page.path

    def test_room_is_left_for_those_who_add_meanwhile(self, liste):
        page = lots.Lot().places.ajouter(liste, actualite())
        assert Page._str2int(page.path[-4:]) >= ECART

    def test_an_address_taken_meanwhile_stops_all(self, liste):
        with pytest.raises(PlacePerdue), lots.en_lot():
            liste.add_child(instance=actualite(0))
            liste.add_child(instance=actualite(1))
            Page.objects.filter(slug="nouvelle-1").update(slug="nouvelle-0")

    def test_a_list_moved_meanwhile_stops_all(self, liste):
        with pytest.raises(PlacePerdue), lots.en_lot():
            liste.add_child(instance=actualite())
            Page.objects.filter(pk=liste.pk).update(path="00019999")


class TestSuite:
    def test_is_indexed_once_the_batch_is_done(self):
        theme = ThemePageFactory()
        with lots.en_lot():
            page = RessourcePageFactory(title="Zébulon", themes=[theme])
            cle = f"ressources.ressourcepage:{page.pk}"
            assert not IndexDocument.objects.filter(objet=cle).exists()
        assert IndexDocument.objects.filter(objet=cle).exists()
        assert ReferenceIndex.get_references_to(theme).filter(object_id=str(page.pk)).exists()
        assert [p.pk for p in RessourcePage.objects.search("Zébulon")].count(page.pk) == 1

    def test_nothing_stays_of_a_write_that_fails(self):
        with pytest.raises(ValueError), transaction.atomic(), lots.en_lot():
            ActualitePageFactory(title="Zébulon")
            raise ValueError
        assert lots.courant() is None
        assert not IndexDocument.objects.filter(titre="Zébulon").exists()
