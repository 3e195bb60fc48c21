import pytest

from communautes.discussions import services
from tests.factories import (
    AdhesionFactory,
    AffiliationFactory,
    CommunautePageFactory,
    DiscussionFactory,
    UserFactory,
)


@pytest.fixture
def communaute(db):
    return CommunautePageFactory(title="Budgets participatifs", objectif_de_reponse=5)


@pytest.fixture
def reservee(db):
    return CommunautePageFactory(title="Commerces", visibilite="listee", acces="demande")


@pytest.fixture
def entrer():
    """`entrer(communaute, nom, **adhesion)`: a member, whose place is vouched for."""

    def creer(communaute, nom: str = "Benali", **adhesion):
        personne = UserFactory(first_name="Ali", last_name=nom)
        AffiliationFactory(personne=personne)
        AdhesionFactory(communaute=communaute, personne=personne, **adhesion)
        return personne

    return creer


@pytest.fixture
def demandeuse(communaute, entrer):
    return entrer(communaute, "Demandeuse")


@pytest.fixture
def membre(communaute, entrer):
    return entrer(communaute, "Membre")


@pytest.fixture
def animatrice(communaute, entrer):
    return entrer(communaute, "Animatrice", anime=True)


@pytest.fixture
def anct(db):
    return UserFactory(first_name="Nadia", last_name="Nacte", groupe="Administration")


@pytest.fixture
def discussion(communaute, demandeuse):
    return DiscussionFactory(
        communaute=communaute, auteur=demandeuse, titre="Comment tirer au sort ?"
    )


@pytest.fixture
def reponse(discussion, membre):
    return services.repondre(discussion, par=membre, texte="Par tirage d’adresses.")
