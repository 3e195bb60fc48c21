"""What moderation gives back is told once: neither twice, nor never."""

import pytest
from django.utils import timezone

from communautes.discussions import nouvelles, services
from communautes.discussions.models import Discussion
from communautes.moderation.models import Moderation
from communautes.moderation.services.ecriture import changer
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Notification
from communautes.notifications.services.ecrire import ecrire_les_immediates
from communautes.notifications.services.trier import a_dire

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
