"""Dates as an editor types them: the day first; a wrong one is told, and stays as it was typed."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from home.edition.dates import InstantField, JourField
from tests.factories import RessourcePageFactory, ThemePageFactory
from tests.saisies import edition, saisie

ILLISIBLE = "31/02/2031"
REFUS = "Cette date n’existe pas\u00a0: écrivez-la sous la forme 31/12/2027."
REFUS_INSTANT = "Ce moment n’existe pas\u00a0: écrivez le jour et l’heure"


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize("typed", ["04/03/2031", "04/03/31", "04-03-2031", "2031-03-04"])
def test_a_day_is_read_the_same_in_every_language(langue, typed):
    with translation.override(langue):
        assert JourField().clean(typed) == date(2031, 3, 4)


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize(
    "typed", ["04/03/2031 09:00", "04-03-2031 09:00", "2031-03-04 09:00", "2031-03-04T09:00"]
)
def test_a_moment_too(langue, typed):
    with translation.override(langue):
        lu = timezone.localtime(InstantField().clean(typed))
    assert lu.replace(tzinfo=None) == datetime(2031, 3, 4, 9)


class TestFormulaire:
    @pytest.fixture
    def page(self, db):
        return RessourcePageFactory(
            live=False, title="Lancer", slug="lancer", a_revoir_le=date(2031, 3, 4)
        )

    def envoyer(self, redaction, page, entetes=None, **champs):
        envoi = saisie([ThemePageFactory()], **champs)
        return redaction.post(edition(page), envoi, headers=entetes or {})

    def test_shows_the_day_first_and_says_so(self, redaction, page):
        html = redaction.get(edition(page)).content.decode()
        assert 'value="04/03/2031"' in html
        assert '"format": "d/m/Y"' in html
        for nom, forme in (("a_revoir_le", "JJ/MM/AAAA."), ("go_live_at", "JJ/MM/AAAA HH:MM.")):
            champ = html[html.index(f'name="{nom}"') :]
            aide = champ[champ.index('aria-describedby="') + 18 :].split('"')[0].split()[0]
            assert forme in html[html.index(f'id="{aide}"') :][:400], nom

    def test_saves_what_is_typed(self, redaction, page):
        self.envoyer(
            redaction,
            page,
            a_revoir_le="31/12/2031",
            verifie_le="01-02-2026",
            go_live_at="04/03/2031 09:00",
        )
        page.refresh_from_db()
        brouillon = page.get_latest_revision_as_object()
        assert brouillon.a_revoir_le == date(2031, 12, 31)
        assert brouillon.verifie_le == date(2026, 2, 1)
        assert timezone.localtime(brouillon.go_live_at).hour == 9

    @pytest.mark.parametrize(
        ("champ", "valeur", "refus"),
        [
            ("a_revoir_le", ILLISIBLE, REFUS),
            ("verifie_le", "hier", REFUS),
            ("go_live_at", "31/02/2031 10:00", REFUS_INSTANT),
            ("expire_at", "demain matin", REFUS_INSTANT),
        ],
    )
    def test_a_wrong_one_is_told_and_kept(self, redaction, page, champ, valeur, refus):
        reponse = self.envoyer(redaction, page, **{champ: valeur})
        html = reponse.content.decode()
        assert reponse.context["form"].errors.keys() == {champ}
        assert refus in html and f'value="{valeur}"' in html
        assert not page.revisions.exists()

    def test_autosave_writes_nothing_of_it(self, redaction, page):
        reponse = self.envoyer(
            redaction, page, {"accept": "application/json"}, a_revoir_le=ILLISIBLE
        )
        assert reponse.status_code == 400
        assert not page.revisions.exists()


class TestFiltre:
    @pytest.fixture
    def historique(self, db):
        page = RessourcePageFactory()
        return reverse("wagtailadmin_pages:history", args=[page.pk])

    def test_a_wrong_date_is_told_and_kept(self, redaction, historique):
        html = redaction.get(historique, {"timestamp_from": ILLISIBLE}).content.decode()
        assert f"Date — {REFUS}" in html and "rien n’est filtré" in html
        assert f'value="{ILLISIBLE}"' in html

    def test_in_the_part_that_is_replaced_too(self, redaction, historique):
        reponse = redaction.get(f"{historique}results/", {"timestamp_from": ILLISIBLE})
        assert REFUS in reponse.content.decode()

    def test_nothing_is_told_of_a_day_that_is_read(self, redaction, historique):
        html = redaction.get(historique, {"timestamp_from": "31/12/2031"}).content.decode()
        assert "rien n’est filtré" not in html
        assert "31 décembre 2031" in html


def test_the_calendar_leaves_what_is_typed(redaction):
    """The browser test (tests/browser/test_edition.py) sees it work; this one, that it is there."""
    assert "home/edition/dates.js" in redaction.get(reverse("wagtailadmin_home")).content.decode()
