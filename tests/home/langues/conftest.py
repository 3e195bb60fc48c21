"""One French resource, and the route of an editor who translates it in the admin."""

import html

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from ressources.models import RessourceIndexPage
from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory

CORPS = [
    {"type": "heading", "value": {"text": "La méthode", "rank": "section"}, "id": "a1"},
    {"type": "rich_text", "value": "<p>Mesurer <b>avant</b> de décider.</p>", "id": "a2"},
]
ANGLAIS = {
    "Tarifer l’eau": "Pricing water",
    "tarifer-l-eau": "pricing-water",
    "Ce que l’on y trouve, en deux lignes.": "What you will find here, in two lines.",
    "La méthode": "The method",
    "Mesurer <b>avant</b> de décider.": "Measure <b>before</b> you decide.",
}


@pytest.fixture
def anglais(db) -> Locale:
    return Locale.objects.get(language_code="en")


@pytest.fixture
def theme(db):
    return ThemePageFactory(title="Partager l’eau", slug="eau")


@pytest.fixture
def eau(theme):
    """A published French resource."""
    return RessourcePageFactory(
        title="Tarifer l’eau", slug="tarifer-l-eau", body=CORPS, themes=[theme]
    )


@pytest.fixture
def lire(client):
    """`lire(adresse)`: what anybody reads there, entities resolved; None when it is 404 or 410."""

    def _lire(adresse: str) -> str | None:
        reponse = client.get(adresse)
        if reponse.status_code in {404, 410}:
            return None
        assert reponse.status_code == 200, (adresse, reponse)
        return html.unescape(reponse.content.decode())

    return _lire


@pytest.fixture
def adresse_anglaise(anglais):
    """`adresse_anglaise(page)`: where its English version is now."""
    return lambda page: page.get_translation(anglais).url


@pytest.fixture
def traductrice(db, anglais, django_capture_on_commit_callbacks):
    return Traductrice(anglais, django_capture_on_commit_callbacks)


class Traductrice:
    """An editor in the real screens of the admin; each request commits what it does."""

    def __init__(self, anglais, valider):
        self.client, self.anglais, self.valider = Client(), anglais, valider
        self.client.force_login(UserFactory(groupe="Rédaction"))

    def poster(self, adresse: str, donnees: dict | None = None, **kwargs):
        with self.valider(execute=True):
            return self.client.post(adresse, donnees or {}, **kwargs)

    def commencer(self, page):
        """« Traduire cette page », English ticked."""
        adresse = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert self.client.get(adresse).status_code == 200
        reponse = self.poster(adresse, {"locales": [self.anglais.pk]})
        assert reponse.url == self.ecran(page)
        return reponse

    def ecran(self, page) -> str:
        return reverse("wagtailadmin_pages:edit", args=[page.get_translation(self.anglais).pk])

    def source(self, page) -> TranslationSource:
        return TranslationSource.objects.get_for_instance(page)

    def traduire(self, page, textes: dict[str, str]) -> None:
        """One request per text, as the editor's screen sends them."""
        traduction = Translation.objects.get(source=self.source(page))
        for segment in StringSegment.objects.filter(source=traduction.source):
            if segment.string.data in textes:
                reponse = self.client.put(
                    reverse(
                        "wagtail_localize:edit_string_translation",
                        args=[traduction.pk, segment.pk],
                    ),
                    f"value={textes[segment.string.data]}",
                    content_type="application/x-www-form-urlencoded",
                )
                assert reponse.status_code in (200, 201), reponse.content

    def publier(self, page) -> list[str]:
        """Press « Publier »; returns what the admin answers."""
        reponse = self.poster(self.ecran(page), {"action": "publish"}, follow=True)
        return [str(message) for message in reponse.context["messages"]]

    def synchroniser(self, page):
        """« Synchroniser les pages traduites », after the French page has changed."""
        adresse = reverse("wagtail_localize:update_translations", args=[self.source(page).pk])
        assert self.client.get(adresse).status_code == 200
        return self.poster(adresse, {"publish_translations": "on"})


@pytest.fixture
def index_francais(db):
    return RessourceIndexPage.objects.get(locale__language_code="fr")


@pytest.fixture
def publier_corps(django_capture_on_commit_callbacks):
    """`publier_corps(page, html)`: publish it with another text in its second block."""

    def _publier(page, texte: str) -> None:
        page = type(page).objects.get(pk=page.pk)
        page.body = [CORPS[0], CORPS[1] | {"value": texte}]
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return _publier
