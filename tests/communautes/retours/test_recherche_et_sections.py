"""Where retours are met: search, home, themes, actors, collectivités, site maps."""

import pytest

from communautes.retours import sections, services
from communautes.retours.models import RetourActeur
from home.qualite.adresses import resoudre
from search.services import verifier
from tests.factories import ActeurFactory, AffiliationFactory, CollectiviteFactory, ThemePageFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
CACHES = ("brouillon", "soumis", "en_relecture", "a_completer", "retire", "archive")


def texte(client, adresse: str) -> str:
    page = client.get(adresse).content.decode()
    return page.replace("<mark>", "").replace("</mark>", "")


@pytest.fixture
def monde(publier):
    """A published retour and one in each other state: same theme, actor and collectivité."""
    affiliation = AffiliationFactory(collectivite=CollectiviteFactory(nom="Figeac"))
    theme, acteur = ThemePageFactory(slug="ombre"), ActeurFactory()
    for etat in ("publie", *CACHES):
        retour = publier(
            RetourFactory, titre=f"Titre {etat}", etat=etat, themes=[theme], affiliation=affiliation
        )
        RetourActeur.objects.create(retour=retour, acteur=acteur)
    return {
        "accueil": "/",
        "recherche": "/recherche/?q=titre",
        "theme": theme.url,
        "acteur": acteur.get_absolute_url(),
        "collectivite": affiliation.collectivite.get_absolute_url(),
        "plan": "/plan-du-site/",
        "sitemap": "/sitemap.xml",
        "liste": "/retours/",
    }


@pytest.mark.parametrize(
    "ou", ["accueil", "recherche", "theme", "acteur", "collectivite", "plan", "liste"]
)
def test_what_is_published_is_met_everywhere_and_nothing_else(client, monde, ou):
    page = texte(client, monde[ou])
    assert "Titre publie" in page
    for etat in CACHES:
        assert f"Titre {etat}" not in page


def test_the_sitemap_has_what_is_proposed(client, monde):
    publie = client.get("/retours/").context["cartes"][0]["url"]
    plan = texte(client, monde["sitemap"])
    assert plan.count("/retours/") == 1 and f"{publie}</loc>" in plan


def test_home_says_what_failed(client, monde):
    assert "personne n’avait prévu le gardiennage en août" in texte(client, "/")


def test_the_menu_leads_there_when_there_is_something(client, publier, accueil):
    assert 'href="/retours/"' not in texte(client, "/")
    publier(RetourFactory)
    assert 'href="/retours/"' in texte(client, "/")


def test_a_theme_leads_to_its_own(client, monde):
    assert "/retours/?theme=ombre" in texte(client, monde["theme"])


def test_sections_cost_the_same(client, publier, count_queries):
    affiliation = AffiliationFactory()
    theme, acteur = ThemePageFactory(), ActeurFactory()
    adresses = (
        "/",
        theme.url,
        acteur.get_absolute_url(),
        affiliation.collectivite.get_absolute_url(),
    )

    def publier_un():
        retour = publier(RetourFactory, themes=[theme], affiliation=affiliation)
        RetourActeur.objects.create(retour=retour, acteur=acteur)

    # More than a section shows: what a short list counts by being read, a longer one asks.
    for _ in range(sections.DERNIERS + 1):
        publier_un()
    peu = [count_queries(client.get, adresse) for adresse in adresses]
    for _ in range(4):
        publier_un()
    assert [count_queries(client.get, adresse) for adresse in adresses] == peu


def test_the_index_is_what_rooms_publish(monde):
    ecarts = verifier()
    tous = [objet for objet, _locale in (*ecarts.manquants, *ecarts.perimes, *ecarts.orphelins)]
    assert not [objet for objet in tous if objet.startswith("retours.")]


def test_it_leaves_search_at_once_when_withdrawn(client, publier):
    retour = publier(RetourFactory, titre="Vendangeoir")
    publier(services.retirer, retour, par=retour.parcours.auteur, motif="L’école a fermé.")
    assert "Vendangeoir" not in texte(client, "/recherche/?q=cour")


def test_a_link_typed_in_a_page_is_checked(publier):
    publie, retire = publier(RetourFactory), publier(RetourFactory, etat="retire")
    trouves = resoudre({publie.get_absolute_url(), retire.get_absolute_url()})
    assert trouves[publie.get_absolute_url()].existe
    assert not trouves[retire.get_absolute_url()].existe
