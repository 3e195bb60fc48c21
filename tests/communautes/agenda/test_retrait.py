"""A meeting that moderation withdraws: who was to come is told, without its words."""

import pytest

from communautes.agenda import services
from communautes.moderation import services as moderation
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Courriel, Notification
from tests.communautes.agenda.test_nouvelles import phrases
from tests.factories import ParticipationFactory, RencontreFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencontre(communaute, animatrice):
    return RencontreFactory(communaute=communaute, auteur=animatrice, titre="Des mots de trop")


def retirer(rencontre, anct):
    dossier = moderation.signaler(rencontre, categorie="injure", par=UserFactory())
    return moderation.decider(
        dossier.dossier, par=anct, decision="masque", base="regles", motif="Injurieux"
    )


def test_who_registered_or_waits_is_told_and_nobody_else(
    rencontre, membre, anct, django_capture_on_commit_callbacks
):
    vient = ParticipationFactory(rencontre=rencontre).personne
    attend = ParticipationFactory(rencontre=rencontre, statut="attente").personne
    with django_capture_on_commit_callbacks(execute=True):
        retirer(rencontre, anct)
    for personne in (vient, attend):
        [dite] = phrases(personne)
        assert "est retirée de l’agenda par la modération" in dite
        courriel = Courriel.objects.get(destinataires=[personne.email])
        assert "retirée de l’agenda" in courriel.corps
        assert "Des mots de trop" not in courriel.sujet + courriel.corps + courriel.html
    assert not Notification.objects.filter(personne=membre).exists()


def test_put_back_they_are_told_again(rencontre, anct, animatrice):
    vient = ParticipationFactory(rencontre=rencontre).personne
    dossier = retirer(rencontre, anct)
    moderation.contester(dossier, par=animatrice, texte="Rien d’injurieux ici.")
    moderation.trancher(
        dossier, par=UserFactory(groupe="Administration"), lever=True, motif="Relu à deux"
    )
    [dite] = [d for d in phrases(vient) if "de nouveau à l’agenda" in d]
    [une] = Notification.objects.filter(personne=vient, evenement__genre="agenda.retablie")
    assert une.canal == Canal.IMMEDIAT


def test_where_nobody_registers_members_are_told(communaute, membre, animatrice, anct):
    rencontre = RencontreFactory(communaute=communaute, auteur=animatrice, inscription="sans")
    retirer(rencontre, anct)
    [dite] = phrases(membre)
    assert "est retirée de l’agenda par la modération" in dite


def test_past_nobody_is_told(communaute, anct):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    vient = ParticipationFactory(rencontre=rencontre).personne
    retirer(rencontre, anct)
    assert phrases(vient) == []


def test_another_link_is_told_without_either(communaute, animatrice, membre, donnees):
    ancien, nouveau = "https://visio.example.org/a", "https://visio.example.org/b"
    rencontre = services.creer(communaute, donnees(lien=ancien), par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    services.inscrire(rencontre, par=membre)
    services.modifier(rencontre, donnees(lien=nouveau), par=animatrice)
    [_annonce, dite] = phrases(membre)
    assert dite == "Le lien de «\u00a0Compter les voix\u00a0» a changé\u00a0: il est sur sa page"
