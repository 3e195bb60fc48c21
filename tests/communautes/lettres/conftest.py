import pytest

from communautes.lettres import services
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory


@pytest.fixture
def communaute(db):
    """Listed: what is said there is its members'."""
    return CommunautePageFactory(title="Commerces", visibilite="listee", acces="demande")


@pytest.fixture
def animatrice(communaute):
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    return personne


@pytest.fixture
def membre(communaute):
    personne = UserFactory(first_name="Ali", last_name="Benali")
    AdhesionFactory(communaute=communaute, personne=personne)
    return personne


@pytest.fixture
def ecrire(communaute, animatrice):
    """`ecrire(**change)`: the draft."""

    def faire(**change):
        mots = {"titre": "La semaine des commerces", "texte": "Trois **questions** attendent."}
        return services.enregistrer(communaute, par=animatrice, **(mots | change))

    return faire


@pytest.fixture
def lettre(ecrire, animatrice, membre):
    return services.envoyer(ecrire(), par=animatrice)
