"""The daily command: what it tells, once; and what holds without it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from communautes.adhesions import services, veille
from communautes.adhesions.models import Adhesion, Vie
from communautes.journal.models import Entree
from tests.factories import AdhesionFactory, CommunautePageFactory

pytestmark = pytest.mark.django_db


def silence(*communautes, jours: int = 91) -> None:
    cles = [communaute.pk for communaute in communautes]
    depuis = timezone.now() - timedelta(days=jours)
    Vie.objects.filter(pk__in=cles).update(derniere_activite_le=depuis)


def destinataires(messages) -> list[str]:
    return sorted(message.to[0] for message in messages)


def test_it_says_what_it_did_and_only_once(
    capsys, relever, communaute, animatrice, anct, personne, django_capture_on_commit_callbacks
):
    silence(communaute)
    finie = CommunautePageFactory(fin_prevue=timezone.localdate() + timedelta(days=30))
    AdhesionFactory(communaute=finie, demandee=True, personne=personne)  # nobody animates it
    for _n in range(2):
        call_command("veiller_communautes")
    dits = capsys.readouterr().out.splitlines()
    assert dits == [
        f"{n} interrogées, 0 endormies, {n} fins annoncées, {n} demandes dites à l’ANCT."
        for n in (1, 0)
    ]
    assert destinataires(relever()) == sorted([animatrice.email, anct.email, anct.email])


class TestQuestion:
    def test_says_what_to_do_by_when_and_where(self, relever, communaute, animatrice):
        silence(communaute)
        veille.interroger()
        message = relever()[0]
        assert message.subject == "« Budgets participatifs » continue-t-elle ?"
        assert message.body.count("http") == 1
        assert "/communautes/budgets-participatifs/vie/" in message.body
        assert Entree.objects.get().acte == "communautes.interrogee"

    def test_is_for_anct_where_nobody_animates(self, relever, communaute, anct):
        silence(communaute)
        assert veille.interroger() == 1
        message = relever()[0]
        assert message.to == [anct.email]
        assert f"/admin/communautes/inspect/{communaute.pk}/" in message.body

    def test_told_to_nobody_is_not_asked(self, communaute):
        silence(communaute)
        assert veille.interroger() == 0
        assert Vie.objects.get(pk=communaute.pk).est_ouverte

    def test_is_put_neither_before_nor_to_what_was_withdrawn(self, communaute, animatrice):
        silence(communaute, jours=89)
        assert veille.interroger() == 0
        silence(communaute)
        communaute.unpublish()
        assert veille.interroger() == 0

    def test_somebody_who_writes_meanwhile_has_answered(self, monkeypatch, communaute, animatrice):
        silence(communaute)
        vrai = veille.verrouiller_communaute

        def verrouiller(cle):
            services.noter_activite(communaute)
            return vrai(cle)

        monkeypatch.setattr(veille, "verrouiller_communaute", verrouiller)
        assert veille.interroger() == 0

    def test_without_an_answer_it_sleeps_and_is_said_to(
        self, relever, communaute, animatrice, anct, django_capture_on_commit_callbacks
    ):
        silence(communaute)
        veille.interroger()
        deja = len(relever())
        with time_machine.travel(timezone.now() + timedelta(days=15, minutes=1)):
            assert not Vie.objects.vivantes().exists()  # before the command has run
            with django_capture_on_commit_callbacks(execute=True):
                assert (veille.noter_les_endormies(), veille.noter_les_endormies()) == (1, 0)
            messages = relever()[deja:]
        vie = Vie.objects.get(pk=communaute.pk)
        assert (vie.etat, vie.question_posee_le) == ("sommeil", None)
        assert destinataires(messages) == sorted([animatrice.email, anct.email])
        assert "personne n’a dit qu’elle continuait" in messages[0].body


class TestFin:
    @pytest.mark.parametrize(("jours", "dites"), [(31, 0), (30, 1), (0, 1), (-5, 1)])
    def test_is_announced_a_month_before(self, anct, finissant, jours, dites):
        finissant(jours)
        assert veille.annoncer_les_fins() == dites

    def test_to_the_animation_and_anct_once(self, relever, communaute, animatrice, anct, finissant):
        finissant(10, communaute)
        assert (veille.annoncer_les_fins(), veille.annoncer_les_fins()) == (1, 0)
        assert destinataires(relever()) == sorted([animatrice.email, anct.email])

    def test_one_that_is_put_off_is_another(self, communaute, anct, finissant):
        for jours in (10, 20):
            finissant(jours, communaute)
            assert veille.annoncer_les_fins() == 1

    def test_told_to_nobody_it_is_not_told(self, finissant):
        finissant(0)
        assert veille.annoncer_les_fins() == 0
        assert Vie.objects.get().fin_annoncee is None


class TestEscalade:
    def test_once_a_request(self, relever, communaute, animatrice, anct, personne):
        services.rejoindre(communaute, par=personne)
        assert veille.escalader() == 0
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert (veille.escalader(), veille.escalader()) == (1, 0)
            assert destinataires(relever()) == [anct.email]

    def test_told_to_nobody_it_is_not_told(self, communaute, personne):
        demande = services.rejoindre(communaute, par=personne)
        assert veille.escalader() == 0
        assert Adhesion.objects.get(pk=demande.pk).escalade_dite_le is None


@pytest.mark.parametrize("fonction", ["interroger", "noter_les_endormies", "annoncer_les_fins"])
def test_one_that_fails_does_not_stop_the_others(monkeypatch, caplog, anct, finissant, fonction):
    communautes = [finissant(-1) for _n in range(3)]
    silence(*communautes, jours=200)
    if fonction == "noter_les_endormies":
        Vie.objects.update(question_posee_le=timezone.now() - timedelta(days=20))
    vrai, refusee = veille.verrouiller_communaute, communautes[1]

    def verrouiller(cle):
        if cle == refusee.pk:
            raise IntegrityError("une ligne de trop")
        return vrai(cle)

    monkeypatch.setattr(veille, "verrouiller_communaute", verrouiller)
    assert getattr(veille, fonction)() == 2
    assert str(refusee.pk) in caplog.text
