"""The mail server was down: what leaves late says what is so, to who is still concerned."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from communautes.agenda import rappels, services
from communautes.agenda.models import DecisionDeRencontre, Rencontre
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Notification
from communautes.notifications.services.trier import a_dire
from tests import pannes
from tests.communautes.agenda.test_nouvelles import phrases
from tests.factories import RencontreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minute(settings):
    """`minute(n)`: what is done there happens then, the server being down until `n` is 30; the
    commands pass.
    """
    marche, debut = settings.TEC_TRANSPORT_COURRIELS, timezone.now()

    def faire(combien: int, acte=lambda: None) -> None:
        settings.TEC_TRANSPORT_COURRIELS = marche if combien >= 30 else pannes.COURRIEL
        with time_machine.travel(debut + timedelta(minutes=combien), tick=False):
            acte()
            call_command("envoyer_notifications", verbosity=0)
            call_command("envoyer_courriels", verbosity=0)

    return faire


@pytest.fixture
def deplacer(communaute, animatrice, membre, donnees, minute):
    """`deplacer(minute, **change)`: the meeting where `membre` comes, first in « Mairie »."""
    rencontre = services.creer(communaute, donnees(lieu="Mairie"), par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    services.inscrire(rencontre, par=membre)
    Notification.objects.all().delete()
    champs = donnees(lieu="Mairie")

    def faire(quand: int, **change) -> Rencontre:
        champs.update(change)
        minute(quand, lambda: services.modifier(rencontre, champs, par=animatrice))
        return Rencontre.objects.get(pk=rencontre.pk)

    return faire


def sujets() -> list[str]:
    return [un.subject.replace("\u00a0", " ") for un in mail.outbox]


def attendre(minute) -> None:
    for combien in range(30, 120, 10):
        minute(combien)


def test_two_moves_both_lead_where_it_is(deplacer, minute):
    deplacer(0, lieu="Salle un")
    minute(2)
    deplacer(20, lieu="Salle deux")
    attendre(minute)
    assert sorted(sujets()) == [
        "« Compter les voix » change de lieu : Salle deux (au lieu de Mairie)",
        "« Compter les voix » change de lieu : Salle deux (au lieu de Salle un)",
    ]


def test_then_cancelled_it_is_not_said_to_take_place(deplacer, minute, animatrice):
    rencontre = deplacer(0, lieu="Salle un")
    minute(2)
    minute(20, lambda: services.annuler(rencontre, par=animatrice, motif="Salle prise"))
    attendre(minute)
    [dite] = sujets()
    assert "est annulée" in dite


def test_a_move_that_was_undone_is_not_told_as_one(deplacer, minute, membre):
    deplacer(0, lieu="Salle un")
    deplacer(20, lieu="Mairie")
    attendre(minute)
    assert sujets() == ["« Compter les voix » change de lieu : Mairie (au lieu de Salle un)"]
    premiere, _seconde = phrases(membre)
    assert "a finalement lieu" in premiere and "Mairie" in premiere


def test_given_up_while_moderation_withheld_it_is_told_once_it_is_back(deplacer, minute):
    rencontre = deplacer(0, lieu="Salle un")
    minute(2, lambda: changer(rencontre, "retire"))
    minute(30)
    assert "est retirée" in sujets()[-1] and len(sujets()) == 1
    minute(40, lambda: changer(Rencontre.objects.get(), "publie"))
    attendre(minute)
    dites = [dite for dite in sujets() if "Salle un (au lieu de Mairie)" in dite]
    assert len(dites) == 1


def test_of_two_moves_while_it_was_held_back_one_is_told(deplacer, membre, donnees):
    changer(Rencontre.objects.get(), "en_examen")
    plus_tard = donnees()["debut"] + timedelta(days=1)
    deplacer(0, debut=plus_tard, fin=plus_tard + timedelta(hours=1))
    rencontre = deplacer(1, lieu="Salle deux")
    for etat in ("publie", "en_examen", "publie"):
        changer(Rencontre.objects.get(), etat)
    [dite] = [une for une in phrases(membre) if "au lieu de" in une]
    assert "Salle deux" in dite and rencontre.deplacements.first().apres_en_mots in dite


class TestEncoreVrai:
    def dites(self, personne) -> set[str]:
        siennes = Notification.objects.en_vue().filter(personne=personne).pour_la_liste()
        return {ligne.genre.code for ligne in a_dire(siennes, personne)}

    @pytest.mark.parametrize("fin", ["annulee", "passee"])
    def test_announced_then_cancelled_or_past(self, communaute, animatrice, membre, donnees, fin):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        services.annoncer(rencontre, par=animatrice)
        assert self.dites(membre) == {"agenda.nouvelle"}
        if fin == "annulee":
            services.annuler(rencontre, par=animatrice, motif="Grève")
        with time_machine.travel(timezone.now() + timedelta(days=20 * (fin == "passee"))):
            assert "agenda.nouvelle" not in self.dites(membre)

    def test_a_seat_or_a_reminder_of_who_comes_no_more(self, communaute, membre, animatrice):
        debut = timezone.now() + timedelta(hours=20)
        rencontre = RencontreFactory(communaute=communaute, debut=debut, capacite=1)
        services.inscrire(rencontre, par=animatrice)
        services.inscrire(rencontre, par=membre)
        services.se_retirer(rencontre, par=animatrice)
        rappels.rappeler()
        assert {"agenda.place", "agenda.rappel"} <= self.dites(membre)
        services.se_retirer(rencontre, par=membre)
        assert not {"agenda.place", "agenda.rappel"} & self.dites(membre)

    def test_a_reminder_of_another_date(self, communaute, membre):
        debut = timezone.now() + timedelta(hours=20)
        rencontre = RencontreFactory(communaute=communaute, debut=debut)
        services.inscrire(rencontre, par=membre)
        rappels.rappeler()
        assert "agenda.rappel" in self.dites(membre)
        plus_tard = debut + timedelta(days=9)
        Rencontre.objects.update(debut=plus_tard, fin=plus_tard + timedelta(hours=1))
        assert "agenda.rappel" not in self.dites(membre)

    def test_what_is_done(self, communaute, animatrice, membre):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        demain = timezone.localdate() + timedelta(days=1)
        dite = {"decision": None, "texte": "Écrire", "porteur": membre, "porteur_dit": "",
                "echeance": demain}  # fmt: skip
        services.ecrire_compte_rendu(rencontre, "Vu.", [dite], par=animatrice)
        rappels.rappeler_les_decisions()
        assert self.dites(membre) == {"agenda.decision", "agenda.echeance"}
        DecisionDeRencontre.objects.update(etat="faite", close_le=timezone.now())
        assert self.dites(membre) == set()

    def test_a_due_date_that_has_passed(self, communaute, animatrice, membre):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        demain = timezone.localdate() + timedelta(days=1)
        dite = {"decision": None, "texte": "Écrire", "porteur": membre, "porteur_dit": "",
                "echeance": demain}  # fmt: skip
        services.ecrire_compte_rendu(rencontre, "Vu.", [dite], par=animatrice)
        rappels.rappeler_les_decisions()
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert "agenda.echeance" in self.dites(membre)
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            assert self.dites(membre) == {"agenda.decision"}
