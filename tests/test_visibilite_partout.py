"""What is hidden is nowhere: every public address × every way for a page to be hidden.

Addresses come from the page tree and from the URL resolver: a room that adds a page type or a
view is covered the day it does. Each hidden page has a word of its own in its title (and so in
its address), and two that are never typed in an address: whoever shows them shows the page.
"""

from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction, Workflow

from home import publication
from home.langues import plan
from home.models import ContenuPage
from ressources.models import RessourceIndexPage, RessourceLiee
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
    traduite,
)

LANGUES = [code for code, _nom in settings.LANGUAGES]
MOTS = {
    "theme": "chataigne",
    "ressource": "marronnier",
    "traduction": "hawthorn",
    "etiquette": "cormier",
    "actualite": "peuplier",
    "contenu": "tilleul",
}
ADMIN = {"admin/", "documents/"}


def routes(patrons=None, espace: str = ""):
    """Names of every public address without argument."""
    for patron in get_resolver().url_patterns if patrons is None else patrons:
        if isinstance(patron, URLResolver):
            if str(patron.pattern) not in ADMIN:
                dessous = f"{espace}{patron.namespace}:" if patron.namespace else espace
                yield from routes(patron.url_patterns, dessous)
        elif patron.name and not patron.pattern.regex.groups:
            yield espace + patron.name


def listes() -> set[str]:
    """Where a question is asked; without one, everything is shown."""
    index = RessourceIndexPage.objects.live().public()
    trouvees = {page.get_url() for page in index}
    for langue in LANGUES:
        with override(langue):
            trouvees.add(reverse("search:recherche"))
    return trouvees


def adresses() -> list[str]:
    """Every page that anybody may open, every view, and the questions put to those that answer."""
    pages = Page.objects.live().public().filter(depth__gt=1).select_related("locale")
    trouvees = {page.get_url() for page in pages} | {f"/sitemap-pages.xml?p={n}" for n in (1, 2)}
    for langue in LANGUES:
        with override(langue):
            trouvees |= {reverse(nom) for nom in routes()}
            trouvees.add(reverse("search:suggestions") + "?q=baobab")
    # « maronier »: a mistake that is corrected from the titles one may read.
    trouvees |= {f"{liste}?q={mot}" for liste in listes() for mot in ("baobab", "maronier")}
    return sorted(trouvees)


@pytest.fixture
def lire_partout(client, monkeypatch):
    """`lire_partout()`: address → the hidden pages (keys of MOTS) that anybody reads there."""
    monkeypatch.setattr(plan.PagesSitemap, "limit", 14)  # an index, and several files

    def mots(adresse: str, **entetes) -> set[str]:
        reponse = client.get(adresse, headers=entetes)
        assert reponse.status_code < 500, adresse
        texte = reponse.getvalue().decode().lower()
        return {nom for nom, mot in MOTS.items() if mot in texte}

    def lire() -> dict[str, set[str]]:
        lues = {adresse: mots(adresse) for adresse in adresses()}
        return lues | {f"{liste} htmx": mots(liste, HX_Request="true") for liste in listes()}

    return lire


def publier(pages) -> None:
    for page in pages:
        page.save_revision().publish()
    traduite(pages[0], title=f"Baobab {MOTS['traduction']}")


def brouillon(pages) -> None:
    """Written, never published."""


def modifiee(pages) -> None:
    """Published under another title; the hidden one is that of a later draft."""
    titres = [page.title for page in pages]
    pages[1].tags.clear()
    for rang, page in enumerate(pages):
        page.title = page.slug = f"public-{rang}"
    publier(pages)
    pages[1].tags.add(MOTS["etiquette"])
    for page, titre in zip(pages, titres, strict=True):
        page.title = titre
        page.save_revision()
    traduite(pages[0], title="public-traduit", slug="public-traduit")


def depubliee(pages) -> None:
    publier(pages)
    for page in pages:
        type(page).objects.get(pk=page.pk).unpublish()


def programmee(pages) -> None:
    for page in pages:
        page.go_live_at = timezone.now() + timedelta(days=9)
        page.save_revision().publish()


def en_relecture(pages) -> None:
    for page in pages:
        page.save_revision()
        Workflow.objects.get(name="Relecture").start(page, UserFactory(groupe="Rédaction"))


def expiree(pages) -> None:
    """Published two days ago until an hour ago; nothing has run since."""
    for page in pages:
        page.expire_at = timezone.now() + timedelta(hours=47)
    publier(pages)


def reservee(pages) -> None:
    """An editor may lead to it, and the reader is asked to sign in: its address says nothing."""
    for rang, page in enumerate(pages):
        page.slug = f"reservee-{rang}"
    publier(pages)
    for page in pages:
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def sous_section_reservee(pages) -> None:
    """As `reservee`, by what stands above."""
    section = ContenuPageFactory(title="Section")
    for rang, page in enumerate(pages):
        page.slug = f"reservee-{rang}"
    publier(pages)
    contenu = next(page for page in pages if isinstance(page, ContenuPage))
    Page.objects.get(pk=contenu.pk).move(section, pos="last-child")
    for pk in {Page.objects.get(pk=page.pk).get_parent().pk for page in pages}:
        PageViewRestriction.objects.create(page_id=pk, restriction_type="login")


