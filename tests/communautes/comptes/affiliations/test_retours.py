"""Coming back: what ProConnect says counts in its own session, and does not undo a decision."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.preuves import Dit, dit_de
from communautes.comptes.donnees.services import Cause, anonymiser
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


@pytest.mark.parametrize("porte", ["declarer", "concorder"])
def test_an_arrival_that_nobody_answers_is_told_to_the_referents(
    commune, relever, django_capture_on_commit_callbacks, porte
):
    referent = AffiliationFactory(collectivite=commune, referent=True).personne
    personne, dit = UserFactory(first_name="Ali", last_name="Benali"), Dit(siret(commune), False)
    with django_capture_on_commit_callbacks(execute=True):
        if porte == "declarer":
            declarer(personne, commune, dit=dit)
        else:
            declarer(personne, commune)
            services.concorder(personne, dit)
    dernier = relever()[-1]
    assert dernier.to == [referent.email] and dernier.subject.startswith("Une personne a rejoint")
    assert "«\u00a0Ali Benali\u00a0»" in dernier.body and "de nouveau" not in dernier.body


ADRESSE, IDENTITE = "ali@mairie.example.org", "sub-ali"


class TestApresUnCompteSupprime:
    """Deleting one's account is a right; it is no way around a decision."""

    @pytest.fixture
    def referent(self, commune):
        return AffiliationFactory(collectivite=commune, referent=True).personne

    @pytest.fixture
    def arriver(self, commune):
        def arrive(email=ADRESSE, identite=IDENTITE, **suite):
            personne = UserFactory(email=email, first_name="Ali", last_name="Benali")
            SocialAccount.objects.create(
                user=personne, provider="proconnect", uid=identite, extra_data={}
            )
            return declarer(personne, commune, dit=Dit(siret(commune), False, identite))

        return arrive

    @pytest.fixture
    def ecartee(self, arriver, referent):
        affiliation = arriver()
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        anonymiser(affiliation.personne, par=affiliation.personne, cause=Cause.DEMANDE)
        return affiliation

    @pytest.mark.parametrize(
        "connue",
        [{}, {"email": "autre@mairie.example.org"}, {"identite": "autre-sub"}],
        ids=["both", "by its identity", "by its address"],
    )
    def test_who_comes_back_is_not_concordante(self, ecartee, arriver, connue):
        assert arriver(**connue).niveau == Niveau.DECLAREE

    def test_somebody_else_is(self, ecartee, arriver):
        assert arriver("eva@mairie.example.org", "sub-eva").niveau == Niveau.CONCORDANTE

    def test_the_referent_is_told_why_they_are_asked(
        self, ecartee, referent, arriver, relever, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            arriver()
        corps = next(m.body for m in reversed(relever()) if m.to == [referent.email])
        assert "supprimé son compte depuis" in corps and "Motif effacé" not in corps

    def test_deleting_the_next_account_either_changes_nothing(self, ecartee, arriver):
        deuxieme = arriver(identite="sub-deux").personne
        anonymiser(deuxieme, par=deuxieme, cause=Cause.DEMANDE)
        assert arriver("trois@mairie.example.org", "sub-deux").niveau == Niveau.DECLAREE

    def test_nor_does_it_forget_the_first(self, ecartee, arriver):
        deuxieme = arriver(identite="sub-deux").personne
        anonymiser(deuxieme, par=deuxieme, cause=Cause.DEMANDE)
        assert arriver("trois@mairie.example.org", IDENTITE).niveau == Niveau.DECLAREE

    def test_the_next_one_at_the_same_address_does_not_undo_it(self, ecartee, arriver, referent):
        """dgs@…: the first is known by their identity still."""
        innocente = arriver(identite="sub-innocente")
        services.cautionner(innocente, par=referent)
        anonymiser(innocente.personne, par=innocente.personne, cause=Cause.DEMANDE)
        assert arriver("chez-moi@mairie.example.org", IDENTITE).niveau == Niveau.DECLAREE

    def test_somebody_else_s_row_is_theirs(self, client, arriver, referent):
        """Who was ended has changed address, and is there; the next one at that address leaves."""
        affiliation = arriver()
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        User.objects.filter(pk=affiliation.personne_id).update(email="neuve@ailleurs.example.org")
        suivante = arriver(identite="sub-neuf")
        client.force_login(suivante.personne)
        page = client.get(reverse("affiliations:verifier", args=[suivante.pk])).text
        assert "Un autre compte a eu votre adresse" in page
        affiliation.refresh_from_db()
        avant = affiliation.empreintes
        anonymiser(suivante.personne, par=suivante.personne, cause=Cause.DEMANDE)
        affiliation.refresh_from_db()
        assert affiliation.empreintes == avant

    def test_an_address_that_was_not_proved_is_nobody_s(self, arriver, referent):
        affiliation = arriver()
        EmailAddress.objects.create(
            user=affiliation.personne, email="eva@mairie.example.org", verified=False
        )
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        assert arriver("eva@mairie.example.org", "sub-eva").niveau == Niveau.CONCORDANTE

    def test_one_of_two_years_ago_is_not_kept_at_the_deletion(self, client, arriver, referent):
        affiliation = arriver()
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        Affiliation.objects.filter(pk=affiliation.pk).update(empreintes=[])
        with time_machine.travel(timezone.now() + timedelta(days=731)):
            client.force_login(affiliation.personne)
            page = client.get(reverse("donnees:supprimer")).text
            anonymiser(affiliation.personne, par=affiliation.personne, cause=Cause.DEMANDE)
        affiliation.refresh_from_db()
        assert affiliation.empreintes == [] and "empreinte" not in page

    def test_until_somebody_of_them_says_yes(self, ecartee, arriver, referent):
        revenue = arriver()
        services.cautionner(revenue, par=referent)
        services.terminer(revenue, par=revenue.personne)
        anonymiser(revenue.personne, par=revenue.personne, cause=Cause.DEMANDE)
        assert arriver().niveau == Niveau.CONCORDANTE

    def test_a_key_of_the_portal_that_was_changed_is_still_read(self, ecartee, arriver, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "une autre, longue et neuve"
        assert arriver().niveau == Niveau.DECLAREE

    def test_after_two_years_it_is_forgotten(self, ecartee, arriver):
        ecartee.refresh_from_db()
        assert len(ecartee.empreintes) == 2
        with time_machine.travel(timezone.now() + timedelta(days=731)):
            assert arriver().niveau == Niveau.CONCORDANTE
            call_command("relancer_affiliations", verbosity=0)
            ecartee.refresh_from_db()
        assert ecartee.empreintes == []

    def test_a_change_of_address_changes_nothing(self, arriver, referent):
        """The print is taken with the decision: the address of that day opens another account."""
        affiliation = arriver()
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        User.objects.filter(pk=affiliation.personne_id).update(email="neuve@ailleurs.example.org")
        assert arriver(identite="sub-neuf").niveau == Niveau.DECLAREE

    def test_a_dissolution_is_no_decision(self, arriver, commune):
        from communautes.comptes.affiliations import fusions

        affiliation = arriver()
        fusions.terminer(commune)
        affiliation.refresh_from_db()
        assert affiliation.motif and not affiliation.close_par_decision
        assert affiliation.empreintes == []

    def test_who_left_by_themselves_leaves_no_print(self, arriver, referent):
        affiliation = arriver()
        services.terminer(affiliation, par=affiliation.personne)
        anonymiser(affiliation.personne, par=affiliation.personne, cause=Cause.DEMANDE)
        assert not Affiliation.objects.exclude(empreintes=[]).exists()

    def test_it_is_said_before(self, client, arriver, referent):
        affiliation = arriver()
        services.terminer(affiliation, par=referent, motif="Inconnue ici")
        client.force_login(affiliation.personne)
        page = client.get(reverse("donnees:supprimer")).text
        assert "nous en gardons une empreinte jusqu’au" in page
