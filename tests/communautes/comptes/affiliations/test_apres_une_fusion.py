"""What a merge does to those who asked, could commit, or were contested in the absorbed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.services.regles import derniere_decision
from communautes.journal.models import Entree
from communautes.territoires import fusions
from tests.communautes.comptes.affiliations.aides import declarer
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


@pytest.fixture
def absorbee():
    return CollectiviteFactory(nom="Petit-Bourg")


@pytest.fixture
def successeur():
    return CollectiviteFactory(nom="Bourg")


def fusionner(absorbee, successeur, *suivies):
    fusions.fusionner(absorbee, successeur, motif="Loi")
    for ligne in suivies:
        ligne.refresh_from_db()


def test_a_request_waits_for_the_successor(absorbee, successeur):
    demande = AffiliationFactory(collectivite=absorbee, niveau=Niveau.DECLAREE)
    referent = AffiliationFactory(collectivite=successeur, referent=True)
    fusionner(absorbee, successeur, demande)
    assert (demande.collectivite, demande.statut) == (successeur, "demandee")
    assert services.cautionner(demande, par=referent.personne).est_active


def test_the_right_to_commit_goes_with_what_gave_it(absorbee, successeur):
    """An agent had it as provisional référent; there, others are référents."""
    AffiliationFactory(collectivite=successeur, referent=True)
    agent = AffiliationFactory(
        collectivite=absorbee, role=Role.REFERENT_PROVISOIRE, habilite_a_engager=True
    )
    elue = AffiliationFactory(collectivite=absorbee, elu=True, habilite_a_engager=True)
    fusionner(absorbee, successeur, agent, elue)
    assert (agent.collectivite, agent.role) == (successeur, Role.MEMBRE)
    assert not agent.habilite_a_engager and elue.habilite_a_engager


def test_there_is_a_referent_afterwards(absorbee, successeur):
    moins, plus = (
        AffiliationFactory(collectivite=absorbee, niveau=niveau)
        for niveau in (Niveau.CONFIRMEE, Niveau.CAUTIONNEE)
    )
    fusionner(absorbee, successeur, moins, plus)
    assert (moins.role, plus.role) == (Role.MEMBRE, Role.REFERENT_PROVISOIRE)
    assert plus.collectivite == successeur


@pytest.mark.parametrize("qui", ["contestee", "par"])
def test_a_contest_follows_who_is_in_both(absorbee, successeur, qui):
    """By a row of the successor, that a provisional one's word is enough to give."""
    contestee = AffiliationFactory(collectivite=absorbee, role=Role.REFERENT_PROVISOIRE)
    par = AffiliationFactory(collectivite=absorbee)
    contestation = services.contester(contestee, par=par, motif="Je suis élue")
    double = {"contestee": contestee, "par": par}[qui]
    la_bas = AffiliationFactory(
        collectivite=successeur, personne=double.personne, niveau=Niveau.VALIDEE
    )
    fusionner(absorbee, successeur, contestation, la_bas)
    assert contestation.statut == "ouverte" and getattr(contestation, qui) == la_bas
    anct = UserFactory(groupe="Administration")
    services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
    assert Affiliation.objects.referents().get().personne == par.personne


def test_a_report_follows_too(absorbee, successeur):
    referent = AffiliationFactory(collectivite=absorbee, referent=True)
    par = AffiliationFactory(collectivite=absorbee)
    contestation = services.signaler(referent, par=par, motif="N’y est plus")
    la_bas = AffiliationFactory(collectivite=successeur, personne=referent.personne)
    fusionner(absorbee, successeur, contestation, la_bas)
    assert contestation.statut == "ouverte"
    assert contestation.contestee.personne == referent.personne
    assert contestation.contestee.collectivite == successeur


def test_nobody_is_contested_for_a_place_they_lost(absorbee, successeur):
    AffiliationFactory(collectivite=successeur, referent=True)
    provisoire = AffiliationFactory(collectivite=absorbee, role=Role.REFERENT_PROVISOIRE)
    membre = AffiliationFactory(collectivite=absorbee)
    contestation = services.contester(provisoire, par=membre, motif="Je tiens le dossier")
    fusionner(absorbee, successeur, provisoire, contestation)
    assert provisoire.role == Role.MEMBRE
    assert contestation.statut != Contestation.Statut.OUVERTE and contestation.close_le
    assert not Contestation.objects.ouvertes().exists()


class TestJournal:
    @pytest.fixture
    def entrees(self, absorbee, successeur):
        """What was asked of the absorbed, what ANCT did there, and what a third one knows."""
        demande = services.declarer(
            UserFactory(first_name="Jeanne", last_name="Lefèvre"), absorbee, fonction="agent"
        )
        anct = UserFactory(groupe="Administration")
        services.valider(demande, par=anct, motif="Arrêté de Petit-Bourg")
        ailleurs = AffiliationFactory(niveau=Niveau.DECLAREE)
        services.valider(ailleurs, par=anct, motif="Arrêté d’un autre")
        siennes = set(Entree.objects.filter(concerne=absorbee, au_nom_de=None))
        assert len(siennes) == 2
        fusionner(absorbee, successeur)
        return siennes

    def test_the_successor_has_what_concerned_the_absorbed(self, entrees, successeur):
        assert entrees <= set(Entree.objects.de_la_collectivite(successeur))

    def test_and_its_members_read_it(self, client, entrees, successeur):
        client.force_login(AffiliationFactory(collectivite=successeur).personne)
        page = client.get("/ma-collectivite/journal/").text
        assert "Arrêté de Petit-Bourg" in page and "Arrêté d’un autre" not in page

    def test_each_line_once(self, entrees, successeur):
        lues = list(Entree.objects.de_la_collectivite(successeur).values_list("pk", flat=True))
        assert len(lues) == len(set(lues))


@pytest.mark.parametrize("ici_aussi", [True, False], ids=["answered here", "nowhere"])
def test_a_decision_that_was_undone_is_not_brought_back(absorbee, successeur, ici_aussi):
    """Somebody of the absorbed since long was ended at the successor, then vouched for again."""
    long = timezone.now() - timedelta(days=900)
    personne = UserFactory(first_name="Ali", last_name="Benali")
    referent = AffiliationFactory(collectivite=successeur, referent=True).personne
    AffiliationFactory(
        collectivite=absorbee, personne=personne, niveau=Niveau.CONFIRMEE, depuis=long
    )
    premiere = AffiliationFactory(collectivite=successeur, personne=personne)
    services.terminer(premiere, par=referent, motif="Doublon")
    revenue = declarer(personne, successeur)
    if ici_aussi:
        services.cautionner(revenue, par=referent)
    fusionner(absorbee, successeur)
    contraire = derniere_decision(personne, successeur.pk)
    assert (contraire is None) == ici_aussi
