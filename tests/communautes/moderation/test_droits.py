"""Role × address: every public route of this room, each cell a test (droits.txt)."""

from pathlib import Path

import pytest
from django.urls import reverse

from communautes.moderation import registre, urls
from communautes.moderation.services import signaler
from tests.factories import AdhesionFactory, UserFactory

TABLE = {
    nom: (lire, agir)
    for nom, lire, agir in (
        ligne.split()
        for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
        if ligne and ligne[0] != "#"
    )
}
LETTRES = "?-MONUA"


@pytest.fixture
def comptes(communaute, moderatrice, autrice, anct):
    return {
        "?": None,
        "-": UserFactory(),
        "M": AdhesionFactory(communaute=communaute).personne,
        "O": moderatrice,
        "N": AdhesionFactory(communaute=communaute, anime=True).personne,
        "U": autrice,
        "A": anct,
    }


def servi(reponse) -> bool:
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    return reponse.status_code not in (401, 403, 404, 405) and not porte


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("lettre", LETTRES)
@pytest.mark.parametrize("nom", [nom for nom, qui in TABLE.items() if "lien" not in qui])
def test_cell(client, propos, comptes, nom, lettre):
    dossier = signaler(propos, categorie="injure").dossier
    cles = {"cle": registre.cle(propos), "pk": dossier.pk}
    motif = next(une.pattern for une in urls.urlpatterns if une.name == nom)
    ou = reverse(f"moderation:{nom}", kwargs={cle: cles[cle] for cle in motif.regex.groupindex})
    if comptes[lettre] is not None:
        client.force_login(comptes[lettre])
    lire, agir = TABLE[nom]
    assert servi(client.get(ou)) == (lettre in lire)
    assert servi(client.post(ou)) == (lettre in agir)
