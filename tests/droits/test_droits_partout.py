"""Role × address: every route of the admin, secondary ones included, each cell a test.

The table is `table.txt`. A route that is not in it fails: whoever adds one says who may ask it.
An address is asked as a link asks it (GET), then as its own form does (POST): two columns. Who is
in neither gets the way to the door, 401, 403, 404, 405, or a redirect with a message that says no.
"""

from urllib.parse import urlencode

import pytest
from django.contrib.messages import ERROR, get_messages
from django.urls import reverse

from tests.droits import adresses
from tests.droits import monde as fabrique
from tests.droits.formulaires import corps_de, renvoyer
from tests.droits.routes import SANS_OBJET, TABLE, routes

FORMULAIRE = "application/x-www-form-urlencoded"
LETTRES = ["?", "-", *fabrique.ROLES]
NOMS = {"?": "visiteur", "-": "sans rôle"} | fabrique.ROLES


def servi(response) -> bool:
    """The way to the door, 401, 403, 404, 405, or a redirect with a message that says no."""
    if response.status_code in (401, 403, 404, 405):
        return False
    if response.status_code == 302:
        refusee = any(message.level == ERROR for message in get_messages(response.wsgi_request))
        return not refusee and not response.url.startswith("/connexion/")
    return True


def demander(client, monde, nom: str, cles, lettre: str) -> tuple:
    """The answers to « lire » (GET), then to « agir »: the form that was read, sent back."""
    compte = monde.comptes[lettre]
    if compte is not None:
        client.force_login(compte)
    adresse = reverse(nom, kwargs=adresses.arguments(monde, nom, cles, lettre))
    lue = client.get(adresse, adresses.QUESTIONS.get(nom, {}))
    corps = corps_de.get(nom)
    donnees = corps(monde) if corps else renvoyer(lue)
    faite = client.post(adresse, donnees)
    if faite.status_code == 405:
        faite = client.put(adresse, urlencode(donnees), content_type=FORMULAIRE)
    for response in (lue, faite):
        response.getvalue()  # a file that is served stays open until it is read
    return lue, faite


ROUTES = routes()


def test_every_route_is_in_the_table():
    assert {nom for nom, _cles in ROUTES} == TABLE.keys() | SANS_OBJET.keys()


@pytest.mark.parametrize("lettre", LETTRES, ids=list(NOMS.values()))
@pytest.mark.parametrize(("nom", "cles"), [route for route in ROUTES if route[0] in TABLE])
def test_cell(client, db, monde, nom, cles, lettre):
    lue, faite = demander(client, monde, nom, cles, lettre)
    assert max(lue.status_code, faite.status_code) < 500
    attendus = tuple(lettre in qui for qui in TABLE[nom])
    assert (servi(lue), servi(faite)) == attendus, (lue.status_code, faite.status_code)
