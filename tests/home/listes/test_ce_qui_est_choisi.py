"""Which contents an act touches: those that were ticked or filtered, and no other."""

import pytest

from ressources.models import Acteur, RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory
from tests.home.listes.conftest import ROLES, adresse, agir, dits, texte

pytestmark = pytest.mark.django_db


class TestSelection:
    def test_the_whole_list_is_what_its_filters_show(self, comme, theme):
        RessourcePageFactory(title="Autre")
        voulues = [RessourcePageFactory(themes=[theme]) for _ in range(2)]
        page = texte(
            comme("Rédaction").get(
                adresse(RessourcePage, "unpublish", "all", theme=theme.pk, etat="publiee")
            )
        )
        assert "Dépublier 2\u00a0ressources" in page
        assert f'value="{",".join(str(p.pk) for p in voulues)}"' in page

    def test_what_enters_the_filter_meanwhile_is_left_alone(self, comme, theme):
        client, page = comme("Rédaction"), RessourcePageFactory(themes=[theme])
        url = adresse(RessourcePage, "unpublish", "all", theme=theme.pk)
        vu = client.get(url)
        RessourcePageFactory(themes=[theme])
        client.post(url, {"objets": vu.context["objets"], "confirmer": "oui"})
        assert RessourcePage.objects.live().filter(alias_of=None).count() == 1
        page.refresh_from_db()
        assert not page.live

    @pytest.mark.parametrize("parametres", [{"theme": "99999"}, {"etat": "zzz"}], ids=str)
    def test_a_wrong_filter_selects_nothing(self, comme, parametres):
        RessourcePageFactory()
        url = adresse(RessourcePage, "unpublish", "all", **parametres)
        reponse = comme("Rédaction").get(url, follow=True)
        assert "Rien n’est sélectionné" in dits(reponse)

    @pytest.mark.parametrize("objets", ["", "x", "1;2", "1,,2", "-1", "9" * 30, "1\x00"])
    def test_a_wrong_body_does_nothing(self, comme, objets):
        page = RessourcePageFactory()
        corps = {"objets": objets, "confirmer": "oui"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "unpublish"), corps, follow=True)
        assert reponse.status_code == 200
        page.refresh_from_db()
        assert page.live

    def test_what_is_gone_since_is_left_out(self, comme):
        page, perdue = RessourcePageFactory(), RessourcePageFactory()
        cles = [page.pk, perdue.pk]
        perdue.delete()
        reponse = agir(comme("Rédaction"), RessourcePage, "unpublish", cles)
        assert "C’est dépublié\u00a0: 1\u00a0ressource." in dits(reponse)


class TestSuppression:
    def test_a_whole_list_is_never_deleted(self, comme):
        ActeurFactory.create_batch(2)
        url = adresse(Acteur, "delete", "all", genre="reseau")
        client = comme("Administration")
        for lire in (client.get, client.post):
            assert "Cochez ce qui est à supprimer" in dits(lire(url, follow=True))
        assert Acteur.objects.count() == 2

    @pytest.mark.parametrize("role", ROLES)
    def test_what_is_ticked_is(self, comme, role):
        garde, parti = ActeurFactory(), ActeurFactory()
        comme(role).post(adresse(Acteur, "delete", parti.pk), follow=True)
        assert Acteur.objects.filter(pk=garde.pk).exists()
        assert Acteur.objects.filter(pk=parti.pk).exists() is (role != "Administration")
