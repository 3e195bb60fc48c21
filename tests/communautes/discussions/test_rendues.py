"""What moderation gives back is told once: neither twice, nor never."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.models import CommunautePage
from communautes.discussions import nouvelles, services
from communautes.discussions.models import Discussion
from communautes.moderation.models import Moderation
from communautes.moderation.services.ecriture import changer
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement, Notification
from communautes.notifications.services.ecrire import ecrire_les_immediates
from communautes.notifications.services.trier import a_dire
from tests import pannes

pytestmark = pytest.mark.django_db


def retirer_puis_rendre(ecrit) -> None:
    for etat in (Moderation.RETIRE, Moderation.PUBLIE):
        ecrit = type(ecrit).objects.get(pk=ecrit.pk)
        changer(ecrit, etat)
        vues = Notification.objects.sur(ecrit).en_vue()
        assert vues.exists() == (etat == Moderation.PUBLIE)


@pytest.mark.parametrize("ecrite", [False, True])
def test_a_question_before_its_digest_or_after(communaute, demandeuse, membre, ecrite):
    posee = services.poser(communaute, par=demandeuse, titre="Comment ?", texte="Dites.")
    ecrite_le = timezone.now() if ecrite else None
    Notification.objects.update(ecrite_le=ecrite_le)
    retirer_puis_rendre(posee)
    [ligne] = Notification.objects.filter(personne=membre)
    assert (ligne.canal, ligne.ecrite_le) == (Canal.HEBDOMADAIRE, ecrite_le)


def test_a_reply_and_whom_it_calls(communaute, discussion, membre, demandeuse, animatrice):
    reponse = services.repondre(discussion, par=membre, texte="Oui.", prevenir=[animatrice])
    retirer_puis_rendre(reponse)
    assert ecrire_les_immediates() == 2
    retirer_puis_rendre(reponse)
    assert ecrire_les_immediates() == 0


def test_whom_it_calls_while_it_is_held_back_is_told_at_last(reponse, animatrice):
    changer(reponse, Moderation.EN_EXAMEN)
    nouvelles.se_souvenir(reponse, [animatrice])
    changer(reponse, Moderation.PUBLIE)
    [dite] = Notification.objects.filter(personne=animatrice, evenement__genre=nouvelles.MENTION)
    assert dite.evenement.objet_pk == reponse.pk


def test_a_reply_withdrawn_before_its_question_waits_for_its_own_turn(discussion, reponse):
    changer(reponse, Moderation.RETIRE)
    retirer_puis_rendre(discussion)
    assert ecrire_les_immediates() == 0
    changer(type(reponse).objects.get(), Moderation.PUBLIE)
    assert ecrire_les_immediates() == 1


def test_a_reply_accepted_while_its_question_is_withdrawn(discussion, reponse, demandeuse):
    Notification.objects.all().delete()
    Evenement.objects.all().delete()  # as if it had been held back when it was written
    type(reponse).objects.update(moderation=Moderation.EN_EXAMEN)
    changer(discussion, Moderation.RETIRE)
    changer(type(reponse).objects.get(), Moderation.PUBLIE)
    assert not Notification.objects.en_vue().exists()
    changer(Discussion.objects.get(), Moderation.PUBLIE)
    [dite] = Notification.objects.en_vue().filter(personne=demandeuse)
    assert dite.evenement.genre == nouvelles.REPONSE


def test_a_community_withdrawn_for_an_hour_while_a_mail_waits(
    client, communaute, discussion, reponse, demandeuse, settings
):
    marche, settings.TEC_TRANSPORT_COURRIELS = settings.TEC_TRANSPORT_COURRIELS, pannes.COURRIEL

    def passer(minutes: int) -> None:
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            call_command("envoyer_notifications", verbosity=0)
            call_command("envoyer_courriels", verbosity=0)

    passer(0)
    CommunautePage.objects.get(pk=communaute.pk).unpublish()
    passer(10)
    assert not Notification.objects.en_vue().exists()
    CommunautePage.objects.get(pk=communaute.pk).save_revision().publish()
    settings.TEC_TRANSPORT_COURRIELS = marche
    for minutes in 20, 30:
        passer(minutes)
    [parti] = [un for un in mail.outbox if un.to == [demandeuse.email]]
    assert "Nouvelle réponse" in parti.subject
    client.force_login(demandeuse)
    assert "Nouvelle réponse" in client.get(reverse("notifications:liste")).text


def test_what_its_author_deletes_is_forgotten(reponse, membre):
    assert Notification.objects.sur(reponse).exists()
    services.supprimer(reponse, par=membre)
    assert not Notification.objects.sur(reponse).exists()


class TestEncoreVrai:
    """Of what its digest or its mail would tell late."""

    def dites(self, personne) -> list[str]:
        siennes = Notification.objects.en_vue().filter(personne=personne).pour_la_liste()
        return [ligne.genre.code for ligne in a_dire(siennes, personne)]

    def test_an_answer_that_is_accepted_no_more(self, reponse, membre, demandeuse):
        services.retenir(reponse, par=demandeuse)
        assert nouvelles.RETENUE in self.dites(membre)
        services.retirer_la_retenue(Discussion.objects.get(), par=demandeuse)
        assert nouvelles.RETENUE not in self.dites(membre)

    def test_a_question_that_was_answered(self, discussion, membre, animatrice):
        Discussion.objects.update(confiee_a=animatrice, confiee_le=timezone.now())
        nouvelles.dire_a_qui_elle_est_confiee(Discussion.objects.get())
        assert nouvelles.CONFIEE in self.dites(animatrice)
        services.repondre(discussion, par=membre, texte="Ainsi.")
        assert nouvelles.CONFIEE not in self.dites(animatrice)
