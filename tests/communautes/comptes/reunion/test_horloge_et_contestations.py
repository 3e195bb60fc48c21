"""Two accounts brought together: what the clock has ended gives nothing, a contest follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.reunion.services import reunir
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
FINI = {"confirmee_le": timezone.localdate() - timedelta(days=800)}


@pytest.fixture
def par():
    return UserFactory(groupe="Administration", last_name="Zoé")


@pytest.fixture
def deux():
    """The account that is kept, and the other."""
    return [
        UserFactory(email=f"{nom}@x.example.org", first_name="Camille", last_name="Duprez")
        for nom in ("garde", "autre")
    ]


@pytest.mark.parametrize(("niveau", "statut"), [(1, "demandee"), (Niveau.CONFIRMEE, "active")])
def test_a_finished_mandate_gives_its_role_to_nobody(deux, par, niveau, statut):
    garde, absorbe = deux
    commune = CollectiviteFactory()
    AffiliationFactory(
        personne=garde,
        collectivite=commune,
        niveau=Niveau.CONFIRMEE,
        role="referent",
        habilite_a_engager=True,
        **FINI,
    )
    AffiliationFactory(personne=absorbe, collectivite=commune, niveau=niveau, statut=statut)
    referente = AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE, role="referent")
    reunir(garde, absorbe, par=par, motif="Vu au téléphone")
    reste = Affiliation.objects.en_vigueur().get(personne=garde)
    assert (reste.niveau, reste.role, reste.habilite_a_engager) == (niveau, "membre", False)
    assert list(Affiliation.objects.referents()) == [referente]


def test_the_contest_follows_the_row_that_stays(deux, par):
    garde, absorbe = deux
    commune = CollectiviteFactory()
    provisoire = AffiliationFactory(
        personne=absorbe, collectivite=commune, niveau=Niveau.CONFIRMEE, role="provisoire"
    )
    AffiliationFactory(personne=garde, collectivite=commune, niveau=Niveau.VALIDEE)
    contestataire = AffiliationFactory(collectivite=commune, niveau=Niveau.CONFIRMEE)
    services.contester(provisoire, par=contestataire, motif="Je tiens le dossier")
    reunir(garde, absorbe, par=par, motif="Vu au téléphone")
    contestation = Contestation.objects.ouvertes().get()
    reste = Affiliation.objects.en_vigueur().get(personne=garde)
    assert (contestation.contestee, contestation.par) == (reste, contestataire)
    services.trancher(contestation, par=par, transferer=True, motif="Organigramme vu")
    contestataire.refresh_from_db()
    assert contestataire.est_referente


def test_between_the_two_accounts_it_is_about_nothing(deux, par):
    garde, absorbe = deux
    commune = CollectiviteFactory()
    provisoire = AffiliationFactory(
        personne=absorbe, collectivite=commune, niveau=Niveau.CONFIRMEE, role="provisoire"
    )
    autre = AffiliationFactory(personne=garde, collectivite=commune, niveau=Niveau.CONFIRMEE)
    services.contester(provisoire, par=autre, motif="Je tiens le dossier")
    reunir(garde, absorbe, par=par, motif="Vu au téléphone")
    assert Contestation.objects.get().statut == "caduque"
