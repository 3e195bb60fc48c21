import pytest

from communautes.fichiers import permissions
from communautes.fichiers.models import Fichier
from communautes.territoires.models import Collectivite
from tests.factories import CollectiviteFactory, UserFactory


@pytest.fixture(autouse=True)
def prives(monkeypatch, tmp_path):
    """The folder of these tests alone: the field keeps its storage, which is told of another."""
    dossier = tmp_path / "prives"
    for nom in ("base_location", "location"):
        monkeypatch.setitem(Fichier.stockage().__dict__, nom, str(dossier))
    return dossier


@pytest.fixture
def personne(db):
    return UserFactory()


@pytest.fixture
def objet(monkeypatch):
    """Something that a room protects: its readers are in `objet.lecteurs`, None for anybody."""
    une = CollectiviteFactory()
    une.lecteurs = []
    monkeypatch.setitem(
        permissions._regles,
        Collectivite,
        lambda user, lu, fichier: None in une.lecteurs or user in une.lecteurs,
    )
    return une
