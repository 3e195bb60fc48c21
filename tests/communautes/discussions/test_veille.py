"""No question waits past its target without a person who has it in charge, told once."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion, Vie
from communautes.discussions import services, veille
from communautes.discussions.models import Brouillon, Discussion, Reponse
from communautes.discussions.permissions import peuvent_lire, place, qui_represente
from communautes.discussions.services.confier import s_en_charger
from communautes.notifications.models import Notification
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def dites() -> list:
    lues = Notification.objects.filter(evenement__genre="discussions.confiee").order_by("pk")
    return [une.personne for une in lues.select_related("personne")]


def test_no_late_question_is_nobody_s(communaute, reservee, animatrice, anct):
    """The rule itself: after the command, whatever the community, animated or not."""
    for ou in (communaute, reservee, CommunautePageFactory(visibilite="invisible")):
        DiscussionFactory.create_batch(3, communaute=ou, ancienne=True)
    call_command("veiller_discussions", verbosity=0)
    assert not Discussion.objects.en_retard().filter(confiee_a=None).exists()


def test_to_the_animation_who_is_told_once(communaute, animatrice):
    DiscussionFactory(communaute=communaute, ancienne=True)
    assert [veille.confier_les_retards() for _ in range(2)] == [1, 0]
    assert Discussion.objects.get().confiee_a == animatrice and dites() == [animatrice]


def test_to_anct_where_nobody_animates_or_who_does_asked(communaute, animatrice, anct):
    DiscussionFactory(communaute=communaute, ancienne=True, auteur=animatrice)
    veille.confier_les_retards()
    assert dites() == [anct]


def test_to_who_has_the_fewest(communaute, animatrice, entrer):
    autre = entrer(communaute, "Seconde", anime=True)
    DiscussionFactory.create_batch(4, communaute=communaute, ancienne=True)
    veille.confier_les_retards()
    assert Discussion.objects.filter(confiee_a=autre).count() == 2


def test_again_when_who_had_it_has_left(communaute, animatrice, entrer):
    DiscussionFactory(communaute=communaute, ancienne=True)
    veille.confier_les_retards()
    suivante = entrer(communaute, "Suivante", anime=True)
    Adhesion.objects.filter(personne=animatrice).update(role="membre")
    assert veille.confier_les_retards() == 1 and dites() == [animatrice, suivante]


@pytest.mark.parametrize("cas", ["à temps", "répondue", "close", "en examen", "endormie"])
def test_what_waits_for_nothing_is_nobody_s(cas, communaute, animatrice, membre):
    discussion = DiscussionFactory(communaute=communaute, ancienne=cas != "à temps")
    if cas == "répondue":
        services.repondre(discussion, par=membre, texte="Ainsi.")
    elif cas == "close":
        services.clore(discussion, par=animatrice, motif="Posée deux fois")
    elif cas == "en examen":
        Discussion.objects.update(moderation="en_examen")
    elif cas == "endormie":
        Vie.objects.update(etat="sommeil", close_le=timezone.now())
    assert veille.confier_les_retards() == 0 and not dites()


def test_an_answer_ends_it_and_once_withdrawn_it_is_confided_anew(communaute, animatrice, membre):
    discussion = DiscussionFactory(communaute=communaute, ancienne=True)
    veille.confier_les_retards()
    reponse = services.repondre(discussion, par=membre, texte="Ainsi.")
    assert veille.confier_les_retards() == 0
    services.supprimer(reponse, par=membre)
    assert Discussion.objects.get().confiee_a is None
    assert veille.confier_les_retards() == 1
    assert dites() == [animatrice, animatrice]


def test_closed_then_opened_again_it_is_confided_anew(communaute, animatrice):
    discussion = DiscussionFactory(communaute=communaute, ancienne=True)
    veille.confier_les_retards()
    services.clore(discussion, par=animatrice, motif="Posée deux fois")
    services.rouvrir(discussion, par=animatrice)
    assert veille.confier_les_retards() == 1 and len(dites()) == 2


def test_once_others_answered_anct_reads_it_no_more(reservee, entrer, anct):
    discussion = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
    veille.confier_les_retards()
    services.repondre(discussion, par=entrer(reservee, "Autre"), texte="Ainsi.")
    lue = Discussion.objects.get()
    assert not place(anct, lue).lit_la(lue) and peuvent_lire([anct], [lue]) == set()


def test_who_animated_and_left_reads_no_more_what_they_answered(reservee, entrer, anct):
    discussion = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
    adhesion = AdhesionFactory(communaute=reservee, personne=anct, anime=True)
    s_en_charger(discussion, par=anct)
    services.repondre(discussion, par=anct, texte="Ainsi.")
    adhesions.quitter(adhesion, par=anct)
    lue = Discussion.objects.get()
    assert not place(anct, lue).lit_la(lue) and peuvent_lire([anct], [lue]) == set()


@pytest.mark.parametrize("ensuite", ["répondue", "close"])
def test_anct_still_reads_the_private_question_that_it_answered(reservee, entrer, anct, ensuite):
    discussion = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
    veille.confier_les_retards()
    services.repondre(discussion, par=anct, texte="Ainsi.")
    if ensuite == "close":
        AdhesionFactory(communaute=reservee, personne=(elle := UserFactory()), anime=True)
        services.clore(discussion, par=elle, motif="Répondue")
    lue = Discussion.objects.get()
    assert place(anct, lue).lit_la(lue)
    assert not place(anct, lue).promeut(lue) and not place(anct, lue).deplace(lue)
    assert peuvent_lire([anct], [lue]) == {(anct.pk, lue.pk)}


class TestAnctQuiNEnEstPlus:
    """Of ANCT, and left or excluded: neither reads, nor answers, nor is chosen."""

    @pytest.fixture
    def prise(self, client, reservee, entrer, anct):
        """Taken by an agent who animated there, as another does."""
        entrer(reservee, "Animatrice", anime=True)
        AdhesionFactory(communaute=reservee, personne=anct, anime=True)
        discussion = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
        client.force_login(anct)
        assert agir(client, "s_en_charger", discussion).status_code == 302
        return discussion

    @pytest.mark.parametrize("comment", ["partie", "exclue", "exclue, un temps"])
    def test_neither_reads_nor_answers_what_they_took(self, client, prise, anct, comment):
        sienne = Adhesion.objects.get(personne=anct)
        partir(sienne, comment)
        assert client.get(prise.get_absolute_url()).status_code == 403
        for nom in ("repondre", "s_en_charger", "deplacer"):
            faite = agir(client, nom, prise, texte="Ainsi.", envoi=uuid.uuid4())
            assert faite.status_code == 404, nom
        assert not Reponse.objects.exists() and peuvent_lire([anct], [prise]) == set()
        assert veille.confier_les_retards() == 1
        assert Discussion.objects.get().confiee_a.last_name == "Animatrice"

    @pytest.mark.parametrize("comment", ["partie", "exclue"])
    def test_asking_to_come_back_gives_nothing_back(self, client, prise, anct, comment):
        """The journal knows that they were there, whatever their row says now."""
        siennes = Adhesion.objects.filter(personne=anct)
        siennes.update(role="membre")
        if comment == "partie":
            adhesions.quitter(siennes.get(), par=anct)
        else:
            autre = UserFactory(groupe="Administration")
            adhesions.exclure(siennes.get(), par=autre, motif="Hors sujet", jours=1)
        siennes.update(
            statut="demandee",
            echeance_le=timezone.now(),
            close_le=None,
            depuis=None,
            motif="",
            exclue_jusqu_au=None,
        )
        assert client.get(prise.get_absolute_url()).status_code == 403
        assert peuvent_lire([anct], [prise]) == set()
        assert anct not in qui_represente(prise.communaute_id)

    @pytest.mark.parametrize("comment", ["retiree", "sans_suite", "refusee"])
    def test_who_was_never_in_still_represents(self, client, reservee, prise, comment):
        """A request that was taken back, refused, or left unanswered is no departure."""
        nadia = UserFactory(first_name="Nadia", last_name="Noor", groupe="Administration")
        type(prise).objects.filter(pk=prise.pk).update(confiee_a=nadia)
        demande = AdhesionFactory(communaute=reservee, personne=nadia, demandee=True)
        par = AdhesionFactory(communaute=reservee, anime=True).personne
        if comment == "retiree":
            adhesions.quitter(demande, par=nadia)
        elif comment == "refusee":
            adhesions.refuser(demande, par=par, motif="Complet")
        else:
            adhesions.endormir(reservee, par=par, motif="Pause")
            adhesions.reveiller(reservee, par=par, motif="Reprise")
        assert Adhesion.objects.get(pk=demande.pk).statut in {"quittee", "refusee"}
        client.force_login(nadia)
        assert client.get(prise.get_absolute_url()).status_code == 200
        assert nadia in qui_represente(reservee.pk)
        assert peuvent_lire([nadia], [Discussion.objects.get(pk=prise.pk)])

    @pytest.mark.parametrize("comment", ["partie", "exclue"])
    def test_is_not_chosen(self, reservee, entrer, anct, comment):
        """Not even alone; somebody else of ANCT is."""
        DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
        partir(AdhesionFactory(communaute=reservee, personne=anct), comment)
        assert veille.confier_les_retards() == 0 and not dites()
        autre = UserFactory(groupe="Administration")
        assert veille.confier_les_retards() == 1 and dites() == [autre]

    def test_does_not_answer_in_a_public_one_either(self, client, discussion, anct):
        client.force_login(anct)
        assert agir(client, "repondre", discussion, texte="Ainsi.").status_code == 302
        partir(AdhesionFactory(communaute=discussion.communaute, personne=anct), "exclue")
        assert agir(client, "repondre", discussion, texte="Encore.").status_code == 422
        assert client.get(discussion.get_absolute_url()).status_code == 200
        assert Reponse.objects.count() == 1


class TestQuelquUnAnimeEnfin:
    def test_it_goes_to_who_animates_who_is_told(self, client, reservee, entrer, anct):
        """And ANCT, that was given it for want of an animation, reads it no more."""
        posee = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
        veille.confier_les_retards()
        elle = entrer(reservee, "Animatrice", anime=True)
        assert [veille.confier_les_retards() for _ in range(2)] == [1, 0]
        assert dites() == [anct, elle]
        client.force_login(anct)
        assert client.get(posee.get_absolute_url()).status_code == 403

    def test_not_from_who_took_it(self, client, communaute, animatrice, anct):
        posee = DiscussionFactory(communaute=communaute, ancienne=True)
        client.force_login(anct)
        agir(client, "s_en_charger", posee)
        assert veille.confier_les_retards() == 0
        assert Discussion.objects.get().confiee_a == anct and not dites()


class TestLaPageQuAnctLitEncore:
    """What it does there never leads where it may not go."""

    @pytest.fixture
    def confiee(self, client, reservee, entrer, anct):
        posee = DiscussionFactory(communaute=reservee, ancienne=True, auteur=entrer(reservee))
        veille.confier_les_retards()
        client.force_login(anct)
        return posee

    def test_it_asked_to_join_and_reads_its_answer(self, client, confiee, anct):
        agir(client, "repondre", confiee, texte="Ainsi.")
        AdhesionFactory(communaute=confiee.communaute, personne=anct, demandee=True)
        assert "Ainsi." in client.get(confiee.get_absolute_url()).text
        assert peuvent_lire([anct], [confiee := Discussion.objects.get()]) == {
            (anct.pk, confiee.pk)
        }

    def test_it_deletes_its_answer(self, client, confiee):
        agir(client, "repondre", confiee, texte="Ainsi.")
        suite = agir(client, "supprimer_la_reponse", Reponse.objects.get(), follow=True)
        assert suite.status_code == 200 and "Votre réponse est supprimée." in suite.text
        assert suite.request["PATH_INFO"] == confiee.communaute.url

    def test_it_moves_the_question(self, client, confiee):
        la = CommunautePageFactory(visibilite="invisible", acces="demande")
        AdhesionFactory(communaute=la, personne=confiee.auteur)
        suite = agir(client, "deplacer", confiee, vers=la.pk, follow=True)
        assert suite.status_code == 200 and "La discussion est déplacée" in suite.text
        assert suite.request["PATH_INFO"] == la.url


def agir(client, nom: str, ecrit, *, follow: bool = False, **donnees):
    return client.post(reverse(f"discussions:{nom}", args=[ecrit.pk]), donnees, follow=follow)


def partir(adhesion: Adhesion, comment: str) -> None:
    """`un temps`: that has run out; they may come back, and have not."""
    champs = {"statut": "quittee", "role": "membre", "close_le": timezone.now()}
    if comment != "partie":
        champs |= {"statut": "exclue", "motif": "Hors sujet"}
    if comment.endswith("un temps"):
        champs["exclue_jusqu_au"] = timezone.now() - timedelta(days=1)
    Adhesion.objects.filter(pk=adhesion.pk).update(**champs)


def test_old_drafts_are_forgotten(communaute, membre):
    services.garder_brouillon(membre, communaute, texte="Vieux")
    Brouillon.objects.update(modifie_le=timezone.now() - timedelta(days=61))
    call_command("veiller_discussions", verbosity=0)
    assert not Brouillon.objects.exists()
