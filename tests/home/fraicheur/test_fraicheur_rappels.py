"""The mail of the week: to whom, once, with what; a run that is lost is caught up."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from communautes.notifications.models import Courriel
from home.fraicheur.rappels import Ligne, Rappel, envoyer, envoyer_les_rappels, rappels
from home.models import RappelHebdomadaire
from ressources.models import Acteur
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory
from tests.paralleles import a_part, ensemble

LUNDI = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))
JOUR = timedelta(days=1)


@pytest.fixture(autouse=True)
def horloge(db, monkeypatch):
    """`horloge(jours)`: that many days after Monday 23 November 2026, eight in the morning."""
    heure = {"instant": LUNDI}
    monkeypatch.setattr(timezone, "now", lambda: heure["instant"])

    def regler(jours: float):
        heure["instant"] = LUNDI + jours * JOUR

    return regler


@pytest.fixture
def redaction(db):
    return UserFactory(groupe="Rédaction", first_name="Inès", last_name="Roy", email="ines@x.fr")


@pytest.fixture
def administration(db):
    return UserFactory(groupe="Administration", email="admin@x.fr")


def a_revoir(nom: str, responsable, jours: int, **champs):
    """An actor (quicker than a page) to read again that many days after Monday."""
    jour = LUNDI.date() + jours * JOUR
    return ActeurFactory(nom=nom, responsable=responsable, a_revoir_le=jour, **champs)


def envois() -> list[tuple]:
    return list(Courriel.objects.order_by("pk").values_list("destinataires", "sujet"))


def texte() -> str:
    return Courriel.objects.latest("pk").corps


class TestCeQuIlDit:
    def test_what_is_late_first_then_what_comes(self, redaction):
        a_revoir("Bientôt", redaction, 30)
        a_revoir("Hier", redaction, -1)
        a_revoir("Vieux", redaction, -200)
        a_revoir("Plus tard", redaction, 31)
        assert envoyer_les_rappels() == 1
        assert envois() == [
            (["ines@x.fr"], "3 contenus à relire sur Territoires en commun, dont 2 en retard")
        ]
        corps = texte()
        rangs = [
            corps.index(nom) for nom in ("En retard", "Vieux", "Hier", "trente jours", "Bientôt")
        ]
        assert rangs == sorted(rangs) and "Plus tard" not in corps
        assert "À revoir depuis le 7 mai 2026" in corps and "À revoir le 23 décembre 2026" in corps

    def test_each_line_has_its_form_and_its_act(self, redaction, settings):
        acteur = a_revoir("Agora", redaction, -1)
        page = RessourcePageFactory(responsable=redaction, a_revoir_le=LUNDI.date() + JOUR)
        envoyer_les_rappels()
        base = settings.WAGTAILADMIN_BASE_URL
        for adresse in (
            f"/admin/annuaire/edit/{acteur.pk}/",
            f"/admin/fraicheur/acteur/{acteur.pk}/verifier/",
            f"/admin/pages/{page.pk}/edit/",
            f"/admin/fraicheur/ressourcepage/{page.pk}/verifier/",
            f"/admin/ressources/?responsable={redaction.pk}",
        ):
            assert f"{base}{adresse}" in texte()

    def test_twenty_lines_then_the_lists(self, redaction):
        for rang in range(23):
            a_revoir(f"Acteur no {rang:02}", redaction, -rang)
        envoyer_les_rappels()
        assert texte().count("/verifier/") == 20
        assert "Et 3 autres, dans les listes" in texte()
        assert envois()[0][1] == "23 contenus à relire sur Territoires en commun, dont 23 en retard"

    def test_why_one_receives_it(self, redaction):
        a_revoir("Agora", redaction, 3)
        envoyer_les_rappels()
        assert "Vous recevez ce courriel, une fois par semaine au plus" in texte()
        assert envois()[0][1] == "1 contenu à relire sur Territoires en commun"


class TestQui:
    def test_who_has_nothing_gets_nothing(self, redaction, administration):
        a_revoir("Plus tard", redaction, 31)
        a_revoir("Brouillon", redaction, -3, live=False)
        assert envoyer_les_rappels() == 0 and envois() == []

    @pytest.mark.parametrize(
        "compte",
        [None, {"groupe": "Rédaction", "is_active": False}, {"groupe": None}],
        ids=["nobody", "closed", "without-role"],
    )
    def test_what_nobody_owns_goes_to_the_administration(self, administration, compte):
        a_revoir("À l’abandon", compte and UserFactory(**compte), -3)
        assert envoyer_les_rappels() == 1
        assert envois()[0][0] == ["admin@x.fr"]
        assert "Sans responsable" in texte() and "À l’abandon" in texte()
        assert "vous administrez" in texte()

    def test_one_mail_for_both(self, administration):
        a_revoir("Le sien", administration, -1)
        a_revoir("À l’abandon", None, -3)
        assert envoyer_les_rappels() == 1
        assert "Le sien" in texte() and "À l’abandon" in texte()

    def test_without_administration_superusers_hear_of_it(self, db):
        UserFactory(is_superuser=True, email="chef@x.fr")
        a_revoir("À l’abandon", None, -3)
        envoyer_les_rappels()
        assert envois()[0][0] == ["chef@x.fr"]

    def test_an_english_page_is_not_counted_twice(self, redaction):
        RessourcePageFactory(responsable=redaction, a_revoir_le=LUNDI.date() + JOUR)
        assert [rappel.nombre for rappel in rappels()] == [1]


class TestUneFoisParSemaine:
    def test_twice_is_once(self, redaction, horloge):
        a_revoir("Agora", redaction, -1)
        assert envoyer_les_rappels() == 1
        for jours in (0, 3, 6.6):
            horloge(jours)
            assert envoyer_les_rappels() == 0
        assert len(envois()) == 1

    def test_the_week_begins_on_monday_in_paris(self, redaction, horloge):
        a_revoir("Agora", redaction, -1)
        envoyer_les_rappels()
        horloge(7 - 8 / 24 - 0.01)
        assert envoyer_les_rappels() == 0
        horloge(7 - 8 / 24)
        assert envoyer_les_rappels() == 1

    def test_a_lost_run_is_caught_up(self, redaction, horloge):
        a_revoir("Agora", redaction, -1)
        horloge(4)
        assert envoyer_les_rappels() == 1

    def test_one_that_fails_leaves_no_trace_and_is_tried_again(self, redaction, monkeypatch):
        a_revoir("Agora", redaction, -1)
        with monkeypatch.context() as panne, pytest.raises(ZeroDivisionError):
            panne.setattr("home.fraicheur.emails.rappeler", lambda rappel: 1 / 0)
            envoyer_les_rappels()
        assert not RappelHebdomadaire.objects.exists()
        assert envoyer_les_rappels() == 1

    def test_four_runs_at_once_are_one(self):
        """On real connections: rows of their own, committed, and removed whatever happens."""
        envoyes, partis = [], []

        def course():
            personne = UserFactory(email="course@x.example.org")
            rappel = Rappel(personne, siennes=[Ligne("Agora", LUNDI.date(), True, "", "")])
            try:
                envoyes.extend(ensemble(lambda: envoyer(rappel, LUNDI.date()), 4))
            finally:
                siens = Courriel.objects.filter(destinataires=[personne.email])
                partis.append(siens.delete()[0])
                personne.delete()

        a_part(course)
        assert sorted(envoyes) == [False, False, False, True]
        assert partis == [1]

    def test_late_is_late_though_nothing_ever_ran(self, redaction):
        a_revoir("Agora", redaction, -1)
        assert Acteur.objects.en_retard().count() == 1

    def test_the_command_says_how_many_and_forgets_the_old_ones(self, redaction, capsys):
        RappelHebdomadaire.objects.create(personne=redaction, semaine=LUNDI.date() - 98 * JOUR)
        a_revoir("Agora", redaction, -1)
        call_command("envoyer_rappels")
        assert "1 rappel(s) envoyé(s)." in capsys.readouterr().out
        assert [rappel.semaine for rappel in RappelHebdomadaire.objects.all()] == [LUNDI.date()]


def test_contents_cost_no_query(redaction, administration, count_queries):
    a_revoir("Un", redaction, -1)
    a_revoir("Sans", None, -1)
    peu = count_queries(rappels)
    for rang in range(6):
        a_revoir(f"Encore {rang}", redaction, -1)
        a_revoir(f"Sans {rang}", None, -1)
    assert count_queries(rappels) == peu
