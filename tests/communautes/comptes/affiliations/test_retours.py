"""Coming back: what ProConnect says counts in its own session, and does not undo a decision."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.preuves import Dit, dit_de
from communautes.comptes.models import User
from tests.communautes.comptes.affiliations.aides import declarer, siret
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mairie():
    return CollectiviteFactory(siren=PERSONNE["siret"][:9], nom="Vernon")


def rejoindre(client, mairie) -> Affiliation:
    question = {"collectivite": mairie.nom, "fonction": "agent"}
    reponse = client.post(reverse("affiliations:rejoindre"), question)
    if reponse.status_code == 422:  # several have that name, or none: by its code
        question["collectivite"] = mairie.code
        reponse = client.post(reverse("affiliations:rejoindre"), question)
    assert reponse.status_code == 302, reponse.text
    return Affiliation.objects.latest("pk")


class TestLaSession:
    def test_one_that_proconnect_opened_proves(self, client, par_proconnect, mairie):
        par_proconnect()
        assert rejoindre(client, mairie).niveau == Niveau.CONCORDANTE

    def test_one_that_another_door_opened_does_not(self, client, par_proconnect, mairie):
        par_proconnect()
        client.logout()
        client.force_login(User.objects.get(email=PERSONNE["email"]))
        assert rejoindre(client, mairie).niveau == Niveau.DECLAREE

    def test_nor_one_that_it_had_opened_and_another_door_took_over(
        self, client, par_proconnect, rf
    ):
        from communautes.comptes.proconnect import session

        par_proconnect()
        request = rf.get("/")
        request.session = client.session
        assert dit_de(request).siret == PERSONNE["siret"]
        session.avant(request, {})
        assert not dit_de(request).siret


@pytest.mark.parametrize("decision", ["terminer", "refuser"])
class TestUneDecision:
    @pytest.fixture
    def ecartee(self, commune, personne, decision):
        self.referent = AffiliationFactory(collectivite=commune, referent=True)
        dit = {"dit": Dit(siret(commune), False)} if decision == "terminer" else {}
        affiliation = declarer(personne, commune, **dit)
        services_ = {"terminer": services.terminer, "refuser": services.refuser}
        services_[decision](affiliation, par=self.referent.personne, motif="Inconnue ici")
        return affiliation

    def test_is_not_undone_by_the_siret(
        self, client, commune, personne, ecartee, relever, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            revenue = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert revenue.niveau == Niveau.DECLAREE
        assert services.concorder(personne, Dit(siret(commune), False)) == []
        dit = [m for m in relever() if self.referent.personne.email in m.to][-1]
        assert "Inconnue ici" in dit.body
        client.force_login(personne)
        page = client.get(reverse("affiliations:verifier", args=[revenue.pk])).text
        assert "ProConnect ne suffit plus" in page

    def test_follows_into_the_successor(self, commune, personne, ecartee):
        from communautes.territoires import fusions

        successeur = CollectiviteFactory()
        fusions.fusionner(commune, successeur, motif="Loi")
        assert declarer(personne, successeur, dit=Dit(siret(successeur), False)).niveau == 1

    def test_until_somebody_of_them_says_yes(self, commune, personne, ecartee):
        revenue = declarer(personne, commune)
        services.cautionner(revenue, par=self.referent.personne)
        services.terminer(revenue, par=personne)
        encore = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert encore.niveau == Niveau.CONCORDANTE


def test_who_had_left_by_themselves_is_back_and_the_referents_know(
    commune, personne, relever, django_capture_on_commit_callbacks
):
    referent = AffiliationFactory(collectivite=commune, referent=True)
    services.terminer(declarer(personne, commune), par=personne)
    with django_capture_on_commit_callbacks(execute=True):
        revenue = declarer(personne, commune, dit=Dit(siret(commune), False))
    assert revenue.niveau == Niveau.CONCORDANTE
    messages = [m for m in relever() if "de retour" in m.subject]
    assert [m.to for m in messages] == [[referent.personne.email]]


def test_a_first_time_is_no_return(commune, relever, django_capture_on_commit_callbacks):
    AffiliationFactory(collectivite=commune, referent=True)
    with django_capture_on_commit_callbacks(execute=True):
        declarer(
            UserFactory(first_name="Ali", last_name="Benali"),
            commune,
            dit=Dit(siret(commune), False),
        )
    assert not relever()
