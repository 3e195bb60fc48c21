"""What was said among few stays with those who read it, and those who moderate it keep it."""

import pytest

from communautes.discussions import nouvelles, services
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services.promouvoir import credit
from communautes.moderation.services import signaler
from communautes.notifications.models import Notification
from tests.factories import (
    AdhesionFactory,
    AffiliationFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
)

pytestmark = pytest.mark.django_db


def test_a_confidence_does_not_move_where_anybody_enters(entrer):
    ici = CommunautePageFactory(visibilite="listee", acces="invitation")
    la = CommunautePageFactory(visibilite="listee", acces="libre")
    anime = entrer(ici, anime=True)
    AdhesionFactory(communaute=la, personne=anime, anime=True)
    dite = DiscussionFactory(communaute=ici, auteur=anime)
    with pytest.raises(DiscussionRefusee, match="plus facilement"):
        services.deplacer(dite, la, par=anime)


def test_what_is_reported_is_not_taken_away_from_who_moderates_it(communaute, animatrice):
    la = CommunautePageFactory()
    AdhesionFactory(communaute=la, personne=animatrice, anime=True)
    posee = DiscussionFactory(communaute=communaute, auteur=animatrice)
    signaler(posee, categorie="autre", precisions="Regardez")
    with pytest.raises(DiscussionRefusee, match="réessayez") as refus:
        services.deplacer(posee, la, par=animatrice)
    assert "signal" not in str(refus.value)


def test_who_was_excluded_from_a_public_community_is_told_of_no_reply(communaute, entrer):
    exclue = entrer(communaute, "Exclue", exclue=True)
    posee = DiscussionFactory(communaute=communaute, auteur=exclue)
    nouvelles.dire(ReponseFactory(discussion=posee, auteur=entrer(communaute, "Autre")))
    assert not Notification.objects.filter(personne=exclue).exists()


def test_a_resource_names_nobody_who_chose_the_members_directory_alone(communaute):
    adhesion = AdhesionFactory(communaute=communaute, dans_l_annuaire=True)
    AffiliationFactory(personne=adhesion.personne)
    posee = DiscussionFactory(communaute=communaute)
    retenue = ReponseFactory(discussion=posee, auteur=adhesion.personne)
    posee.reponse_retenue = retenue
    assert adhesion.personne.last_name not in credit(posee) and credit(posee)
