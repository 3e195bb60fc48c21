"""Twenty-four months without activity: each step on its day, for whom really was warned."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from communautes.comptes.donnees.models import Avertissement
from communautes.comptes.models import User
from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_ce_qui_est_du
from tests import pannes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def absente():
    """Last seen on 15 March 2024: the end is on 15 March 2026."""
    return UserFactory(
        first_name="Camille", last_name="Duprez", derniere_activite=date(2024, 3, 15)
    )


def passer(jour: str, *, livrer: bool = True, **options) -> None:
    """The daily command, at three in the morning of Paris; then the outbox."""
    with time_machine.travel(datetime.fromisoformat(f"{jour}T02:00+00:00"), tick=False):
        call_command("oublier_comptes", **options)
        if livrer:
            livrer_ce_qui_est_du()


def oubliee(personne) -> bool:
    return User.objects.get(pk=personne.pk).est_anonymisee


def etapes() -> list[str]:
    return list(Avertissement.objects.order_by("pk").values_list("etape", flat=True))


class TestEtapes:
    def test_a_month_before_a_week_before_then_the_end(self, absente):
        passer("2026-02-14")
        assert etapes() == []
        passer("2026-02-15")
        assert etapes() == ["mois"] and "15 mars 2026" in mail.outbox[-1].body
        passer("2026-03-07")
        assert etapes() == ["mois"]
        passer("2026-03-08")
        assert etapes() == ["mois", "semaine"] and "15 mars 2026" in mail.outbox[-1].body
        passer("2026-03-14")
        assert not oubliee(absente)
        passer("2026-03-15")
        assert oubliee(absente) and etapes() == []

    def test_each_warning_is_written_once(self, absente):
        for _n in range(3):
            passer("2026-02-15")
        passer("2026-02-20")
        assert len(mail.outbox) == 1

    def test_a_command_that_slept_leaves_the_same_time(self, absente):
        """First run six months late: a whole month and a whole week are left all the same."""
        passer("2026-09-01")
        assert "1er octobre 2026" in mail.outbox[-1].body
        passer("2026-09-23")
        assert etapes() == ["mois"]
        passer("2026-09-28")
        assert "5 octobre 2026" in mail.outbox[-1].body
        passer("2026-10-04")
        assert not oubliee(absente)
        passer("2026-10-05")
        assert oubliee(absente)

    def test_the_day_is_of_paris(self, absente):
        with time_machine.travel(datetime(2026, 2, 14, 23, 30, tzinfo=UTC), tick=False):
            call_command("oublier_comptes")
        assert etapes() == ["mois"]


class TestRetour:
    @pytest.mark.parametrize("jour", ["2026-02-16", "2026-03-10", "2026-03-15"])
    def test_a_sign_in_cancels_it(self, absente, client, jour):
        passer("2026-02-15")
        if jour > "2026-03-08":
            passer("2026-03-08")
        with time_machine.travel(datetime.fromisoformat(f"{jour}T01:00+00:00"), tick=False):
            client.force_login(absente)
        passer(jour)
        passer("2026-04-30")
        assert not oubliee(absente) and etapes() == []

    def test_a_click_does_too(self, absente, client):
        client.force_login(absente)
        User.objects.filter(pk=absente.pk).update(derniere_activite=date(2024, 3, 15))
        client.get(reverse("affiliations:mon_compte"))
        absente.refresh_from_db()
        assert absente.derniere_activite > date(2024, 3, 15)

    def test_a_click_costs_one_statement_a_day(self, absente, client, count_queries):
        client.force_login(absente)
        page = reverse("affiliations:mon_compte")
        client.get(page)
        habituel = count_queries(client.get, page)
        User.objects.filter(pk=absente.pk).update(derniere_activite=date(2024, 3, 15))
        assert count_queries(client.get, page) == habituel + 1
        assert count_queries(client.get, page) == habituel


class TestInjoignable:
    def test_a_mail_that_waits_warns_nobody(self, absente, capsys):
        passer("2026-02-15", livrer=False)
        for jour in ("2026-03-08", "2026-03-15", "2026-12-01"):
            passer(jour, livrer=False)
        assert etapes() == ["mois"] and not oubliee(absente)
        assert "1 n’ont pas pu être prévenus" in capsys.readouterr().out

    def test_a_mail_that_was_given_up_warns_nobody(self, absente, settings):
        settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL
        passer("2026-02-15")
        Courriel.objects.update(statut="abandonne")
        for jour in ("2026-03-08", "2026-03-15", "2026-12-01"):
            passer(jour)
        assert etapes() == ["mois"] and not oubliee(absente)

    def test_sent_again_by_the_administration_it_counts_from_then(self, absente):
        passer("2026-02-15", livrer=False)
        with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False):
            livrer_ce_qui_est_du()
        passer("2026-05-20")
        assert etapes() == ["mois"]
        passer("2026-05-25")
        assert etapes() == ["mois", "semaine"]
        passer("2026-06-01")
        assert oubliee(absente)

    def test_the_second_that_does_not_leave_keeps_it_too(self, absente):
        passer("2026-02-15")
        passer("2026-03-08", livrer=False)
        passer("2026-06-01", livrer=False)
        assert not oubliee(absente)


class TestQui:
    def test_superusers_leave_by_themselves(self):
        UserFactory(is_superuser=True, derniere_activite=date(2020, 1, 1))
        passer("2026-02-15")
        assert etapes() == []

    @pytest.mark.parametrize("champs", [{"is_active": False}, {"boite_partagee": True}], ids=str)
    def test_closed_accounts_and_shared_mailboxes_are_warned_the_same(self, champs):
        personne = UserFactory(derniere_activite=date(2024, 3, 15), **champs)
        for jour in ("2026-02-15", "2026-03-08"):
            passer(jour)
        dit = "écrivez-nous avant" if "is_active" in champs else "connectez-vous avant"
        assert dit in mail.outbox[-1].body
        passer("2026-03-15")
        assert oubliee(personne)

    def test_as_many_queries_whoever_is_warned(self, count_queries):
        for nombre in (2, 6):
            UserFactory.create_batch(nombre, derniere_activite=date(2024, 3, 15))
            passer("2026-02-15")
            passer("2026-02-16")
            with time_machine.travel(datetime(2026, 2, 17, tzinfo=UTC), tick=False):
                requetes = count_queries(call_command, "oublier_comptes")
            assert requetes <= 9


class TestCommande:
    def test_a_dry_run_writes_nothing(self, absente, capsys):
        passer("2026-02-15", a_blanc=True)
        assert etapes() == [] and not Courriel.objects.exists()
        assert f"À prévenir un mois avant : {absente.pk}." in capsys.readouterr().out

    def test_it_stops_and_starts_again(self):
        UserFactory.create_batch(3, derniere_activite=date(2024, 3, 15))
        passer("2026-02-15", au_plus=2)
        assert len(etapes()) == 2
        passer("2026-02-15", au_plus=2)
        assert len(etapes()) == 3

    def test_one_that_cannot_be_done_does_not_stop_the_others(self, absente, monkeypatch):
        from django.core.management import CommandError

        from communautes.comptes.donnees import registre

        autre = UserFactory(derniere_activite=date(2024, 3, 15))
        for jour in ("2026-02-15", "2026-03-08"):
            passer(jour)
        refus = [lambda p: "Pas encore." if p.pk == absente.pk else ""]
        monkeypatch.setattr(registre, "_obstacles", refus)
        with pytest.raises(CommandError):
            passer("2026-03-15")
        assert oubliee(autre) and not oubliee(absente)
