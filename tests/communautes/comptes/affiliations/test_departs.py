"""Who has left by what ProConnect says: at a sign-in, and only when it says it."""

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.models import User
from tests.communautes.comptes.affiliations.aides import actes, declarer, siret
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.factories import AffiliationFactory, CollectiviteFactory

pytestmark = pytest.mark.django_db
AILLEURS = "21750001600019"


@pytest.fixture
def la(commune):
    """The collectivité that ProConnect names."""
    commune.siren = PERSONNE["siret"][:9]
    commune.save()
    return commune


@pytest.fixture
def entree(par_proconnect, la):
    """Somebody who came by ProConnect, and whom their SIRET proved."""
    par_proconnect()
    affiliation = declarer(User.objects.get(email=PERSONNE["email"]), la)
    par_proconnect()
    affiliation.refresh_from_db()
    assert affiliation.role == Affiliation.Role.REFERENT_PROVISOIRE
    return affiliation


def lue(ligne):
    ligne.refresh_from_db()
    return ligne


class TestParProConnect:
    @pytest.mark.parametrize("dit", [{"siret": AILLEURS}, {"is_external": True}], ids=str)
    def test_what_the_siret_alone_proved_is_asked_for_again(
        self, entree, fournisseur, par_proconnect, dit, relever, django_capture_on_commit_callbacks
    ):
        autre = AffiliationFactory(collectivite=entree.collectivite)
        fournisseur.personne |= dit
        with django_capture_on_commit_callbacks(execute=True):
            par_proconnect()
        assert (lue(entree).statut, entree.niveau, entree.role, entree.preuve) == (
            "demandee",
            Niveau.DECLAREE,
            "membre",
            "",
        )
        assert lue(autre).role == Affiliation.Role.REFERENT_PROVISOIRE
        assert "affiliations.revenue" in actes()
        depart = next(m for m in relever() if "Travaillez-vous toujours" in m.subject)
        assert depart.to == [entree.personne.email] and "à vérifier de nouveau" in depart.body

    @pytest.mark.parametrize("panne", ["sans siret", "illisible", "indisponible"])
    def test_silence_is_no_departure(self, entree, fournisseur, par_proconnect, panne, monkeypatch):
        if panne == "indisponible":
            fournisseur.personne["sub"] = ""
        else:
            fournisseur.personne["siret"] = "" if panne == "sans siret" else "commune"
        par_proconnect()
        assert lue(entree).niveau == Niveau.CONCORDANTE

    def test_coming_back_to_it_proves_it_again(self, entree, fournisseur, par_proconnect):
        for dit in (AILLEURS, PERSONNE["siret"]):
            fournisseur.personne["siret"] = dit
            par_proconnect()
        assert lue(entree).niveau == Niveau.CONCORDANTE

    def test_another_identity_of_the_same_person_changes_nothing(
        self, entree, fournisseur, par_proconnect
    ):
        autre = SocialAccount.objects.get()
        SocialAccount.objects.create(
            user=autre.user, provider=autre.provider, uid="une-autre", extra_data={}
        )
        fournisseur.personne |= {"sub": "une-autre", "siret": AILLEURS}
        par_proconnect()
        assert lue(entree).niveau == Niveau.CONCORDANTE


class TestProuveeAutrement:
    @pytest.fixture
    def confirmee(self, personne, commune):
        affiliation = declarer(personne, commune, dit=Dit(siret(commune), False, "moi"))
        Affiliation.objects.filter(pk=affiliation.pk).update(
            niveau=Niveau.CONFIRMEE, niveau_etabli=Niveau.CONFIRMEE, preuve="courriel"
        )
        return lue(affiliation)

    def test_it_stays_thirty_days_unless_confirmed(self, confirmee, personne):
        services.constater_departs(personne, Dit(AILLEURS, False, "moi"))
        assert lue(confirmee).est_active and confirmee.role == "provisoire"
        assert 28 <= (confirmee.expire_le - timezone.localdate()).days <= 31
        assert actes()[-1] == "affiliations.a_confirmer"
        apres = services.reconfirmer(confirmee, par=personne)
        assert (apres.expire_le - timezone.localdate()).days > 700
        services.constater_departs(personne, Dit(AILLEURS, False, "moi"))
        assert lue(confirmee).expire_le == apres.expire_le

    def test_it_ends_otherwise(self, confirmee, personne):
        services.constater_departs(personne, Dit(AILLEURS, False, "moi"))
        with time_machine.travel(timezone.now() + timezone.timedelta(days=32)):
            assert not Affiliation.objects.en_vigueur().exists()

    def test_what_another_proof_made_is_never_touched(self, personne):
        ailleurs = AffiliationFactory(personne=personne, collectivite=CollectiviteFactory())
        assert services.constater_departs(personne, Dit(AILLEURS, False, "moi")) == []
        assert lue(ailleurs).est_active

    def test_a_contested_one_who_leaves_gives_the_place(self, personne, commune):
        contestee = declarer(personne, commune, dit=Dit(siret(commune), False, "moi"))
        par = AffiliationFactory(collectivite=commune)
        services.contester(contestee, par=par, motif="Je suis chargée du dossier")
        services.constater_departs(personne, Dit(AILLEURS, False, "moi"))
        assert lue(par).role == "provisoire" and Contestation.objects.get().statut == "cedee"
