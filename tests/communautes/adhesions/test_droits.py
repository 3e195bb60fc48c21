"""Role × address: every public route of this room, each cell a test (droits.txt).

A route that is not in the table fails: whoever adds one says who may ask it. Who is in neither
column gets the way to the door, 401, 403, 404 or 405. « soi »: on one's own row, and nobody's else.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from communautes.adhesions import urls
from tests.factories import AdhesionFactory, CommunautePageFactory, InvitationFactory, UserFactory

TABLE = {
    nom: (lire, agir)
    for nom, lire, agir in (
        ligne.split()
        for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
        if ligne and ligne[0] != "#"
    )
}
LETTRES = "?-DMONPXA"
SUR_UNE_ADHESION = {"accepter", "refuser", "exclure", "lever", "donner_role"}
SUR_LA_SIENNE = {"paraitre", "quitter", "recevoir", "rendre_le_role"}
CHAMPS = {
    "D": {"demandee": True},
    "M": {"dans_l_annuaire": True},
    "O": {"role": "moderateur"},
    "N": {"anime": True},
    "P": {"quittee": True},
    "X": {"exclue": True},
}


@pytest.fixture
def monde(db):
    """Of each letter: the account, and its row in the community."""
    communaute = CommunautePageFactory(acces="demande", visibilite="listee")
    siennes = {
        lettre: AdhesionFactory(communaute=communaute, **champs)
        for lettre, champs in CHAMPS.items()
    }
    comptes = {lettre: une.personne for lettre, une in siennes.items()}
    comptes |= {"?": None, "-": UserFactory(first_name="Ali", last_name="Ben")}
    comptes["A"] = UserFactory(groupe="Administration")
    return communaute, siennes, comptes


def adresse(nom: str, communaute, siennes) -> str:
    """On a row of the state that the act asks for."""
    if nom in SUR_UNE_ADHESION | SUR_LA_SIENNE:
        etat = {"lever": "X", "accepter": "D", "refuser": "D"}.get(nom, "M")
        return reverse(f"adhesions:{nom}", args=[siennes[etat].pk])
    if nom == "annuler_invitation":
        return reverse(f"adhesions:{nom}", args=[InvitationFactory(communaute=communaute).pk])
    motif = next(une.pattern for une in urls.urlpatterns if une.name == nom)
    pk = siennes["M"].pk if nom == "ecrire" else communaute.pk
    cles = {"slug": communaute.slug, "pk": pk}
    return reverse(f"adhesions:{nom}", kwargs={cle: cles[cle] for cle in motif.regex.groupindex})


def servi(reponse) -> bool:
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    return reponse.status_code not in (401, 403, 404, 405) and not porte


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("lettre", LETTRES)
@pytest.mark.parametrize("nom", [nom for nom, qui in TABLE.items() if "lien" not in qui])
def test_cell(client, monde, nom, lettre):
    communaute, siennes, comptes = monde
    if comptes[lettre] is not None:
        client.force_login(comptes[lettre])
    ou = adresse(nom, communaute, siennes)
    lire, agir = TABLE[nom]
    qui_agit = "M" if agir == "soi" else agir  # « soi »: the row is that of M
    lue, faite = client.get(ou), client.post(ou)
    assert max(lue.status_code, faite.status_code) < 500
    vers_l_admin = nom == "vie" and lettre == "A"  # ANCT is led to its own screen
    assert (servi(lue) and not vers_l_admin, servi(faite)) == (lettre in lire, lettre in qui_agit)
