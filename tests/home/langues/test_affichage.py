"""The switcher, the alternates, the address that counts, and the language of what is read."""

import html
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from home.langues import affichage
from home.langues.lecture import dans_la_langue, langue_du_lecteur
from search.facade import suggerer
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    RessourcePageFactory,
    UserFactory,
    traduite,
)
from tests.home.langues.conftest import ANGLAIS


def langues(reponse) -> dict[str, dict]:
    return {langue["code"]: langue for langue in reponse.context["langues"]}


class TestSelecteur:
    def test_of_a_page(self, client, eau, adresse_anglaise):
        trouvees = langues(client.get(eau.url))
        assert trouvees["fr"]["courante"] and not trouvees["en"]["courante"]
        assert trouvees["en"]["url"] == adresse_anglaise(eau)
        assert trouvees["en"]["non_traduit"]
        assert (trouvees["fr"]["nom"], trouvees["en"]["nom"]) == ("Français", "English")
        assert langues(client.get(adresse_anglaise(eau)))["fr"]["url"] == eau.url

    def test_of_a_view_keeps_the_question(self, client, accueil):
        reponse = client.get("/recherche/?q=eau&niveau=consultation")
        assert langues(reponse)["en"]["url"] == "/en/recherche/?q=eau&niveau=consultation"
        retour = client.get(langues(reponse)["en"]["url"])
        assert langues(retour)["fr"]["url"] == "/recherche/?q=eau&niveau=consultation"

    def test_of_a_list_keeps_the_filters_but_not_the_page(self, client, accueil):
        reponse = client.get("/ressources/?nature=guide&public=commune&page=2")
        assert langues(reponse)["en"]["url"] == "/en/resources/?nature=guide&public=commune"
        assert langues(client.get("/ressources/?page=2"))["en"]["url"] == "/en/resources/"

    def test_of_a_content_forgets_what_follows_the_address(self, client, eau, adresse_anglaise):
        reponse = client.get(f"{eau.url}?utm_source=lettre")
        assert langues(reponse)["en"]["url"] == adresse_anglaise(eau)

    def test_leads_home_where_there_is_no_other_version(self, client, accueil):
        assert langues(client.get("/nulle-part/"))["en"]["url"] == "/en/"
        reponse = client.post(reverse("contact_envoyer"), {})
        if reponse.context:
            assert langues(reponse)["en"]["url"] == "/en/"

    @pytest.mark.parametrize("lues", [True, False], ids=["routée", "aperçue"])
    def test_never_leads_to_a_draft(self, client, rf, eau, anglais, lues):
        """Neither for a page found by its address, nor for one that is shown otherwise."""
        Page.objects.filter(pk=eau.get_translation(anglais).pk).update(live=False)
        if lues:
            assert langues(client.get(eau.url))["en"]["url"] == "/en/"
        else:
            assert list(affichage.versions(rf.get("/"), eau)) == ["fr"]

    def test_of_a_private_page(self, client, eau):
        eau.view_restrictions.create(restriction_type="login")
        client.force_login(UserFactory())
        assert langues(client.get(eau.url))["en"]["url"].startswith("/en/")


class TestAlternatives:
    def test_of_a_view(self, client, accueil):
        tete = client.get("/contact/").content.decode().split("</head>")[0]
        assert re.findall(r'hreflang="([\w-]+)" href="http://testserver([^"]+)"', tete) == [
            ("en", "/en/contact/"),
            ("fr", "/contact/"),
            ("x-default", "/contact/"),
        ]

    def test_of_the_home_page(self, client, accueil):
        tete = client.get("/en/").content.decode().split("</head>")[0]
        assert 'hreflang="x-default" href="http://testserver/"' in tete
        assert '<link rel="canonical" href="http://testserver/en/">' in tete

    def test_of_a_search(self, client, accueil):
        assert 'hreflang="x-default"' not in client.get("/recherche/?q=eau").content.decode()


