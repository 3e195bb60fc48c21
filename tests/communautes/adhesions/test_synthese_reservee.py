"""A synthesis that was written for members is not opened by a radio button of the admin."""

import pytest
from django.urls import reverse

from communautes.adhesions import services
from communautes.adhesions.models import CommunautePage, Vie
from home.marques import marque
from home.publication import PublicationRefusee
from tests.factories import AdhesionFactory, CommunautePageFactory
from tests.publication import publier

pytestmark = pytest.mark.django_db
SYNTHESE = "Ce que nous avons tiré de nos visites."


@pytest.mark.parametrize("comment", ["archiver", "ecrire"])
@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ({"visibilite": "listee"}, {"visibilite": "publique"}),
        ({"visibilite": "listee", "acces": "demande"}, {"acces": "libre"}),
    ],
)
def test_it_does_not_open_on_a_synthesis(client, avant, apres, comment):
    communaute = CommunautePageFactory(**avant)
    client.force_login(AdhesionFactory(communaute=communaute, anime=True).personne)
    saisie = {"synthese": SYNTHESE, "motif": "Terminée", "lu": marque("")}
    nom = "archiver" if comment == "archiver" else "ecrire_synthese"
    client.post(reverse(f"adhesions:{nom}", args=[communaute.pk]), saisie)
    assert Vie.objects.get().synthese == SYNTHESE
    with pytest.raises(PublicationRefusee, match="pour eux seuls"):
        publier(communaute, **apres)
    client.logout()
    assert SYNTHESE not in client.get(communaute.url).text


def test_what_was_written_for_all_opens_again():
    communaute = CommunautePageFactory(visibilite="publique")
    par = AdhesionFactory(communaute=communaute, anime=True).personne
    services.ecrire_synthese(communaute, par=par, texte=SYNTHESE)
    publier(communaute, visibilite="listee")
    services.ecrire_synthese(communaute, par=par, texte=SYNTHESE)  # the same words
    publier(communaute, visibilite="publique")
    assert CommunautePage.objects.get(pk=communaute.pk).est_publique
