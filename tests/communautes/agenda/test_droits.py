"""Role × address: every public route of this room, each cell a test (droits.txt).

A route that is not in the table fails: whoever adds one says who may ask it. Who is in neither
column gets the way to the door, 401, 403, 404 or 405. « soi »: on one's own row.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from communautes.agenda import urls
from communautes.agenda.models import DecisionDeRencontre
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)

TABLE = {
    nom: (lire, agir)
    for nom, lire, agir in (
        ligne.split()
        for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
        if ligne and ligne[0] != "#"
    )
}
LETTRES = "?-DMONPXA"
CHAMPS = {
    "D": {"demandee": True},
    "M": {},
    "O": {"role": "moderateur"},
    "N": {"anime": True},
    "P": {"quittee": True},
    "X": {"exclue": True},
}


@pytest.fixture
def monde(db):
    communaute = CommunautePageFactory(acces="demande", visibilite="listee")
    comptes = {
        lettre: AdhesionFactory(communaute=communaute, **champs).personne
        for lettre, champs in CHAMPS.items()
    }
    comptes |= {"?": None, "-": UserFactory(first_name="Ali", last_name="Ben")}
    comptes["A"] = UserFactory(first_name="N", last_name="A", groupe="Administration")
    rencontre = RencontreFactory(communaute=communaute, audience="membres")
    ParticipationFactory(rencontre=rencontre, personne=comptes["M"])
    return communaute, rencontre, comptes


def adresse(nom: str, communaute, rencontre) -> str:
    motif = next(une.pattern for une in urls.urlpatterns if une.name == nom)
    pk = rencontre.pk
    if nom == "clore":
        decision = DecisionDeRencontre.objects.create(
            rencontre=rencontre, texte="Écrire", porteur_dit="Vernon"
        )
        pk = decision.pk
    cles = {"slug": communaute.slug, "pk": pk}
    return reverse(f"agenda:{nom}", kwargs={cle: cles[cle] for cle in motif.regex.groupindex})


def servi(reponse) -> bool:
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    return reponse.status_code not in (401, 403, 404, 405) and not porte


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("lettre", LETTRES)
@pytest.mark.parametrize("nom", [nom for nom, qui in TABLE.items() if "lien" not in qui])
def test_cell(client, monde, nom, lettre):
    communaute, rencontre, comptes = monde
    if comptes[lettre] is not None:
        client.force_login(comptes[lettre])
    ou = adresse(nom, communaute, rencontre)
    lire, agir = (LETTRES if qui == "public" else qui for qui in TABLE[nom])
    qui_agit = "M" if agir == "soi" else agir
    lue, faite = client.get(ou), client.post(ou)
    assert max(lue.status_code, faite.status_code) < 500
    if nom == "clore":  # a decision of one's community exists; closing it is refused in words
        decision = DecisionDeRencontre.objects.get()
        client.post(ou, {"etat": "faite"})
        decision.refresh_from_db()
        assert (servi(lue), decision.etat == "faite") == (lettre in lire, lettre in qui_agit)
        return
    assert (servi(lue), servi(faite)) == (lettre in lire, lettre in qui_agit)
