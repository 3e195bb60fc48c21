"""What is said to others of a retour that is not public any more: its reference, no title."""

import pytest
from django.test import Client
from django.urls import reverse

from communautes.moderation import registre
from communautes.retours.models import Commentaire, RetourExperience
from tests.factories import AffiliationFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
FICHIER = "/mon-compte/mes-donnees/fichier.json"
ECRITURE = {"titre": "Zorglub"}


def de(personne) -> Client:
    client = Client()
    client.force_login(personne)
    return client


@pytest.fixture
def retour():
    return RetourFactory(titre="La cour ouverte")


@pytest.fixture
def voisine(retour):
    """Drew on it, and commented it, while everybody read it."""
    une = AffiliationFactory()
    client = de(une.personne)
    client.post(reverse("retours:inspirer", args=[retour.pk]))
    client.post(reverse("retours:commenter", args=[retour.pk]), {"texte": "Merci."})
    assert Commentaire.objects.exists()
    return une.personne


@pytest.fixture
def reecrit(retour, voisine):
    """Withdrawn, then written again: the row follows the draft."""
    auteur = de(retour.parcours.auteur)
    auteur.post(reverse("retours:retirer", args=[retour.pk]), {"motif": "L’école a fermé."})
    auteur.post(reverse("retours:garder", args=[retour.pk, "titre"]), ECRITURE)
    return RetourExperience.objects.get(titre=ECRITURE["titre"])


def test_public_its_title_is_in_the_file_of_who_took_it_up(retour, voisine):
    lu = de(voisine).get(FICHIER).json()
    assert [dite["retour"] for dite in lu["donnees"]["retours_repris"]] == ["La cour ouverte"] * 2


def test_rewritten_its_reference_is(reecrit, voisine):
    lu = de(voisine).get(FICHIER).json()
    assert "Zorglub" not in str(lu)
    assert {dite["retour"] for dite in lu["donnees"]["retours_repris"]} == {reecrit.reference}


def test_nor_does_moderation_name_it(reecrit):
    commentaire = Commentaire.objects.get()
    titre = str(registre.signalable(Commentaire).titre(commentaire))
    assert reecrit.reference in titre and "Zorglub" not in titre


def test_who_writes_it_reads_its_title(reecrit):
    assert ECRITURE["titre"] in str(de(reecrit.parcours.auteur).get(FICHIER).json())


def test_who_left_does_not_read_what_colleagues_wrote_since(retour):
    parti = retour.parcours.auteur
    lieu = retour.auteures.get().collectivite
    collegue = de(AffiliationFactory(collectivite=lieu).personne)
    parti.affiliations.get().delete()
    collegue.post(reverse("retours:retirer", args=[retour.pk]), {"motif": "L’école a fermé."})
    collegue.post(reverse("retours:garder", args=[retour.pk, "titre"]), ECRITURE)
    lu = str(de(parti).get(FICHIER).json())
    assert retour.reference in lu and "Zorglub" not in lu
