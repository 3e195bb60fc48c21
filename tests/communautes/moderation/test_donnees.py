"""What a person reads of what this room holds, what goes with them, and with time."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from communautes.comptes.donnees import registre as detentions
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.reunion.services import reunir
from communautes.moderation import services
from communautes.moderation.models import Dossier, Publication, Signalement
from tests.factories import UserFactory
from tests.salle_d_essai.models import Propos

MOTIF = "Propos insultants envers un élu"


def lues(code: str, personne) -> list[dict]:
    [une] = [d for d in detentions.detentions() if d.code == code]
    return list(une.lire(personne))


@pytest.fixture
def retire(propos, moderatrice, autrice):
    dossier = services.signaler(
        propos, categorie="injure", email="temoin@exemple.example.org", precisions="Ligne 3"
    ).dossier
    services.decider(dossier, par=moderatrice, decision="masque", base="loi", motif=MOTIF)
    return services.contester(dossier, par=autrice, texte="C’est une citation")


def test_who_reported_reads_their_report(propos):
    personne = UserFactory()
    services.signaler(propos, categorie="injure", par=personne, precisions="Ligne 3")
    [ligne] = lues("signalements", personne)
    assert ligne["precisions"] == "Ligne 3" and ligne["etat"] == "reçu"


def test_who_wrote_reads_the_decision_and_no_vain_report(propos, retire, autrice):
    autre = Propos.objects.create(texte="Rien", auteur_pk=autrice.pk)
    services.signaler(autre, categorie="injure")
    [ligne] = lues("moderation", autrice)
    assert ligne["motif"] == MOTIF and "temoin" not in str(ligne)


def test_a_forgotten_author_leaves_a_count(retire, autrice, anct):
    services.examiner(Propos.objects.get(), autrice)
    anonymiser(autrice, cause=Cause.DEMANDE, par=anct)
    dossier = Dossier.objects.get()
    assert (dossier.titre, dossier.texte, dossier.contestation) == ("", "", "")
    assert (dossier.decision, dossier.motif) == ("masque", "Motif effacé.")
    assert not Publication.objects.exists()


def test_a_forgotten_witness_leaves_a_reason(propos, anct):
    personne = UserFactory()
    services.signaler(propos, categorie="injure", par=personne, precisions="Ligne 3")
    anonymiser(personne, cause=Cause.DEMANDE, par=anct)
    un = Signalement.objects.get()
    assert (un.precisions, un.categorie) == ("", "injure")


def test_two_accounts_that_reported_the_same_are_one(propos, anct):
    garde, absorbe = UserFactory(), UserFactory()
    autre = Propos.objects.create(texte="Autre")
    services.signaler(propos, categorie="injure", par=garde)
    services.signaler(propos, categorie="injure", par=absorbe)
    services.signaler(autre, categorie="injure", par=absorbe)
    reunir(garde=garde, absorbe=absorbe, par=anct, motif="Deux comptes")
    assert Signalement.objects.filter(personne=garde).count() == 2


@pytest.mark.parametrize(("jours", "garde"), [(182, True), (184, False)])
def test_addresses_and_words_go_six_months_after_the_last_word(retire, anct, jours, garde):
    services.trancher(retire, par=anct, lever=False, motif="Relu")
    with time_machine.travel(timezone.now() + timedelta(days=jours), tick=False):
        call_command("purger_moderation", verbosity=0)
    un, dossier = Signalement.objects.get(), Dossier.objects.get()
    dits = (un.email, un.precisions, dossier.texte, dossier.titre, dossier.contestation)
    assert all(dits) if garde else not any(dits)
    assert (un.categorie, dossier.motif) == ("injure", MOTIF)


def test_who_reported_with_an_account_is_forgotten_then_too(propos, anct):
    personne = UserFactory()
    dossier = services.signaler(propos, categorie="injure", par=personne).dossier
    services.decider(dossier, par=anct, decision="laisse", base="regles", motif="Rien à redire")
    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        call_command("purger_moderation", verbosity=0)
    assert Signalement.objects.get().personne is None


def test_what_waits_is_kept(retire):
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        call_command("purger_moderation", verbosity=0)
    assert Signalement.objects.get().email


def test_what_the_rules_remember_goes_after_a_day(salle, propos, autrice):
    services.examiner(propos, autrice)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        call_command("purger_moderation", verbosity=0)
    assert not Publication.objects.exists()
