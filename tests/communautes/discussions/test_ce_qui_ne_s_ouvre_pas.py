"""What members said among themselves is not opened by a radio button of the admin."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from communautes.adhesions.models import CommunautePage
from communautes.discussions import services
from communautes.discussions.models import Discussion
from communautes.fichiers.models import Fichier
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


@pytest.mark.parametrize(
    "comment", ["corrigee", "reponse corrigee", "close", "deplacee", "depubliee"]
)
def test_no_way_around(comment):
    """Words written since in an old message; why it is closed; that came from elsewhere; a draft of
    a page that was withdrawn, which Wagtail writes in its row.
    """
    communaute = CommunautePageFactory(visibilite="publique")
    discussion = DiscussionFactory(communaute=communaute)
    reponse = ReponseFactory(discussion=discussion)
    publier(communaute, visibilite="listee", acces="demande")
    if comment == "corrigee":
        services.corriger(discussion, par=discussion.auteur, titre="Entre nous", texte="Secret")
    elif comment == "reponse corrigee":
        services.corriger(reponse, par=reponse.auteur, texte="Secret")
    elif comment == "close":
        par = AdhesionFactory(communaute=communaute, anime=True).personne
        services.clore(discussion, par=par, motif="Le maire ne veut pas")
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


def test_nor_on_a_file_that_was_added_to_an_old_question(client, entrer):
    """« Back », the same words, a file: what is new in it is for members."""
    communaute = CommunautePageFactory(visibilite="publique", acces="demande")
    client.force_login(entrer(communaute))
    ou = reverse("discussions:publier", args=[communaute.pk])
    saisie = {"titre": "Comment faire ?", "texte": "Mots pour tous.", "envoi": uuid.uuid4()}
    client.post(ou, saisie)
    publier(communaute, visibilite="listee")
    client.post(ou, saisie | {"fichiers": SimpleUploadedFile("liste.txt", b"Entre nous")})
    assert [fichier.nom for fichier in Fichier.objects.de(Discussion.objects.get())] == [
        "liste.txt"
    ]
    with pytest.raises(PublicationRefusee, match="pour eux seuls"):
        publier(communaute, visibilite="publique")


def test_entry_that_was_closed_by_mistake_opens_again():
    """What was said before was for who enters at will; what is said since is not."""
    communaute = CommunautePageFactory(visibilite="listee", acces="libre")
    discussion = DiscussionFactory(communaute=communaute)
    publier(communaute, acces="demande")
    publier(communaute, acces="libre")
    publier(communaute, acces="demande")
    ReponseFactory(discussion=discussion)
    with pytest.raises(PublicationRefusee, match="n’importe qui ne peut pas y entrer"):
        publier(communaute, acces="libre")


def test_the_draft_of_a_withdrawn_page_closes_nothing_either():
    """Public when it was withdrawn, « listée » in its draft, it is public again at once."""
    communaute = CommunautePageFactory(visibilite="publique")
    DiscussionFactory(communaute=communaute)
    page = CommunautePage.objects.get(pk=communaute.pk)
    page.unpublish()
    page.visibilite = "listee"
    page.save_revision()
    page.save()
    publier(communaute, visibilite="publique")
    assert CommunautePage.objects.get(pk=communaute.pk).est_publique


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
