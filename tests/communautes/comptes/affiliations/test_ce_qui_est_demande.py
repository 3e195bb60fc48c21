"""What is asked of a place, and of ANCT, through accounts and collectivités that merge, the clock,
and accounts that close: kept, secret where it is, and answered about who was on the screen.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.affiliations.services.ecriture import elever, verrouiller
from communautes.comptes.affiliations.services.lignes import CODE_RETENU
from communautes.comptes.affiliations.services.regles import est_conteste
from communautes.comptes.reunion.services import reunir
from communautes.territoires import fusions
from tests.communautes.comptes.affiliations.aides import declarer, siret
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role, Statut = Affiliation.Role, Contestation.Statut


def membre(collectivite, nom: str, **champs) -> Affiliation:
    personne = UserFactory(first_name="Alix", last_name=nom)
    return AffiliationFactory(collectivite=collectivite, personne=personne, **champs)


def provisoire(collectivite, nom: str = "Provisoire", **champs) -> Affiliation:
    return membre(collectivite, nom, role=Role.REFERENT_PROVISOIRE, **champs)


def par_code(affiliation: Affiliation) -> None:
    elever(verrouiller(affiliation), Niveau.CONFIRMEE, Affiliation.Preuve.COURRIEL)
    affiliation.refresh_from_db()


def echoir(affiliation: Affiliation) -> None:
    hier = timezone.localdate() - timedelta(days=1)
    Affiliation.objects.filter(pk=affiliation.pk).update(fin_mandat=hier)


def test_a_report_stays_secret_when_two_accounts_are_one(
    commune, relever, django_capture_on_commit_callbacks
):
    garde, absorbe = (
        membre(commune, "Garde", referent=True),
        membre(commune, "Double", referent=True),
    )
    services.signaler(absorbe, par=membre(commune, "Rapporteuse"), motif="Ne travaille plus ici")
    with django_capture_on_commit_callbacks(execute=True):
        sup = UserFactory(is_superuser=True, first_name="Sam", last_name="Unique")
        reunir(garde.personne, absorbe.personne, par=sup, motif="Doublon")
    assert Contestation.objects.ouvertes().get().contestee.personne == garde.personne
    assert not [m for m in relever() if "Rapporteuse" in m.body or "Ne travaille plus" in m.body]


class TestQuiEstPartiAvantUneFusion:
    """D, who owes her level to A's word, asks for A's place; A leaves; the commune is absorbed."""

    @pytest.fixture
    def lieux(self):
        return CollectiviteFactory(), CollectiviteFactory()

    @pytest.fixture
    def partie(self, lieux):
        """(A's closed row, D's)."""
        a = provisoire(lieux[0])
        d = membre(lieux[0], "Demandeuse", niveau=4, niveau_etabli=1, verifiee_par=a.personne)
        services.contester(a, par=d, motif="Ma place")
        services.terminer(a, par=a.personne)
        return a, d

    def absorber(self, lieux):
        fusions.fusionner(*lieux, motif="Loi")
        lieux[1].refresh_from_db()
        return lieux[1]

    def test_back_in_the_successor_they_are_contested_still(self, lieux, partie, anct):
        ici = self.absorber(lieux)
        revenue = declarer(partie[0].personne, ici, dit=Dit(siret(ici), False, "a"))
        assert revenue.role == Role.REFERENT_PROVISOIRE and est_conteste(revenue)
        par_code(revenue)
        elu = membre(ici, "Élu", elu=True, niveau=Niveau.CONFIRMEE)
        with pytest.raises(AffiliationRefusee, match="contestée"):
            services.habiliter(elu, par=revenue.personne, oui=True)
        demande = Contestation.objects.ouvertes().get()
        services.trancher(demande, par=anct, transferer=True, motif="Vu")
        partie[1].refresh_from_db()
        assert partie[1].est_referente

    def test_a_newcomer_is_asked_for_the_place(self, lieux, partie, anct):
        ici = self.absorber(lieux)
        nouvelle = declarer(
            UserFactory(first_name="Alix", last_name="Neuve"), ici, dit=Dit(siret(ici), False, "n")
        )
        assert est_conteste(nouvelle)
        demande = Contestation.objects.ouvertes().get()
        services.trancher(demande, par=anct, transferer=True, motif="Vu")
        partie[1].refresh_from_db()
        assert partie[1].est_referente

    def test_where_others_hold_the_place_it_asks_for_nothing_any_more(self, lieux, partie):
        tenante = provisoire(lieux[1], "Tenante")
        self.absorber(lieux)
        assert not est_conteste(tenante)
        assert Contestation.objects.get().statut == Statut.CADUQUE


class TestMaintenir:
    def test_of_who_the_clock_has_ended_is_refused_and_the_place_has_gone_on(self, commune, anct):
        a, b = provisoire(commune, elu=True), membre(commune, "Demandeur", niveau=2)
        demande = services.contester(a, par=b, motif="Ma place")
        echoir(a)
        with pytest.raises(AffiliationRefusee, match="rechargez"):
            services.trancher(demande, par=anct, transferer=False, motif="Inconnu")
        b.refresh_from_db()
        demande.refresh_from_db()
        assert b.role == Role.REFERENT_PROVISOIRE and demande.statut == Statut.CEDEE

    def test_is_never_said_of_another_than_was_on_the_screen(self, commune, anct):
        a = provisoire(commune, elu=True)
        d = membre(commune, "Demandeuse", niveau=4, niveau_etabli=1, verifiee_par=a.personne)
        suivante = membre(commune, "Suivante", niveau=Niveau.VALIDEE)
        demande = services.contester(a, par=d, motif="Ma place")
        echoir(a)
        with pytest.raises(AffiliationRefusee, match="rechargez"):
            services.trancher(demande, par=anct, transferer=False, motif="Inconnue")
        suivante.refresh_from_db()
        demande.refresh_from_db()
        assert suivante.role == Role.REFERENT_PROVISOIRE
        assert demande.statut == Statut.OUVERTE and demande.contestee == suivante


class TestLaDemandeALAnct:
    def test_is_kept_while_the_account_is_closed(self, commune):
        a = provisoire(commune, niveau=Niveau.CONFIRMEE)
        services.demander_a_l_anct(a, par=a.personne, motif="Arrêté joint")
        for ouvert in (False, True):
            a.personne.is_active = ouvert
            a.personne.save()
            services.a_la_fermeture([a.personne])
        relances.noter_les_expirees()
        a.refresh_from_db()
        assert a.role == Role.REFERENT_PROVISOIRE
        assert Affiliation.objects.pour_l_anct().get() == a

    def test_outlives_a_code_that_leaves_something_to_add(self, commune):
        a = provisoire(commune, niveau=Niveau.CONCORDANTE)
        services.demander_a_l_anct(a, par=a.personne, motif="Arrêté joint")
        par_code(a)
        assert a.niveau == Niveau.CONFIRMEE and a.demande_a_l_anct == "Arrêté joint"

    def test_but_what_a_code_was_waited_for_is_answered(self, commune):
        a = provisoire(commune, niveau=Niveau.CONCORDANTE, demande_a_l_anct=CODE_RETENU)
        par_code(a)
        assert a.demande_a_l_anct == ""

    def test_the_word_of_a_provisional_one_answers_nothing(self, commune):
        referent = provisoire(commune)
        retenue = membre(
            commune, "Retenue", niveau=Niveau.CONCORDANTE, demande_a_l_anct=CODE_RETENU
        )
        services.cautionner(retenue, par=referent.personne)
        assert Affiliation.objects.pour_l_anct().get() == retenue

    def test_is_kept_by_who_becomes_a_referent_by_a_code(self, commune):
        ancien = membre(commune, "Ancien")
        seule = membre(commune, "Seule", niveau=4, niveau_etabli=1, verifiee_par=ancien.personne)
        services.terminer(ancien, par=ancien.personne)
        seule.demande_a_l_anct = "Arrêté joint"
        seule.save()
        par_code(seule)
        assert (seule.role, seule.demande_a_l_anct) == (Role.REFERENT_PROVISOIRE, "Arrêté joint")


def test_who_a_decision_stands_against_comes_last(commune, anct):
    pleine = membre(commune, "Pleine", referent=True)
    ecartee = membre(commune, "Écartée")
    services.terminer(ecartee, par=anct, motif="Usurpation")
    revenue = declarer(ecartee.personne, commune)
    par_code(revenue)
    honnete = membre(commune, "Honnête", niveau=Niveau.CONCORDANTE)
    services.terminer(pleine, par=pleine.personne)
    honnete.refresh_from_db()
    revenue.refresh_from_db()
    assert (honnete.role, revenue.role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)


def test_an_act_after_an_account_was_closed_finds_the_place_given(commune):
    """Closed behind the back of what tells the rooms: the next act sees it."""
    tenante, suivante = provisoire(commune), membre(commune, "Suivante")
    demande = membre(commune, "Demandeur", niveau=Niveau.DECLAREE)
    tenante.personne.is_active = False
    tenante.personne.save()
    services.cautionner(demande, par=suivante.personne)
    suivante.refresh_from_db()
    assert suivante.role == Role.REFERENT_PROVISOIRE
