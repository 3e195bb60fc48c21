import pytest

from tests.communautes.comptes.allers_retours import chez_proconnect, partir, revenir
from tests.communautes.comptes.fournisseur_oidc import CLIENT, Fournisseur


@pytest.fixture(scope="session")
def _fournisseur_en_marche():
    fournisseur = Fournisseur().demarrer()
    yield fournisseur
    fournisseur.arreter()


@pytest.fixture
def fournisseur(_fournisseur_en_marche, settings, db) -> Fournisseur:
    """ProConnect, as the portal knows it: a real server, in order until a test breaks it."""
    _fournisseur_en_marche.remettre_en_etat()
    settings.PROCONNECT = CLIENT | {"url": _fournisseur_en_marche.adresse}
    return _fournisseur_en_marche


@pytest.fixture
def par_proconnect(client, fournisseur):
    """`par_proconnect(suite="/x/")`: the button, ProConnect, and the answer of the portal."""

    def _entrer(suite: str = "", navigateur=client):
        return revenir(navigateur, chez_proconnect(partir(navigateur, suite)))

    return _entrer
