"""Dates as an editor types them: the day first; a wrong one is told, and stays as it was typed."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from home.edition.dates import InstantField, JourField
from tests.factories import RessourcePageFactory, ThemePageFactory
from tests.saisies import edition, saisie

ILLISIBLE = "31/02/2031"
REFUS = "Ce n’est pas une date du calendrier écrite sous la forme JJ/MM/AAAA"
REFUS_INSTANT = "Ce n’est pas un moment écrit sous la forme JJ/MM/AAAA HH:MM"
SANS_HEURE = "Ajoutez l’heure, à la suite du jour\u00a0: par exemple 04/03/2031 09:00."


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize(
    "typed", ["04/03/2031", "04/03/31", "04-03-2031", "04.03.2031", "2031-03-04"]
)
def test_a_day_is_read_the_same_in_every_language(langue, typed):
    with translation.override(langue):
        assert JourField().clean(typed) == date(2031, 3, 4)


@pytest.mark.parametrize("langue", ["fr", "en"])
@pytest.mark.parametrize(
    "typed",
    [
        "04/03/2031 09:00",
        "04-03-2031 09:00",
        "04.03.2031 09:00",
        "2031-03-04 09:00",
        "2031-03-04T09:00",
    ],
)
def test_a_moment_too(langue, typed):
    with translation.override(langue):
        lu = timezone.localtime(InstantField().clean(typed))
    assert lu.replace(tzinfo=None) == datetime(2031, 3, 4, 9)


@pytest.mark.parametrize("typed", ["04/03/2031", "04-03-2031", "04.03.2031 ", "2031-03-04"])
def test_a_day_alone_is_no_moment(typed):
    with pytest.raises(ValidationError) as refus:
        InstantField().clean(typed)
    assert refus.value.messages == [SANS_HEURE]


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
            ("expire_at", "31 12 2031", REFUS_INSTANT),
            ("go_live_at", "04/03/2031", SANS_HEURE),
        ],
    )
    def test_a_wrong_one_is_told_and_kept(self, redaction, page, champ, valeur, refus):
        reponse = self.envoyer(redaction, page, **{champ: valeur})
        html = reponse.content.decode()
        assert reponse.context["form"].errors.keys() == {champ}
        assert refus in html and f'value="{valeur}"' in html
        assert not page.revisions.exists()

    @pytest.mark.parametrize("champ", ["go_live_at", "expire_at"])
    def test_a_schedule_is_refused_where_one_looks_and_leads_to_its_dialog(
        self, redaction, page, champ
    ):
        html = self.envoyer(redaction, page, **{champ: "04/03/2031"}).content.decode()
        resume = html[html.index('id="manques"') : html.index('class="w-tabs')]
        assert "La programmation est à corriger" in resume
        assert SANS_HEURE in resume and resume.count('="schedule-publishing-dialog"') == 1
        assert "Rien ne manque" not in resume

    def test_an_end_that_is_past_leads_there_too_and_is_said_once(self, redaction, page):
        html = self.envoyer(redaction, page, expire_at="01/02/2020 10:00").content.decode()
        resume = html[html.index('id="manques"') : html.index('class="w-tabs')]
        assert resume.count("La date de fin est passée") == 1
        assert resume.count('="schedule-publishing-dialog"') == 1

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


@pytest.mark.parametrize("script", ["dates", "programmation"])
def test_the_scripts_of_dates_are_there(redaction, script):
    """The browser tests (tests/browser/test_edition.py) see them work."""
    html = redaction.get(reverse("wagtailadmin_home")).content.decode()
    assert f"home/edition/{script}.js" in html
