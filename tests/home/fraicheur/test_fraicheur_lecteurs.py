"""What readers are told of a content that is late by six months: by the clock, nothing runs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from home.fraicheur.dates import retard_a_dire
from ressources.models import Acteur, RessourcePage
from search.models import IndexDocument
from tests.factories import ActeurFactory, RessourcePageFactory, traduite

PARIS = ZoneInfo("Europe/Paris")
PHRASE = "À revoir depuis le"


@pytest.fixture
def horloge(monkeypatch):
    """`horloge(2026, 11, 12, 0, 30)`: what time it is in Paris."""

    def regler(*quand):
        instant = datetime(*quand, tzinfo=PARIS)
        monkeypatch.setattr(timezone, "now", lambda: instant.astimezone(ZoneInfo("UTC")))

    return regler


@pytest.mark.parametrize(
    ("a_revoir_le", "veille", "jour"),
    [
        (date(2026, 5, 12), (2026, 11, 11, 23, 59), (2026, 11, 12, 0, 0)),
        (date(2026, 8, 31), (2027, 2, 27, 23, 59), (2027, 2, 28, 0, 0)),
        (date(2027, 8, 31), (2028, 2, 28, 23, 59), (2028, 2, 29, 0, 0)),
        (date(2026, 4, 25), (2026, 10, 24, 23, 59), (2026, 10, 25, 0, 0)),
    ],
    ids=["same-day", "short-month", "leap-year", "clocks-change"],
)
def test_the_boundary_is_midnight_in_paris(horloge, a_revoir_le, veille, jour):
    horloge(*veille)
    assert retard_a_dire(a_revoir_le) is None
    horloge(*jour)
    assert retard_a_dire(a_revoir_le) == a_revoir_le


def en_retard(objet, depuis=date(2024, 5, 12)):
    type(objet).objects.filter(pk=objet.pk).update(a_revoir_le=depuis)
    if isinstance(objet, RessourcePage):
        RessourcePage.objects.filter(alias_of=objet).update(a_revoir_le=depuis)
    call_command("rebuild_search", verbosity=0)
    return objet


class TestSaPage:
    def test_says_since_when(self, client, db):
        page = en_retard(RessourcePageFactory())
        contenu = client.get(page.url).content.decode()
        assert "À revoir depuis le 12 mai 2024" in contenu
        assert "certaines informations peuvent avoir changé" in contenu
        assert "Prochaine vérification" not in contenu

    def test_says_nothing_before(self, client, db):
        page = RessourcePageFactory()
        assert PHRASE not in client.get(page.url).content.decode()

    def test_in_english_whether_translated_or_not(self, client, db):
        seule, autre = RessourcePageFactory(), RessourcePageFactory()
        en_retard(seule)
        traduite(autre, title="Rain")
        depuis = date(2024, 5, 12)
        RessourcePage.objects.filter(title="Rain").update(a_revoir_le=depuis)
        for page in RessourcePage.objects.filter(locale__language_code="en"):
            contenu = client.get(page.url).content.decode()
            assert "Due for review since 12 May 2024" in contenu

    def test_an_actor_too(self, client, db):
        acteur = en_retard(ActeurFactory())
        assert (
            "À revoir depuis le 12 mai 2024"
            in client.get(acteur.get_absolute_url()).content.decode()
        )

    def test_costs_no_query(self, client, count_queries):
        page = RessourcePageFactory()
        avant = count_queries(client.get, page.url)
        en_retard(page)
        assert count_queries(client.get, page.url) == avant <= 10


class TestLesListes:
    ADRESSES = ["/ressources/", "/recherche/?q=ressource", "/"]

    @pytest.mark.parametrize("adresse", ADRESSES)
    def test_say_the_month(self, client, db, adresse):
        en_retard(RessourcePageFactory(title="Une ressource d’hier"))
        assert "à revoir depuis mai 2024" in client.get(adresse).content.decode()

    def test_an_actor_is_found_with_its_delay(self, client, db):
        en_retard(ActeurFactory(nom="Agora"))
        assert "à revoir depuis mai 2024" in client.get("/recherche/?q=agora").content.decode()

    def test_by_the_clock_without_writing_the_index_again(self, client, db, horloge):
        page = en_retard(RessourcePageFactory(title="Une ressource"), date(2026, 12, 15))
        ecrit = IndexDocument.objects.get(titre=page.title, locale="fr").empreinte
        horloge(2027, 6, 14, 12, 0)
        assert "à revoir depuis" not in client.get("/ressources/").content.decode()
        assert "à revoir depuis" not in client.get("/recherche/?q=ressource").content.decode()
        horloge(2027, 6, 15, 12, 0)
        assert "à revoir depuis décembre 2026" in client.get("/ressources/").content.decode()
        assert (
            "à revoir depuis décembre 2026"
            in client.get("/recherche/?q=ressource").content.decode()
        )
        assert IndexDocument.objects.get(titre=page.title, locale="fr").empreinte == ecrit

    @pytest.mark.parametrize(
        ("adresse", "budget"), [("/ressources/", 12), ("/recherche/?q=ressource", 8), ("/", 12)]
    )
    def test_cost_no_query(self, client, count_queries, adresse, budget):
        pages = [RessourcePageFactory() for _ in range(3)]
        call_command("rebuild_search", verbosity=0)
        client.get(adresse)  # the index has just moved: a process reads it again, once
        avant = count_queries(client.get, adresse, index_lu=True)
        for page in pages:
            en_retard(page)
        client.get(adresse)
        assert count_queries(client.get, adresse, index_lu=True) == avant <= budget

    def test_an_index_written_before_is_read(self, client, db):
        en_retard(RessourcePageFactory())
        IndexDocument.objects.filter(nature="ressource").update(carte={})
        ligne = {
            "pictogramme": "document",
            "accent": "blue-ecume",
            "formats": [],
            "duree_lecture": 3,
        }
        IndexDocument.objects.filter(nature="ressource").update(carte=ligne)
        assert client.get("/ressources/").status_code == 200


def test_an_actor_says_when_it_was_verified(client, db):
    acteur = ActeurFactory()
    Acteur.objects.filter(pk=acteur.pk).update(verifie_le=date(2026, 3, 2))
    contenu = client.get(acteur.get_absolute_url()).content.decode()
    assert "Fiche vérifiée le" in contenu and "2 mars 2026" in contenu
