"""What each act on an affiliation refuses, at the service, whoever calls it from wherever."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
MOTIF = "A changé de service"


@pytest.fixture
def commune():
    return CollectiviteFactory(nom="Bourg", emails_officiels=["mairie@bourg.example.org"])


@pytest.fixture
def anct():
    return UserFactory(groupe="Administration")


@pytest.fixture
def referent(commune):
    return AffiliationFactory(collectivite=commune, referent=True)


@pytest.fixture
def membre(commune):
    return AffiliationFactory(collectivite=commune)


def demander(commune, **champs) -> Affiliation:
    personne = UserFactory(**{"first_name": "Jeanne", "last_name": "Lefèvre"} | champs)
    return services.declarer(personne, commune, fonction="agent")


def relue(affiliation: Affiliation) -> Affiliation:
    return Affiliation.objects.get(pk=affiliation.pk)


class TestMettreFin:
    @pytest.mark.parametrize("motif", ["", "  "])
    @pytest.mark.parametrize("qui", ["referent", "anct"])
    def test_a_reason_is_owed_to_another(self, request, membre, referent, qui, motif):
        par = request.getfixturevalue(qui)
        with pytest.raises(AffiliationRefusee, match="motif"):
            services.terminer(membre, par=getattr(par, "personne", par), motif=motif)
        assert relue(membre).est_active

    def test_none_is_owed_to_oneself(self, membre, referent):
        services.terminer(membre, par=membre.personne)
        assert relue(membre).statut == "terminee"

    def test_a_referent_is_ended_by_anct_and_by_no_other_referent(self, commune, referent, anct):
        autre = AffiliationFactory(collectivite=commune, referent=True)
        with pytest.raises(AffiliationRefusee, match="ANCT"):
            services.terminer(referent, par=autre.personne, motif=MOTIF)
        assert relue(referent).est_active
        services.terminer(referent, par=anct, motif=MOTIF)
        assert (relue(referent).statut, relue(referent).motif) == ("terminee", MOTIF)

    def test_the_code_that_waited_is_kept_by_nobody(self, commune):
        demande = demander(commune)
        services.envoyer_code(demande, par=demande.personne)
        services.terminer(demande, par=demande.personne)
        assert not CodeDeConfirmation.objects.exists()


class TestRefuser:
    @pytest.mark.parametrize("qui", ["referent", "anct"])
    def test_what_is_active_is_ended_not_refused(self, request, membre, referent, qui):
        par = request.getfixturevalue(qui)
        with pytest.raises(AffiliationRefusee, match="réponse"):
            services.refuser(membre, par=getattr(par, "personne", par), motif=MOTIF)
        assert relue(membre).est_active

    def test_the_code_that_waited_is_kept_by_nobody(self, commune, anct):
        demande = demander(commune)
        services.envoyer_code(demande, par=demande.personne)
        services.refuser(demande, par=anct, motif=MOTIF)
        assert not CodeDeConfirmation.objects.exists()


class TestReferents:
    def test_anct_says_why_it_names_one(self, membre, referent, anct):
        with pytest.raises(AffiliationRefusee, match="motif"):
            services.nommer_referent(membre, par=anct)
        assert relue(membre).role == Role.MEMBRE
        services.nommer_referent(membre, par=anct, motif="Organigramme vu")
        assert relue(membre).role == Role.REFERENT
        assert Entree.objects.get(acte="affiliations.referent").motif == "Organigramme vu"

    @pytest.mark.parametrize("qui", ["référent", "membre", "ailleurs", "personne"])
    def test_the_role_is_taken_back_by_anct_alone(self, commune, referent, qui):
        AffiliationFactory(collectivite=commune, referent=True)
        par = {
            "référent": lambda: AffiliationFactory(collectivite=commune, referent=True).personne,
            "membre": lambda: AffiliationFactory(collectivite=commune).personne,
            "ailleurs": lambda: AffiliationFactory(referent=True).personne,
            "personne": UserFactory,
        }[qui]()
        with pytest.raises(AffiliationRefusee, match="ANCT"):
            services.retirer_referent(referent, par=par, motif=MOTIF)
        assert relue(referent).role == Role.REFERENT


class TestContestations:
    @pytest.fixture
    def contestation(self, commune, membre):
        provisoire = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        return services.contester(provisoire, par=membre, motif="Je suis chargée du dossier")

    @pytest.fixture
    def quelqu_un(self, contestation, commune, anct):
        return {
            "contesté": lambda: contestation.contestee.personne,
            "demandeur": lambda: contestation.par.personne,
            "membre": lambda: AffiliationFactory(collectivite=commune).personne,
            "référent": lambda: AffiliationFactory(collectivite=commune, referent=True).personne,
            "ailleurs": lambda: AffiliationFactory(referent=True).personne,
            "personne": UserFactory,
            "anct": lambda: anct,
        }

    @pytest.fixture(autouse=True)
    def _nothing_is_settled(self, contestation):
        """Whatever is refused in this class leaves both where they were."""
        yield
        assert Contestation.objects.get().statut == Contestation.Statut.OUVERTE
        assert relue(contestation.contestee).role == Role.REFERENT_PROVISOIRE
        assert relue(contestation.par).role == Role.MEMBRE

    @pytest.mark.parametrize("qui", ["demandeur", "membre", "référent", "ailleurs", "anct"])
    def test_the_place_is_given_by_who_has_it(self, contestation, quelqu_un, qui):
        with pytest.raises(AffiliationRefusee):
            services.ceder(contestation, par=quelqu_un[qui]())

    @pytest.mark.parametrize("transferer", [True, False])
    @pytest.mark.parametrize(
        "qui", ["contesté", "demandeur", "membre", "référent", "ailleurs", "personne"]
    )
    def test_anct_alone_settles(self, contestation, quelqu_un, qui, transferer):
        with pytest.raises(AffiliationRefusee, match="ANCT"):
            services.trancher(
                contestation, par=quelqu_un[qui](), transferer=transferer, motif=MOTIF
            )

    @pytest.mark.parametrize("transferer", [True, False])
    @pytest.mark.parametrize("partie", ["contestee", "par"])
    def test_and_not_its_own(self, contestation, anct, partie, transferer):
        sienne = getattr(contestation, partie)
        sienne.personne = anct
        sienne.save()
        lue = Contestation.objects.get()
        with pytest.raises(AffiliationRefusee, match="ANCT"):
            services.trancher(lue, par=anct, transferer=transferer, motif=MOTIF)

    def test_nor_without_a_reason(self, contestation, anct):
        with pytest.raises(AffiliationRefusee, match="motif"):
            services.trancher(contestation, par=anct, transferer=True, motif=" ")


class TestDeclarer:
    def test_a_closed_account_asks_for_nothing(self, commune):
        with pytest.raises(AffiliationRefusee, match="fermé"):
            demander(commune, is_active=False)
        assert not Affiliation.objects.exists()


class TestNiveau:
    """It goes up; what proves less, and comes later, changes nothing."""

    def test_a_code_typed_after_a_caution(self, commune, referent, relever):
        demande = demander(commune)
        services.envoyer_code(demande, par=demande.personne)
        code = re.search(r"^\d{4} \d{4}$", relever()[-1].body, re.M)[0]
        services.cautionner(demande, par=referent.personne)
        services.essayer_code(relue(demande), code, par=demande.personne)
        lue = relue(demande)
        assert (lue.niveau, lue.preuve) == (Niveau.CAUTIONNEE, Affiliation.Preuve.CAUTION)
        assert lue.verifiee_par == referent.personne

    @pytest.mark.parametrize("niveau", [Niveau.CAUTIONNEE, Niveau.VALIDEE])
    def test_a_caution_of_who_is_known_better(self, commune, referent, niveau):
        connue = AffiliationFactory(collectivite=commune, niveau=niveau)
        services.cautionner(connue, par=referent.personne)
        assert relue(connue).niveau == niveau
        assert not Entree.objects.filter(acte="affiliations.cautionnee").exists()


class TestCodes:
    def test_ten_a_day_to_the_mailbox_of_one_collectivite(self, commune):
        """Whoever asks: eleven people, known for long, do not fill it in turn."""
        depuis = timezone.now() - timedelta(days=60)
        for _ in range(10):
            demande = demander(commune, date_joined=depuis)
            services.envoyer_code(demande, par=demande.personne)
        de_trop = demander(commune, date_joined=depuis)
        with pytest.raises(AffiliationRefusee, match="aujourd’hui"):
            services.envoyer_code(de_trop, par=de_trop.personne)
        assert CodeDeConfirmation.objects.count() == 10
        voisine = CollectiviteFactory(emails_officiels=["mairie@voisine.example.org"])
        ailleurs = demander(voisine)
        services.envoyer_code(ailleurs, par=ailleurs.personne)
        assert CodeDeConfirmation.objects.filter(affiliation=ailleurs).exists()
