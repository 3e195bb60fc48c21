"""What changes a discussion: its states, who is told, what is kept."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.discussions import services
from communautes.discussions.models import (
    Abonnement,
    Brouillon,
    Discussion,
    Reponse,
    Version,
    VoteUtile,
)
from communautes.discussions.refus import DiscussionRefusee
from communautes.journal.models import Entree
from communautes.notifications.models import Notification
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def prevenus(code: str) -> set:
    lues = Notification.objects.filter(evenement__genre=f"discussions.{code}")
    return {une.personne for une in lues.select_related("personne")}


def actes() -> list[str]:
    lues = Entree.objects.filter(acte__startswith="discussions.").order_by("pk")
    return [acte.removeprefix("discussions.") for acte in lues.values_list("acte", flat=True)]


class TestPoser:
    def test_members_hear_of_it_and_the_target_is_set(self, communaute, demandeuse, membre):
        posee = services.poser(communaute, par=demandeuse, titre="Comment ?", texte="Dites-nous.")
        assert posee.etat == "ouverte" and prevenus("question") == {membre}
        assert posee.echeance_le - posee.ecrit_le == pytest.approx(
            timedelta(days=5), abs=timedelta(seconds=5)
        )
        assert actes() == ["posee"]

    def test_two_clicks_make_one_question(self, communaute, demandeuse, membre):
        cle = uuid.uuid4()
        posees = [
            services.poser(communaute, par=demandeuse, titre="Comment ?", texte="Dites.", cle=cle)
            for _ in range(2)
        ]
        assert posees[0] == posees[1] and Discussion.objects.count() == 1
        assert Notification.objects.count() == 1

    def test_the_community_is_active_again(self, communaute, demandeuse):
        avant = timezone.now() - timedelta(days=30)
        type(communaute.vie).objects.update(derniere_activite_le=avant)
        services.poser(communaute, par=demandeuse, titre="Comment ?", texte="Dites.")
        communaute.vie.refresh_from_db()
        assert communaute.vie.derniere_activite_le > avant

    @pytest.mark.parametrize("etat", [None, {"quittee": True}, {"exclue": True}])
    def test_members_alone_ask(self, communaute, etat):
        personne = UserFactory()
        if etat:
            AdhesionFactory(communaute=communaute, personne=personne, **etat)
        with pytest.raises(DiscussionRefusee):
            services.poser(communaute, par=personne, titre="Comment ?", texte="Dites.")

    def test_ten_a_day(self, communaute, demandeuse):
        for n in range(10):
            services.poser(communaute, par=demandeuse, titre=f"Comment {n} ?", texte=f"Dites {n}.")
        with pytest.raises(DiscussionRefusee, match="Dix questions"):
            services.poser(communaute, par=demandeuse, titre="Encore ?", texte="Dites.")

    def test_a_draft_that_is_sent_is_gone(self, communaute, demandeuse):
        services.garder_brouillon(demandeuse, communaute, texte="Je commence")
        services.poser(communaute, par=demandeuse, titre="Comment ?", texte="Dites.")
        assert not Brouillon.objects.exists()


class TestRepondre:
    def test_who_asked_and_who_follows_hear_of_it(self, discussion, demandeuse, membre, entrer):
        curieuse = entrer(discussion.communaute, "Curieuse")
        entrer(discussion.communaute, "Ailleurs")
        services.suivre(discussion, par=curieuse, oui=True)
        services.repondre(discussion, par=membre, texte="Ainsi.")
        assert prevenus("reponse") == {demandeuse, curieuse}
        discussion.refresh_from_db()
        assert discussion.etat == "repondue" and discussion.premiere_reponse_le

    def test_answering_oneself_is_not_an_answer(self, discussion, demandeuse):
        services.repondre(discussion, par=demandeuse, texte="J’ajoute une chose.")
        discussion.refresh_from_db()
        assert discussion.etat == "ouverte" and discussion.premiere_reponse_le is None

    def test_two_clicks_make_one_reply(self, discussion, membre):
        cle = uuid.uuid4()
        for _ in range(2):
            services.repondre(discussion, par=membre, texte="Ainsi.", cle=cle)
        assert Reponse.objects.count() == 1

    def test_who_is_called_hears_that_and_only_that(self, discussion, membre, demandeuse):
        services.repondre(discussion, par=membre, texte="@Ali Demandeuse", prevenir=[demandeuse])
        assert prevenus("mention") == {demandeuse} and not prevenus("reponse")

    def test_anct_answers_a_public_one_in_its_name(self, discussion, anct, membre):
        reponse = services.repondre(discussion, par=anct, texte="La règle dit…", de_l_anct=True)
        assert reponse.de_l_anct
        autre = services.repondre(discussion, par=membre, texte="Moi aussi", de_l_anct=True)
        assert not autre.de_l_anct

    def test_anct_does_not_answer_what_it_does_not_read(self, reservee, anct):
        with pytest.raises(DiscussionRefusee):
            services.repondre(DiscussionFactory(communaute=reservee), par=anct, texte="Ainsi.")

    def test_not_once_it_is_closed(self, discussion, membre, animatrice):
        services.clore(discussion, par=animatrice, motif="Hors sujet")
        with pytest.raises(DiscussionRefusee, match="close"):
            services.repondre(discussion, par=membre, texte="Ainsi.")


class TestRetenir:
    def test_by_who_asked(self, reponse, demandeuse, membre):
        resolue = services.retenir(reponse, par=demandeuse)
        assert resolue.etat == "resolue" and prevenus("retenue") == {membre}
        ouverte = services.retirer_la_retenue(resolue, par=demandeuse)
        assert ouverte.etat == "repondue" and ouverte.reponse_retenue is None

    def test_by_the_animation_and_by_nobody_else(self, reponse, membre, animatrice, anct):
        for autre in (membre, anct):
            with pytest.raises(DiscussionRefusee):
                services.retenir(reponse, par=autre)
        assert services.retenir(reponse, par=animatrice).retenue_par == animatrice

    def test_one_takes_the_place_of_the_other(self, reponse, demandeuse, membre):
        autre = services.repondre(reponse.discussion, par=membre, texte="Ou bien ainsi.")
        services.retenir(reponse, par=demandeuse)
        assert services.retenir(autre, par=demandeuse).reponse_retenue == autre

    def test_the_database_refuses_the_reply_of_another(self, discussion, demandeuse):
        autre = ReponseFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Discussion.objects.filter(pk=discussion.pk).update(
                reponse_retenue=autre, retenue_par=demandeuse, etat="resolue"
            )
            transaction.get_connection().check_constraints()

    def test_a_withdrawn_reply_is_not_accepted_any_more(self, reponse, demandeuse):
        services.retenir(reponse, par=demandeuse)
        reponse.moderation = "retire"
        reponse.save()
        services.quand_la_moderation_change(reponse)
        discussion = Discussion.objects.get()
        assert (discussion.etat, discussion.reponse_retenue) == ("ouverte", None)


class TestCorriger:
    def test_freely_for_half_an_hour_then_marked(self, reponse, membre):
        services.corriger(reponse, par=membre, texte="Par tirage d’adresses, en juin.")
        reponse.refresh_from_db()
        assert reponse.modifie_le is None and Version.objects.count() == 1
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            services.corriger(reponse, par=membre, texte="En mai.")
        reponse.refresh_from_db()
        assert reponse.modifie_le and Version.objects.first().texte.endswith("en juin.")

    def test_the_same_words_change_nothing(self, reponse, membre):
        services.corriger(reponse, par=membre, texte=reponse.texte)
        assert not Version.objects.exists()

    def test_of_two_tabs_the_second_is_told(self, reponse, membre):
        lu = timezone.now() - timedelta(minutes=1)
        services.corriger(reponse, par=membre, texte="Première", lu_le=lu)
        with pytest.raises(DiscussionRefusee, match="entre-temps"):
            services.corriger(reponse, par=membre, texte="Seconde", lu_le=lu)

    def test_nobody_corrects_for_another(self, reponse, animatrice, anct, demandeuse):
        for autre in (animatrice, anct, demandeuse):
            with pytest.raises(DiscussionRefusee):
                services.corriger(reponse, par=autre, texte="À ma façon")


class TestSupprimer:
    def test_a_question_that_nobody_answered(self, discussion, demandeuse):
        services.supprimer(discussion, par=demandeuse)
        discussion.refresh_from_db()
        assert (discussion.titre, discussion.texte) == ("", "") and not discussion.est_garde

    def test_not_once_somebody_did(self, reponse, demandeuse):
        with pytest.raises(DiscussionRefusee, match="Quelqu’un a répondu"):
            services.supprimer(reponse.discussion, par=demandeuse)

    def test_a_reply_then_the_question_waits_again(self, reponse, membre):
        services.supprimer(reponse, par=membre)
        assert Discussion.objects.get().etat == "ouverte" and not prevenus("reponse")

    def test_not_the_accepted_one(self, reponse, membre, demandeuse):
        services.retenir(reponse, par=demandeuse)
        with pytest.raises(DiscussionRefusee, match="retenue"):
            services.supprimer(reponse, par=membre)


class TestVoix:
    def test_once_and_taken_back(self, reponse, demandeuse):
        for _ in range(2):
            services.dire_utile(reponse, par=demandeuse, oui=True)
        assert VoteUtile.objects.count() == 1
        services.dire_utile(reponse, par=demandeuse, oui=False)
        assert not VoteUtile.objects.exists()

    def test_not_one_s_own(self, reponse, membre):
        with pytest.raises(DiscussionRefusee):
            services.dire_utile(reponse, par=membre, oui=True)

    def test_who_has_the_same_question_follows(self, discussion, membre):
        services.avoir_la_meme_question(discussion, par=membre, oui=True)
        assert Abonnement.objects.get().personne == membre


class TestAnimer:
    def test_three_pinned_at_most(self, communaute, animatrice):
        for une in DiscussionFactory.create_batch(3, communaute=communaute):
            services.epingler(une, par=animatrice, oui=True)
        with pytest.raises(DiscussionRefusee, match="Trois"):
            quatrieme = DiscussionFactory(communaute=communaute)
            services.epingler(quatrieme, par=animatrice, oui=True)

    def test_closing_has_a_reason_and_is_undone(self, discussion, animatrice, membre):
        with pytest.raises(DiscussionRefusee):
            services.clore(discussion, par=animatrice, motif=" ")
        with pytest.raises(DiscussionRefusee):
            services.clore(discussion, par=membre, motif="Je n’aime pas")
        services.clore(discussion, par=animatrice, motif="Posée deux fois")
        assert services.rouvrir(discussion, par=animatrice).motif_de_fermeture == ""


class TestDeplacer:
    def test_between_two_that_one_animates(self, discussion, animatrice):
        la = CommunautePageFactory()
        AdhesionFactory(communaute=la, personne=animatrice, anime=True)
        assert services.deplacer(discussion, la, par=animatrice).communaute == la

    def test_not_to_one_that_somebody_else_animates(self, discussion, animatrice):
        with pytest.raises(DiscussionRefusee, match="animer les deux"):
            services.deplacer(discussion, CommunautePageFactory(), par=animatrice)

    def test_what_was_said_among_few_never_becomes_public(self, reservee, communaute, animatrice):
        AdhesionFactory(communaute=reservee, personne=animatrice, anime=True)
        dite = DiscussionFactory(communaute=reservee)
        with pytest.raises(DiscussionRefusee, match="plus ouverte"):
            services.deplacer(dite, communaute, par=animatrice)

    def test_nobody_loses_sight_of_what_they_said(
        self, discussion, reservee, animatrice, demandeuse
    ):
        AdhesionFactory(communaute=reservee, personne=animatrice, anime=True)
        with pytest.raises(DiscussionRefusee, match="n’est pas membre"):
            services.deplacer(discussion, reservee, par=animatrice)
        AdhesionFactory(communaute=reservee, personne=demandeuse)
        assert services.deplacer(discussion, reservee, par=animatrice).communaute == reservee
