"""My data, deletion and merge of accounts: what follows for discussions."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.reunion.services import reunir
from communautes.discussions import services
from communautes.discussions.models import (
    Abonnement,
    Brouillon,
    Discussion,
    MemeQuestion,
    Reponse,
    Version,
)
from tests.factories import AdhesionFactory, DiscussionFactory, UserFactory
from tests.traces import ou_sont

pytestmark = pytest.mark.django_db


@pytest.fixture
def zelie(communaute):
    personne = UserFactory(first_name="Zélie", last_name="Quatremer", email="zq@x.example.org")
    AdhesionFactory(communaute=communaute, personne=personne)
    return personne


def test_one_reads_all_that_one_wrote(client, communaute, discussion, membre):
    reponse = services.repondre(discussion, par=membre, texte="Mes mots à moi.")
    services.corriger(reponse, par=membre, texte="Mes mots corrigés.")
    services.garder_brouillon(membre, communaute, texte="À finir un jour")
    services.avoir_la_meme_question(discussion, par=membre, oui=True)
    client.force_login(membre)
    page = client.get(reverse("donnees:mes_donnees")).text
    for mots in ("Mes mots corrigés.", "Mes mots à moi.", "À finir un jour"):
        assert mots in page


def test_who_left_gets_no_title_that_was_changed_since(client, reservee, entrer):
    elle, autre = entrer(reservee, "Partie"), entrer(reservee, "Restée")
    discussion = DiscussionFactory(communaute=reservee, auteur=autre, titre="Comment faire ?")
    services.repondre(discussion, par=elle, texte="Mes mots à moi.")
    services.suivre(discussion, par=elle, oui=True)
    client.force_login(elle)
    assert "Comment faire ?" in client.get(reverse("donnees:mes_donnees")).text
    adhesions.quitter(Adhesion.objects.get(personne=elle), par=elle)
    services.corriger(discussion, par=autre, texte="Le maire hésite.", titre="Faut-il un vote ?")
    page = client.get(reverse("donnees:mes_donnees")).text
    assert "Faut-il" not in page and "Comment faire" not in page and "Mes mots à moi." in page
    assert page.count("[une question que vous ne lisez plus]") == 2


def test_nothing_of_the_person_is_left_and_the_answers_stay(
    zelie, discussion, demandeuse, relever, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        reponse = services.repondre(discussion, par=zelie, texte="Ainsi. Zélie Quatremer")
        services.corriger(reponse, par=zelie, texte="Mieux. Zélie Quatremer, zq@x.example.org")
        services.retenir(reponse, par=demandeuse)
        services.garder_brouillon(zelie, discussion.communaute, texte="Quatremer encore")
        services.suivre(discussion, par=zelie, oui=True)
    Discussion.objects.update(confiee_a=zelie, confiee_le=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        anonymiser(zelie, par=zelie, cause=Cause.DEMANDE)
    relever()
    assert ou_sont(["Quatremer", "zq@x.example.org"]) == set()
    lue = Reponse.objects.get()
    assert lue.texte.startswith("Mieux. [nom effacé]")
    assert not Version.objects.exists() and not Brouillon.objects.exists()
    assert not Abonnement.objects.exists() and Discussion.objects.get().confiee_a is None


def test_its_page_says_that_they_have_left(client, zelie, discussion):
    services.repondre(discussion, par=zelie, texte="Ainsi.")
    anonymiser(zelie, par=zelie, cause=Cause.DEMANDE)
    assert "Une personne qui a quitté le portail" in client.get(discussion.get_absolute_url()).text


def test_two_accounts_make_one_voice(communaute, zelie, discussion, anct):
    double = UserFactory()
    AdhesionFactory(communaute=communaute, personne=double)
    sienne = DiscussionFactory(communaute=communaute, auteur=double)
    for personne in (zelie, double):
        services.avoir_la_meme_question(discussion, par=personne, oui=True)
        services.garder_brouillon(personne, discussion, texte="À finir")
    reunir(zelie, double, par=anct, motif="Deux comptes")
    sienne.refresh_from_db()
    assert sienne.auteur == zelie
    assert MemeQuestion.objects.get().personne == zelie == Brouillon.objects.get().personne
    assert Abonnement.objects.get().personne == zelie
