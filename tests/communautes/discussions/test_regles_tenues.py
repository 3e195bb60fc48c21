"""Rules that a second reader broke without a test turning red."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.discussions import mentions, services
from communautes.discussions.models import Discussion, Version
from communautes.discussions.refus import DiscussionRefusee
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Notification
from search.facade import Requete, chercher
from tests.factories import AdhesionFactory, CommunautePageFactory, DiscussionFactory

pytestmark = pytest.mark.django_db
MOT = "chataigneraie"


def test_a_reply_that_is_held_back_is_not_searched(
    discussion, membre, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        reponse = services.repondre(discussion, par=membre, texte=f"La {MOT} du bourg.")
    assert chercher(Requete(texte=MOT)).total == 1
    with django_capture_on_commit_callbacks(execute=True):
        changer(reponse, "en_examen")
    assert chercher(Requete(texte=MOT)).total == 0


def test_the_reply_form_brings_back_one_s_own_draft_alone(client, discussion, membre, demandeuse):
    services.garder_brouillon(demandeuse, discussion, texte="Le brouillon d’une autre")
    services.garder_brouillon(membre, discussion, texte="Mon brouillon")
    client.force_login(membre)
    page = client.get(discussion.get_absolute_url()).text
    assert "Mon brouillon" in page and "Le brouillon d’une autre" not in page
    services.jeter_brouillon(membre, discussion)
    assert "Le brouillon d’une autre" not in client.get(discussion.get_absolute_url()).text


def test_lists_name_people_to_members_alone(client, communaute, discussion, demandeuse, membre):
    nom = demandeuse.last_name
    for ou in (communaute.url, f"/communautes/{communaute.slug}/discussions/"):
        assert nom not in client.get(ou).text
    client.force_login(membre)
    assert nom in client.get(f"/communautes/{communaute.slug}/discussions/").text


def test_who_is_not_in_the_directory_is_not_called(communaute, discussion, membre, entrer):
    discret, connu = entrer(communaute, "Discret"), entrer(communaute, "Connu")
    connu.adhesions.update(dans_l_annuaire=True)
    gens = mentions.appelables(communaute, None, par=membre)
    assert connu in gens and discret not in gens
    services.repondre(discussion, par=discret, texte="Ainsi.")
    assert discret in mentions.appelables(communaute, discussion, par=membre)
    assert discret not in mentions.appelables(communaute, None, par=membre)


class TestDeplacer:
    @pytest.fixture
    def la(self, animatrice):
        la = CommunautePageFactory(visibilite="listee", acces="demande")
        AdhesionFactory(communaute=la, personne=animatrice, anime=True)
        return la

    def test_not_away_from_who_answered(self, discussion, demandeuse, reponse, animatrice, la):
        AdhesionFactory(communaute=la, personne=demandeuse)
        with pytest.raises(DiscussionRefusee, match="n’est pas membre de l’autre"):
            services.deplacer(discussion, la, par=animatrice)

    def test_who_does_not_read_the_new_place_keeps_no_news_of_it(
        self, discussion, demandeuse, membre, entrer, animatrice, la
    ):
        suit = entrer(discussion.communaute, "Suit")
        services.suivre(discussion, par=suit, oui=True)
        services.repondre(discussion, par=membre, texte="Ainsi.")
        assert Notification.objects.filter(personne=suit).exists()
        for qui in (demandeuse, membre):
            AdhesionFactory(communaute=la, personne=qui)
        services.deplacer(discussion, la, par=animatrice)
        assert not Notification.objects.filter(personne=suit).exists()
        assert Discussion.objects.get().communaute == la


def test_a_message_that_is_deleted_leaves_no_version(communaute, demandeuse):
    posee = DiscussionFactory(communaute=communaute, auteur=demandeuse)
    Discussion.objects.update(ecrit_le=timezone.now() - timedelta(hours=2))
    posee.refresh_from_db()
    services.corriger(posee, par=demandeuse, titre="Autrement ?", texte="Autrement dit.")
    assert Version.objects.exists()
    services.supprimer(posee, par=demandeuse)
    assert not Version.objects.exists()
