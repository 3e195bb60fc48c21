"""Role × act on many: every bulk action of the admin, each cell a test (actes.txt).

Who may open the confirmation is not all: what counts is whether it has anything to do.
"""

import pytest
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.droits import monde as fabrique
from tests.droits.routes import lignes

TABLE = {(modele, acte): lettres for modele, acte, lettres in lignes("actes.txt")}


def actes():
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (f"{app}.{modele}", acte)
        for app, modeles in bulk_action_registry.actions.items()
        for modele, trouves in modeles.items()
        for acte in trouves
    ]


def objet(monde, modele: str):
    return {
        "wagtailcore.page": monde.page,
        "ressources.ressourcepage": monde.page,
        "ressources.themepage": monde.theme_libre,
        "ressources.acteur": monde.acteur,
        "retours.retourexperience": monde.retour,
        "home.actualitepage": monde.actualite,
        "home.siteimage": monde.image,
        "home.sitedocument": monde.document,
        "comptes.user": monde.compte_tiers,
        "adhesions.adhesion": monde.adhesion,
        "moderation.dossier": monde.dossier,
        "affiliations.affiliation": monde.affiliation_demandee,
    }[modele]


def peut(response) -> bool:
    """Is there something to do on the confirmation, for this person?"""
    return response.status_code == 200 and bool(response.context["items"])


def test_every_act_is_in_the_table():
    assert set(actes()) == TABLE.keys()


@pytest.mark.parametrize("lettre", ["?", "-", *fabrique.ROLES])
@pytest.mark.parametrize(("modele", "acte"), sorted(TABLE))
def test_cell(client, db, monde, modele, acte, lettre):
    if monde.comptes[lettre] is not None:
        client.force_login(monde.comptes[lettre])
    app, nom = modele.split(".")
    adresse = reverse("wagtail_bulk_action", args=[app, nom, acte])
    response = client.get(adresse, {"id": objet(monde, modele).pk})
    assert response.status_code < 500
    assert peut(response) is (lettre in TABLE[modele, acte])