@pytest.fixture
def placer(django_capture_on_commit_callbacks):
    """`placer(état)`: a page of each kind in that state, among pages that lead to them."""

    def faire(etat) -> list[Page]:
        with (
            time_machine.travel(timezone.now() - timedelta(days=2), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            vu = ThemePageFactory(title="Thème en vue")
            commun = {"live": False, "themes": [vu]}
            pages = [
                RessourcePageFactory(title=f"Baobab {MOTS['ressource']} (source)", **commun),
                RessourcePageFactory(title=f"Baobab {MOTS['ressource']}", **commun),
                ThemePageFactory(title=f"Baobab {MOTS['theme']}", live=False),
                ActualitePageFactory(title=f"Baobab {MOTS['actualite']}", live=False),
                ContenuPageFactory(title=f"Baobab {MOTS['contenu']}", live=False),
            ]
            pages[1].tags.add(MOTS["etiquette"])
            etat(pages)
        with django_capture_on_commit_callbacks(execute=True):
            entourer(vu, *pages[1:])
        return pages

    return faire


def entourer(vu, ressource, theme, actualite, contenu) -> None:
    """Pages that anybody reads, and that lead to the hidden ones in every way there is."""
    voisine = RessourcePageFactory(title="Ressource en vue", themes=[vu, theme])
    RessourceLiee.objects.create(page=voisine, ressource=ressource)
    ActualitePageFactory(title="Actualité en vue")
    liens = "".join(
        f'<p><a linktype="page" id="{page.pk}">ici</a></p>' for page in (theme, actualite, contenu)
    )
    cartes = [
        {"title": "Choisies", "pages": [ressource.pk], "theme": None, "number": 3},
        {"title": "Dernières", "pages": [], "theme": vu.pk, "number": 3},
    ]
    body = [
        {"type": "rich_text", "value": liens, "id": "a"},
        *({"type": "resource_cards", "value": c, "id": c["title"]} for c in cartes),
    ]
    # As if it had been published before they were hidden: now it would be refused.
    with mock.patch.object(publication, "manques", return_value={}):
        ContenuPageFactory(title="Page en vue", body=body)


def versions(pages) -> list[Page]:
    """In every language where there is one."""
    return list(Page.objects.filter(translation_key__in=[p.translation_key for p in pages]))


# Where each word must be read when its page is online, other than its own address.
PLACES = {
    "/": "theme ressource actualite contenu",
    "/contact/": "contenu",  # the footer, which is everywhere
    "/themes/": "theme",
    "/themes/theme-en-vue/": "ressource",
    "/ressources/": "ressource theme etiquette",
    "/ressources/ htmx": "ressource theme etiquette",
    "/ressources/?q=baobab": "ressource etiquette",
    "/ressources/ressource-en-vue/": "ressource theme",
    "/actualites/": "actualite",
    "/page-en-vue/": "theme ressource actualite",
    "/plan-du-site/": "theme ressource actualite contenu",
    "/recherche/": "theme ressource actualite contenu",
    "/recherche/ htmx": "theme ressource actualite contenu",
    "/recherche/?q=baobab": "theme ressource actualite contenu",
    "/recherche/?q=maronier": "ressource",
    "/recherche/suggestions/?q=baobab": "theme ressource actualite contenu",
    "/sitemap-pages.xml?p=1": "theme ressource actualite",
    "/sitemap-pages.xml?p=2": "ressource contenu",
    "/en/": "theme ressource traduction actualite contenu",
    "/en/themes/": "theme",
    "/en/themes/theme-en-vue/": "ressource traduction",
    "/en/resources/": "theme ressource traduction etiquette",
    "/en/resources/?q=baobab": "traduction",
    "/en/resources/ressource-en-vue/": "theme ressource traduction",
    "/en/news/": "actualite",
    "/en/page-en-vue/": "theme ressource traduction actualite",
    "/en/plan-du-site/": "theme ressource traduction actualite contenu",
    "/en/recherche/": "theme ressource traduction actualite contenu",
    "/en/recherche/?q=baobab": "traduction",
    "/en/recherche/suggestions/?q=baobab": "traduction",
}


# What answers at the address itself; 404 for what was never published.
ETATS = {modifiee: 200, reservee: 302, sous_section_reservee: 302, depubliee: 410, expiree: 410}


@pytest.mark.django_db
class TestPartout:
    @pytest.mark.parametrize(
        "etat",
        [
            brouillon,
            modifiee,
            depubliee,
            programmee,
            en_relecture,
            expiree,
            reservee,
            sous_section_reservee,
        ],
        ids=lambda etat: etat.__name__,
    )
    def test_what_is_hidden_is_nowhere(self, client, placer, lire_partout, etat):
        pages = placer(etat)
        assert {adresse: mots for adresse, mots in lire_partout().items() if mots} == {}
        attendu = ETATS.get(etat, 404)
        for page in versions(pages):
            reponse = client.get(page.get_url())
            assert reponse.status_code == attendu, page.get_url()
            if attendu == 302:  # to the door, and back
                assert reponse.url.endswith(f"?next={page.get_url()}")

    def test_what_is_online_is_in_its_places(self, client, placer, lire_partout):
        """Without this, the test above would pass on an empty site."""
        pages = placer(publier)
        lues = lire_partout()
        manques = {
            adresse: manquants
            for adresse, attendus in PLACES.items()
            if (manquants := {*attendus.split()} - lues.get(adresse, set()))
        }
        assert manques == {}
        assert {client.get(page.get_url()).status_code for page in versions(pages)} == {200}
