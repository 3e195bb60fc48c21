"""Behind a shared mailbox, each line of the journal points to who was there."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations.models import Niveau
from communautes.comptes.models import Presence
from communautes.journal.models import Entree
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mairie():
    return UserFactory(last_name="Mairie de Bourg", boite_partagee=True)


@pytest.fixture
def commune():
    return CollectiviteFactory(nom="Bourg")


def arriver(client, mairie, nom: str) -> None:
    client.force_login(mairie)
    client.post(reverse("qui_est_la"), {"nom": nom, "fonction": "Accueil"})


def lire(client) -> str:
    return client.get(reverse("affiliations:journal")).text


def test_each_session_has_its_own(client, mairie, commune):
    affiliation = AffiliationFactory(
        personne=mairie, collectivite=commune, niveau=Niveau.CONFIRMEE, role="referent"
    )
    for nom in ("Camille Durand", "Sam Petit"):
        arriver(client, mairie, nom)
        client.post(reverse("affiliations:reconfirmer", args=[affiliation.pk]))
        assert Entree.objects.latest("pk").presence == Presence.objects.get(nom=nom)
    page = lire(client)
    assert "Camille Durand (Mairie de Bourg)" in page and "Sam Petit (Mairie de Bourg)" in page


def test_also_by_the_affiliation_acted_for(client, mairie, commune):
    """Contesting is done by an affiliation, not by the account of the request."""
    AffiliationFactory(personne=mairie, collectivite=commune, niveau=Niveau.CONFIRMEE)
    provisoire = AffiliationFactory(collectivite=commune, role="provisoire")
    arriver(client, mairie, "Camille Durand")
    url = reverse("affiliations:contester", args=[provisoire.pk])
    client.post(url, {"motif": "Partie en retraite"})
    entree = Entree.objects.latest("pk")
    assert (entree.acte, entree.presence.nom) == ("affiliations.contestee", "Camille Durand")


def test_once_erased_the_mailbox_alone_is_named(client, mairie, commune):
    affiliation = AffiliationFactory(personne=mairie, collectivite=commune)
    arriver(client, mairie, "Camille Durand")
    client.post(reverse("affiliations:reconfirmer", args=[affiliation.pk]))
    Presence.objects.update(nom="", fonction="")
    page = lire(client)
    assert "Camille Durand" not in page and "Mairie de Bourg" in page


def test_nobody_is_named_for_an_account_of_one(client, commune):
    affiliation = AffiliationFactory(collectivite=commune)
    client.force_login(affiliation.personne)
    client.post(reverse("affiliations:reconfirmer", args=[affiliation.pk]))
    assert Entree.objects.get().presence is None


def test_the_list_costs_the_same_for_1_or_20(client, mairie, commune, count_queries):
    affiliation = AffiliationFactory(personne=mairie, collectivite=commune)
    arriver(client, mairie, "Camille Durand")
    client.post(reverse("affiliations:reconfirmer", args=[affiliation.pk]))
    lire(client)
    seule = count_queries(lambda: lire(client))
    for _fois in range(5):
        arriver(client, mairie, "Sam Petit")
        client.post(reverse("affiliations:reconfirmer", args=[affiliation.pk]))
    assert count_queries(lambda: lire(client)) == seule
