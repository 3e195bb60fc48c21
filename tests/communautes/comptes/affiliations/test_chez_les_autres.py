"""What a collectivité reads of itself, and never of another."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
MEMBRES = "/ma-collectivite/membres/"
JOURNAL = "/ma-collectivite/journal/"
ROLES = ["membre", "referent"]


def une(collectivite, nom: str, **champs) -> Affiliation:
    personne = UserFactory(first_name="Camille", last_name=nom)
    return AffiliationFactory(collectivite=collectivite, personne=personne, **champs)


def peupler(nom: str) -> Affiliation:
    """A member, a request, a contested référent: each bears its collectivité in its name."""
    collectivite = CollectiviteFactory(nom=nom)
    membre = une(collectivite, f"Membre-{nom}")
    une(collectivite, f"Demande-{nom}", niveau=Niveau.DECLAREE)
    conteste = une(collectivite, f"Conteste-{nom}", role=Affiliation.Role.REFERENT_PROVISOIRE)
    services.contester(conteste, par=membre, motif=f"Motif-{nom}")
    return membre


@pytest.fixture
def chez_moi(client):
    """Somebody of Ici, as `chez_moi(role)`; the same things happen at Ailleurs."""
    sienne = peupler("Ici")
    peupler("Ailleurs")

    def entrer(role: str = "membre") -> Affiliation:
        moi = une(sienne.collectivite, "Moi", role=role)
        client.force_login(moi.personne)
        return moi

    return entrer


def lire(client, adresse: str) -> str:
    page = client.get(adresse)
    assert page.status_code == 200
    return page.text


class TestMembres:
    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("quoi", ["Membre", "Conteste", "Motif"])
    def test_members_and_contests_of_here_only(self, client, chez_moi, role, quoi):
        chez_moi(role)
        page = lire(client, MEMBRES)
        assert f"{quoi}-Ici" in page and f"{quoi}-Ailleurs" not in page

    def test_a_referent_reads_the_requests_of_here_only(self, client, chez_moi):
        chez_moi("referent")
        page = lire(client, MEMBRES)
        assert "Demande-Ici" in page and "Demande-Ailleurs" not in page

    def test_a_plain_member_reads_no_request(self, client, chez_moi):
        chez_moi()
        assert "Demande-" not in lire(client, MEMBRES)

    def test_nothing_of_elsewhere_at_all(self, client, chez_moi):
        chez_moi("referent")
        assert "Ailleurs" not in lire(client, MEMBRES)


class TestJournal:
    @pytest.mark.parametrize("role", ROLES)
    def test_of_here_only(self, client, chez_moi, role):
        chez_moi(role)
        page = lire(client, JOURNAL)
        assert "Motif-Ici" in page and "Membre-Ici" in page and "Ailleurs" not in page

    def test_what_anct_does_elsewhere_is_not_read_here(self, client, chez_moi):
        chez_moi()
        demande = Affiliation.objects.get(personne__last_name="Demande-Ailleurs")
        services.valider(demande, par=UserFactory(groupe="Administration"), motif="Arrêté là-bas")
        assert "Arrêté là-bas" not in lire(client, JOURNAL)


@pytest.mark.parametrize("adresse", [MEMBRES, JOURNAL])
def test_who_is_in_both_reads_the_one_they_act_for(client, chez_moi, adresse):
    """Not both at once: one acts for one collectivité at a time."""
    ailleurs = Affiliation.objects.get(personne__last_name="Membre-Ailleurs").collectivite
    moi = chez_moi("referent")
    la_bas = AffiliationFactory(personne=moi.personne, collectivite=ailleurs, referent=True)
    for sienne, lu, tu in ((moi, "Ici", "Ailleurs"), (la_bas, "Ailleurs", "Ici")):
        client.post(reverse("affiliations:choisir"), {"affiliation": sienne.pk})
        page = lire(client, adresse)
        assert f"Motif-{lu}" in page and f"Motif-{tu}" not in page
