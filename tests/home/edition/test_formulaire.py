"""The form: what is missing is said at once and kept true; the preview is the public's page."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import Page

from home.models import ActualiteIndexPage
from ressources.models import RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory, ThemePageFactory
from tests.saisies import edition, saisie

JSON = {"Accept": "application/json"}


def manques(html: str) -> str:
    """The list above the tabs, as it is read."""
    debut = html.index(">", html.index('id="manques"')) + 1
    fin = html.index('<div class="w-tabs"', debut)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html[debut:fin])).split())


@pytest.fixture
def creation(index):
    return reverse("wagtailadmin_pages:add", args=["ressources", "ressourcepage", index.pk])


class TestManques:
    def test_a_new_form_says_everything_and_where(self, redaction, creation):
        html = redaction.get(creation).content.decode()
        lu = manques(html)
        assert "Il manque 4 choses pour publier" in lu
        assert [mot for mot in ("Titre", "Résumé", "Thèmes", "À revoir le") if mot not in lu] == []
        liens = re.findall(r'<a href="#([^"]+)" data-controller="w-focus"', html)
        assert len(liens) == 4
        assert [lien for lien in liens if f'id="{lien}"' not in html] == []

    def test_a_draft_is_opened_with_what_it_lacks_in_the_order_of_the_form(self, redaction):
        page = RessourcePageFactory(live=False, resume="", a_revoir_le=None)
        page.save_revision()
        lu = manques(redaction.get(edition(page)).content.decode())
        assert "Il manque 2 choses" in lu
        assert lu.index("Résumé") < lu.index("À revoir le")

    @pytest.mark.parametrize(
        ("resume", "attendu"),
        [("", "Il manque 1 chose pour publier"), ("Deux lignes.", "Rien ne manque")],
    )
    def test_one_thing_is_singular_and_nothing_is_said_ready(self, redaction, resume, attendu):
        page = RessourcePageFactory(live=False, resume=resume)
        page.save_revision()
        assert attendu in manques(redaction.get(edition(page)).content.decode())

    def test_a_published_page_says_nothing(self, redaction):
        page = RessourcePageFactory()
        lu = manques(redaction.get(edition(page)).content.decode())
        assert "manque" not in lu

    def test_an_incomplete_block_is_named(self, redaction):
        bloc = {"type": "heading", "value": {"text": "", "rank": "section"}, "id": "t"}
        page = RessourcePageFactory(live=False, body=[bloc])
        lu = manques(redaction.get(edition(page)).content.decode())
        assert "Corps – Bloc 1 (" in lu

    def test_each_autosave_gives_the_new_list(self, redaction, creation):
        reponse = redaction.post(creation, saisie(resume=""), headers=JSON)
        page = RessourcePage.objects.get(slug="lancer", alias_of=None)
        hydrate = redaction.get(reponse.json()["hydrate_url"]).content.decode()
        assert 'data-w-teleport-target-value="#manques"' in hydrate
        assert "Il manque 2 choses" in hydrate
        suite = redaction.post(edition(page), saisie([ThemePageFactory()]), headers=JSON)
        assert "Rien ne manque" in json.loads(suite.content)["html"]

    def test_an_autosave_of_a_published_page_too(self, redaction):
        page = RessourcePageFactory(title="Lancer", slug="lancer")
        reponse = redaction.post(edition(page), saisie(resume=""), headers=JSON)
        assert "Il manque 2 choses" in reponse.json()["html"]
        assert Page.objects.get(pk=page.pk).live

    def test_a_refused_publication_says_the_same_as_its_fields(self, redaction, creation):
        donnees = saisie(resume="") | {"action-publish": "1"}
        lu = manques(redaction.post(creation, donnees).content.decode())
        assert "Il manque 2 choses" in lu and "Résumé" in lu and "Thèmes" in lu

    def test_an_actor_and_a_news_too(self, redaction):
        acteur = ActeurFactory(live=False, resume="", genre="")
        html = redaction.get(reverse("acteurs:edit", args=[acteur.pk])).content.decode()
        assert "Il manque 2 choses" in html
        index = ActualiteIndexPage.objects.get(locale__language_code="fr")
        url = reverse("wagtailadmin_pages:add", args=["home", "actualitepage", index.pk])
        assert "Il manque 2 choses" in redaction.get(url).content.decode()

    def test_costs_the_same_whatever_is_missing(self, redaction, count_queries):
        incomplete = RessourcePageFactory(live=False, resume="", a_revoir_le=None)
        complete = RessourcePageFactory(live=False)
        for page in (incomplete, complete):
            page.save_revision()
            redaction.get(edition(page))  # the first visit notes who follows its comments
        nombres = {count_queries(redaction.get, edition(page)) for page in (incomplete, complete)}
        assert len(nombres) == 1


class TestOrdre:
    def test_fields_come_as_one_writes(self, redaction, creation):
        html = redaction.get(creation).content.decode()
        noms = [
            "title",
            "nature",
            "resume",
            "themes_lies-TOTAL_FORMS",
            "body-count",
            "fichiers-TOTAL_FORMS",
        ]
        noms += ["publics", "tags", "source", "a_revoir_le", "slug"]
        lieux = [html.index(f'name="{nom}"') for nom in noms if f'name="{nom}"' in html]
        assert len(lieux) >= 10 and lieux == sorted(lieux)

    def test_the_address_is_read_whole(self, redaction, creation):
        html = redaction.get(creation).content.decode()
        assert re.search(r'tec-adresse__debut"[^>]*>/ressources/<', html)

    def test_an_actor_s_too(self, redaction, db):
        html = redaction.get(reverse("acteurs:add")).content.decode()
        assert re.search(r'tec-adresse__debut"[^>]*>/annuaire/<', html)


class TestAdresse:
    def test_a_title_that_another_page_has_is_saved_at_a_free_address(self, redaction, creation):
        titre = "Lancer un budget participatif"
        RessourcePageFactory(title=titre, slug="lancer-un-budget-participatif")
        for _fois in range(2):  # autosave sends the same end again
            donnees = saisie(title=titre, slug="lancer-un-budget-participatif")
            pages = RessourcePage.objects.filter(title=titre, live=False)
            url = edition(pages.get()) if pages else creation
            assert redaction.post(url, donnees, headers=JSON).status_code == 200
        assert pages.get().slug == "lancer-un-budget-participatif-1"

    def test_an_end_that_somebody_chose_is_refused_when_it_is_taken(self, redaction, creation):
        RessourcePageFactory(slug="pris")
        form = redaction.post(creation, saisie(slug="pris")).context["form"]
        assert list(form.errors) == ["slug"]


class TestApercu:
    def corps(self, html: str) -> str:
        return html.replace("http://testserver/", "http://localhost/")

    def test_is_what_an_anonymous_visitor_has(self, redaction, client, valider):
        page = valider(RessourcePageFactory, title="À comparer")
        apercu = redaction.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        client.logout()
        public = client.get(page.url)
        assert self.corps(apercu.content.decode()) == self.corps(public.content.decode())

    def test_shows_the_draft_without_who_is_signed_in(self, comme, valider):
        page = valider(RessourcePageFactory, live=False, title="Un brouillon")
        page.save_revision()
        for role in ("Rédaction", "Administration"):
            html = (
                comme(role)
                .get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
                .content.decode()
            )
            assert "Un brouillon" in html
            assert "/admin/" not in html and "userbar" not in html

    def test_what_is_not_published_is_not_linked(self, redaction, valider):
        voisine = valider(RessourcePageFactory, live=False, title="Pas encore")
        lien = f'<p><a linktype="page" id="{voisine.pk}">voir</a></p>'
        bloc = {"type": "rich_text", "value": lien, "id": "b"}
        page = valider(RessourcePageFactory, live=False, body=[bloc])
        page.save_revision()
        html = redaction.get(
            reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        ).content.decode()
        assert "voir" in html and voisine.url not in html and "Pas encore" not in html

    @pytest.mark.parametrize(
        ("role", "statut"),
        [("Rédaction", 200), ("Relecture", 200), ("Administration", 200), (None, 403)],
    )
    def test_roles(self, comme, client, valider, role, statut):
        page = valider(RessourcePageFactory, live=False)
        url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        assert comme(role).get(url).status_code == statut
        client.logout()
        assert client.get(url).status_code == 302

    def test_two_widths_are_offered(self, redaction):
        html = redaction.get(edition(RessourcePageFactory(live=False))).content.decode()
        assert re.findall(r'data-device-width="(\d+)"', html) == ["375", "1280"]