class TestLangueDuContenu:
    def test_words_are_french_and_links_english(
        self, client, eau, adresse_anglaise, django_capture_on_commit_callbacks, traductrice
    ):
        """On an alias, the main part is all in French; what it links to is read under /en/."""
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        traductrice.publier(eau)
        lien = f'<p>Lire <a linktype="page" id="{eau.pk}">la méthode</a>.</p>'
        page = ContenuPageFactory(body=[{"type": "rich_text", "value": lien, "id": "b1"}])
        texte = client.get(adresse_anglaise(page)).content.decode()
        assert f'href="{adresse_anglaise(eau)}"' in texte
        assert "/pricing-water/" in texte

    def test_interface_words(self, client, eau, adresse_anglaise):
        texte = client.get(adresse_anglaise(eau)).content.decode()
        contenu = texte.split('<div lang="fr">')[1].split("</main>")[0]
        assert "Pour qui, pour quoi" not in contenu and "For whom" not in contenu
        assert "Vérifié le" in contenu
        assert 'lang="en"' in contenu  # the notice and the breadcrumb
        assert "Main menu" in texte

    def test_french_site_is_unmarked(self, client, eau):
        texte = client.get(eau.url).content.decode()
        assert '<div lang="fr">' not in texte and "tec-langue" not in texte

    @pytest.mark.parametrize(
        "fabrique", [ActualitePageFactory, ContenuPageFactory, RessourcePageFactory]
    )
    def test_every_untranslated_page_says_so(self, fabrique, client, adresse_anglaise):
        texte = client.get(adresse_anglaise(fabrique())).content.decode()
        assert texte.count("This page is not yet translated into English") == 1
        avant = texte.split("This page is not yet translated into English")[0]
        assert "<h1" not in avant  # right after the breadcrumb, at the top of a phone

    def test_themes_too(self, client, theme, adresse_anglaise):
        texte = client.get(adresse_anglaise(theme)).content.decode()
        assert texte.count("This page is not yet translated into English") == 1

    @pytest.mark.parametrize(
        "adresse", ["/en/", "/en/themes/", "/en/resources/", "/en/news/", "/en/accessibility/"]
    )
    def test_pages_of_the_product_are_in_english(self, client, accueil, adresse):
        texte = client.get(adresse).content.decode()
        assert "This page is not yet translated" not in texte
        assert '<div lang="fr">' not in texte


def test_reader_s_language_survives_the_content_s(accueil):
    with override("en"), dans_la_langue("fr"), dans_la_langue("fr"):
        assert langue_du_lecteur() == "en"
    assert langue_du_lecteur() == "fr"


class TestCout:
    def test_alias_costs_what_its_source_does(self, client, eau, adresse_anglaise, count_queries):
        """Two more are Wagtail's: the English root, and who may read the source."""
        anglaise = adresse_anglaise(eau)
        client.get(anglaise)
        assert count_queries(client.get, anglaise) <= count_queries(client.get, eau.url) + 2

    def test_lists_under_en_do_not_grow(
        self, client, theme, adresse_anglaise, count_queries, django_capture_on_commit_callbacks
    ):
        def mesurer() -> list[int]:
            adresses = ["/en/", "/en/themes/", "/en/resources/", adresse_anglaise(theme)]
            return [count_queries(client.get, adresse) for adresse in adresses]

        with django_capture_on_commit_callbacks(execute=True):
            RessourcePageFactory.create_batch(3, themes=[theme])
        peu = mesurer()
        with django_capture_on_commit_callbacks(execute=True):
            RessourcePageFactory.create_batch(6, themes=[theme])
        assert mesurer() == peu


class TestListesAnglaises:
    """What is read in French under /en/ is listed there, and never searched there."""

    @pytest.fixture
    def deux(self, theme, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            RessourcePageFactory(title="Tarifer l’eau", themes=[theme])
            traduite(RessourcePageFactory(title="Compter l’eau", themes=[theme]), title="Counting")

    def test_the_list_holds_what_the_theme_counts(self, client, deux, theme, adresse_anglaise):
        promis = client.get(adresse_anglaise(theme)).context["nombre_ressources"]
        liste = client.get("/en/resources/", {"theme": theme.slug})
        assert promis == liste.context["ecran"].resultats.total == 2
        contenu = html.unescape(liste.content.decode())
        assert re.search(r'lang="fr">\s*Tarifer l’eau', contenu)
        assert contenu.count("· in French") == 1

    @pytest.mark.parametrize("adresse", ["/en/resources/?q=tarifer", "/en/recherche/?q=tarifer"])
    def test_searching_in_english_finds_english(self, client, deux, adresse):
        assert "Tarifer" not in client.get(adresse).content.decode().split("<main")[1].replace(
            "tarifer", ""
        )

    def test_it_is_suggested_in_french_only(self, deux):
        assert suggerer("tarif", locale="fr") and not suggerer("tarif", locale="en")
