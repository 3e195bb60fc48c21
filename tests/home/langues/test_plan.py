"""/sitemap.xml, /fr/… and what the browser says it prefers."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Page

from home.langues import plan
from tests.factories import ContenuPageFactory
from tests.home.langues.conftest import ANGLAIS

ESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def adresses(client, accueil):
    """`adresses(chemin)`: location → its alternates {language: address}."""

    def _lire(chemin: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
        racine = ElementTree.fromstring(client.get(chemin).content)  # noqa: S314
        return {
            url.findtext("s:loc", namespaces=ESPACES).removeprefix("http://testserver"): {
                lien.get("hreflang"): lien.get("href").removeprefix("http://testserver")
                for lien in url.findall("x:link", ESPACES)
            }
            for url in racine.findall("s:url", ESPACES)
        }

    return _lire


class TestSitemap:
    def test_aliases_are_left_out(self, adresses, eau, adresse_anglaise):
        trouvees = adresses()
        assert trouvees[eau.url] == {}
        assert adresse_anglaise(eau) not in trouvees

    def test_translations_point_at_each_other(self, adresses, eau, traductrice, adresse_anglaise):
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        traductrice.publier(eau)
        anglaise = adresse_anglaise(eau)
        attendu = {"fr": eau.url, "en": anglaise, "x-default": eau.url}
        trouvees = adresses()
        assert trouvees[eau.url] == trouvees[anglaise] == attendu

    def test_hidden_pages_are_left_out(self, adresses):
        brouillon = ContenuPageFactory(live=False)
        expiree = ContenuPageFactory(expire_at=timezone.now() + timedelta(days=1))
        Page.objects.filter(pk=expiree.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        privee = ContenuPageFactory()
        privee.view_restrictions.create(restriction_type="login")
        sous_privee = ContenuPageFactory(parent=privee)
        trouvees = adresses()
        for page in (brouillon, expiree, privee, sous_privee):
            assert page.get_url() not in trouvees

    def test_one_file_until_it_is_too_long(self, adresses, client, monkeypatch):
        toutes = adresses()
        monkeypatch.setattr(plan.PagesSitemap, "limit", 2)
        index = client.get("/sitemap.xml").content.decode()
        assert "<sitemapindex" in index and "/sitemap-pages.xml?p=2" in index
        assert len(adresses("/sitemap-pages.xml?p=2")) == 2
        assert set(adresses("/sitemap-pages.xml")) < set(toutes)
        assert client.get("/sitemap-pages.xml?p=999").status_code == 404
        assert client.get("/sitemap-autre.xml").status_code == 404

    def test_costs_the_same_for_3_or_12(self, client, accueil, count_queries):
        ContenuPageFactory.create_batch(3)
        peu = count_queries(client.get, "/sitemap.xml")
        ContenuPageFactory.create_batch(9)
        assert count_queries(client.get, "/sitemap.xml") == peu


class TestAdresses:
    @pytest.mark.parametrize(
        "prefere", ["en", "en-GB,en;q=0.9", "xx", "*", "fr;q=abc, \x00", "a" * 5000]
    )
    def test_the_address_decides_whatever_the_browser_prefers(self, client, accueil, prefere):
        francais = client.get("/", headers={"accept-language": prefere})
        anglais = client.get("/en/", headers={"accept-language": "fr"})
        assert (francais.status_code, anglais.status_code) == (200, 200)
        assert '<html lang="fr"' in francais.content.decode()
        assert '<html lang="en"' in anglais.content.decode()
        assert "accept-language" not in francais.headers.get("Vary", "").lower()
        assert (francais["Content-Language"], anglais["Content-Language"]) == ("fr", "en")

    @pytest.mark.parametrize(
        ("adresse", "phrase"),
        [("/nulle-part/", "Le chemin s’arrête ici"), ("/en/nowhere/", "The path ends here")],
    )
    def test_not_found_speaks_the_address_s_language(self, client, accueil, adresse, phrase):
        reponse = client.get(adresse, headers={"accept-language": "de"})
        assert reponse.status_code == 404
        assert phrase in reponse.content.decode()

    @pytest.mark.parametrize(
        ("adresse", "attendue"),
        [
            ("/fr/", "/"),
            ("/fr/themes/eau/?a=1&b=é", "/themes/eau/?a=1&b=%C3%A9"),
            ("/fr//ailleurs.example.org/", "/ailleurs.example.org/"),
            ("/fr/\\ailleurs.example.org/", "/ailleurs.example.org/"),
            ("/fr/%5C%2Failleurs.example.org", "/ailleurs.example.org"),
        ],
    )
    def test_french_has_no_prefix(self, client, adresse, attendue):
        reponse = client.get(adresse)
        assert (reponse.status_code, reponse.url) == (301, attendue)
        assert client.post(adresse).status_code == 405
