"""What members said among themselves is not opened by a radio button of the admin."""

from datetime import timedelta

import pytest

from communautes.adhesions.models import CommunautePage
from communautes.discussions import services
from home.publication import PublicationRefusee
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
)
from tests.publication import publier

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("avant", "apres", "champ"),
    [
        ({"visibilite": "invisible"}, {"visibilite": "publique"}, "visibilite"),
        ({"visibilite": "listee"}, {"visibilite": "publique"}, "visibilite"),
        ({"visibilite": "listee", "acces": "invitation"}, {"acces": "libre"}, "acces"),
        (
            {"visibilite": "invisible", "acces": "libre"},
            {"visibilite": "listee"},
            "acces",
        ),
    ],
)
def test_it_does_not_open_on_what_was_said(client, avant, apres, champ):
    communaute = CommunautePageFactory(**avant)
    discussion = DiscussionFactory(communaute=communaute)
    with pytest.raises(PublicationRefusee, match="pour eux seuls") as refus:
        publier(communaute, **apres)
    assert champ in str(refus.value)
    assert client.get(discussion.get_absolute_url()).status_code in {403, 404}


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ({"visibilite": "publique"}, {"visibilite": "invisible"}),
        ({"visibilite": "listee"}, {"acces": "invitation"}),
        ({"visibilite": "invisible", "acces": "demande"}, {"visibilite": "listee"}),
        ({"visibilite": "publique", "acces": "demande"}, {"acces": "libre"}),
    ],
)
def test_it_closes_or_stays_among_them(avant, apres):
    communaute = CommunautePageFactory(**avant)
    DiscussionFactory(communaute=communaute)
    publier(communaute, **apres)
    assert CommunautePage.objects.filter(pk=communaute.pk, **apres).exists()


def test_what_was_said_to_all_before_it_was_reserved_by_mistake_opens_again():
    communaute = CommunautePageFactory(visibilite="publique")
    DiscussionFactory(communaute=communaute)
    publier(communaute, visibilite="listee")
    publier(communaute, visibilite="publique")
    publier(communaute, visibilite="listee")
    DiscussionFactory(communaute=communaute)
    with pytest.raises(PublicationRefusee, match="pour eux seuls"):
        publier(communaute, visibilite="publique")


@pytest.mark.parametrize("comment", ["corrigee", "deplacee", "depubliee"])
def test_no_way_around(comment):
    """Words written since in an old message; that came from elsewhere; a draft of a page that was
    withdrawn, which Wagtail writes in its row.
    """
    communaute = CommunautePageFactory(visibilite="publique")
    discussion = DiscussionFactory(communaute=communaute)
    publier(communaute, visibilite="listee", acces="demande")
    if comment == "corrigee":
        services.corriger(discussion, par=discussion.auteur, titre="Entre nous", texte="Secret")
    elif comment == "deplacee":
        d_ailleurs = DiscussionFactory(
            communaute=CommunautePageFactory(visibilite="listee", acces="demande"),
            auteur=discussion.auteur,
            ecrit_le=discussion.ecrit_le - timedelta(days=30),
        )
        par = AdhesionFactory(communaute=d_ailleurs.communaute, anime=True).personne
        AdhesionFactory(communaute=communaute, personne=par, anime=True)
        services.deplacer(d_ailleurs, communaute, par=par)
    else:
        DiscussionFactory(communaute=communaute)
        page = CommunautePage.objects.get(pk=communaute.pk)
        page.unpublish()
        page.visibilite = "publique"
        page.save_revision()
        page.save()
    with pytest.raises(PublicationRefusee, match="pour eux seuls"):
        publier(communaute, visibilite="publique")


def test_before_anybody_spoke_it_opens():
    communaute = CommunautePageFactory(visibilite="invisible")
    publier(communaute, visibilite="publique")
    assert CommunautePage.objects.get(pk=communaute.pk).visibilite == "publique"


def test_once_nothing_is_left_of_what_was_said_it_opens():
    communaute = CommunautePageFactory(visibilite="invisible")
    posee = DiscussionFactory(communaute=communaute)
    services.supprimer(posee, par=posee.auteur)
    publier(communaute, visibilite="publique")
    assert CommunautePage.objects.get(pk=communaute.pk).visibilite == "publique"


@pytest.mark.parametrize("moderation", ["publie", "retire"])
def test_not_on_a_reply_that_is_left(moderation):
    """Nor on what moderation withdrew: it may come back."""
    communaute = CommunautePageFactory(visibilite="invisible")
    posee = DiscussionFactory(communaute=communaute)
    ReponseFactory(discussion=posee, moderation=moderation)
    type(posee).objects.update(titre="", texte="", supprime_le=posee.ecrit_le)
    with pytest.raises(PublicationRefusee, match="pour eux seuls"):
        publier(communaute, visibilite="publique")
