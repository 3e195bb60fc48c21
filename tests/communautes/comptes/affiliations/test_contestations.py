"""A contested référent closes nothing by themselves; what is contested reaches ANCT."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.affiliations.services.regles import doit_sa_preuve_a
from communautes.journal.models import Entree
from communautes.territoires import fusions
from tests.communautes.comptes.affiliations.aides import declarer
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
MOTIF = "Je suis chargée du dossier"


@pytest.fixture
def a(commune):
    """Provisional, by one code to the mailbox."""
    return AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE, elu=True)


@pytest.fixture
def b(commune, personne):
    return AffiliationFactory(collectivite=commune, personne=personne)


@pytest.fixture
def complice(a):
    """Another account, that A alone vouches for."""
    return AffiliationFactory(
        collectivite=a.collectivite,
        niveau=Niveau.CAUTIONNEE,
        niveau_etabli=Niveau.DECLAREE,
        verifiee_par=a.personne,
        elu=True,
    )


@pytest.fixture
def contestation(a, b):
    return services.contester(a, par=b, motif=MOTIF)


def lue(ligne):
    ligne.refresh_from_db()
    return ligne


class TestLeContesteNeTranchePas:
    def test_he_does_not_end_who_contests_him(self, a, b, contestation):
        with pytest.raises(AffiliationRefusee, match="l’ANCT tranche"):
            services.terminer(b, par=a.personne, motif="Mandat fini")
        assert lue(contestation).statut == "ouverte" and lue(b).est_active

    def test_nor_refuses_them_once_they_are_back(self, a, b, contestation, commune, anct):
        services.terminer(b, par=b.personne)
        assert Contestation.objects.pour_l_anct().get() == contestation
        retour = declarer(b.personne, commune)
        services.refuser(retour, par=a.personne, motif="Inconnue")
        assert lue(retour).statut == "demandee" and retour in Affiliation.objects.pour_l_anct()
        with pytest.raises(AffiliationRefusee, match="L’ANCT a déjà"):
            services.refuser(retour, par=a.personne, motif="Inconnue")

    def test_nor_does_who_owes_him_their_level(self, a, b, contestation, complice):
        Affiliation.objects.filter(pk=complice.pk).update(role=Role.REFERENT, niveau_etabli=4)
        suite = AffiliationFactory(
            collectivite=a.collectivite,
            niveau=Niveau.CAUTIONNEE,
            verifiee_par=complice.personne,
            role=Role.REFERENT,
        )
        for par in (complice, suite):
            with pytest.raises(AffiliationRefusee, match="l’ANCT tranche"):
                services.terminer(b, par=par.personne, motif="Mandat fini")

    def test_he_names_and_enables_nobody(self, a, contestation, complice):
        autre = AffiliationFactory(collectivite=a.collectivite, elu=True)
        for cible in (complice, autre):
            with pytest.raises(AffiliationRefusee, match="contestée"):
                services.nommer_referent(cible, par=a.personne)
            with pytest.raises(AffiliationRefusee, match="contestée"):
                services.habiliter(cible, par=a.personne, oui=True)

    def test_nobody_but_anct_names_or_enables_him(self, a, contestation, anct):
        referent = AffiliationFactory(collectivite=a.collectivite, referent=True)
        with pytest.raises(AffiliationRefusee, match="contestée"):
            services.nommer_referent(a, par=referent.personne)
        with pytest.raises(AffiliationRefusee, match="contestée"):
            services.habiliter(a, par=referent.personne, oui=True)
        services.nommer_referent(a, par=anct, motif="Organigramme vu")
        assert lue(contestation).statut == "maintenue" and lue(a).role == Role.REFERENT

    def test_nor_does_he_take_back_the_right_to_commit(self, a, contestation):
        autre = AffiliationFactory(collectivite=a.collectivite, elu=True, habilite_a_engager=True)
        with pytest.raises(AffiliationRefusee, match="contestée"):
            services.habiliter(autre, par=a.personne, oui=False)

    def test_he_gives_his_place_to_nobody_else(self, a, contestation):
        AffiliationFactory(collectivite=a.collectivite, referent=True)
        with pytest.raises(AffiliationRefusee, match="cédez-la"):
            services.retirer_referent(a, par=a.personne)

    def test_leaving_leaves_the_place_to_who_asked_for_it(self, a, b, contestation, complice):
        services.terminer(a, par=a.personne)
        assert lue(b).role == Role.REFERENT_PROVISOIRE and lue(contestation).statut == "cedee"
        assert lue(complice).role == Role.MEMBRE

    def test_vouching_closes_nothing(self, a, b, contestation):
        services.cautionner(b, par=a.personne)
        assert lue(contestation).statut == "ouverte"

    def test_once_the_contester_is_gone_it_is_not_given(self, a, b, contestation):
        services.terminer(b, par=b.personne)
        with pytest.raises(AffiliationRefusee, match="l’ANCT tranchera"):
            services.ceder(contestation, par=a.personne)

    def test_both_gone_it_still_waits_for_anct(self, a, b, contestation, anct):
        services.terminer(b, par=b.personne)
        services.terminer(a, par=a.personne)
        assert Contestation.objects.pour_l_anct().get() == contestation
        with pytest.raises(AffiliationRefusee, match="n’est plus membre"):
            services.trancher(contestation, par=anct, transferer=True, motif="Vu")
        services.trancher(contestation, par=anct, transferer=False, motif="Vu")
        assert lue(contestation).statut == "caduque"

    def test_silence_sends_it_to_anct(self, contestation):
        assert not Contestation.objects.pour_l_anct().exists()
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
            assert Contestation.objects.pour_l_anct().exists()

    def test_anct_validates_hence_keeps(self, a, contestation, anct):
        services.valider(a, par=anct, motif="Arrêté vu")
        assert lue(contestation).statut == "maintenue" and lue(a).role == Role.REFERENT

    def test_anct_ends_hence_hands_over(self, a, b, contestation, anct):
        services.terminer(a, par=anct, motif="Inconnue de la mairie")
        assert lue(contestation).statut == "retiree" and lue(b).est_referente

    def test_a_merge_takes_it_along(self, a, b, contestation, commune):
        successeur = CollectiviteFactory()
        fusions.fusionner(commune, successeur, motif="Loi")
        assert lue(contestation).statut == "ouverte"
        assert lue(a).collectivite == lue(b).collectivite == successeur

    def test_unless_it_takes_the_role_away(self, a, contestation, commune):
        successeur = AffiliationFactory(referent=True).collectivite
        fusions.fusionner(commune, successeur, motif="Loi")
        assert lue(contestation).statut == "caduque"


class TestSaPropreParole:
    def test_who_owes_him_their_level_neither_names_nor_enables_him(self, a, complice):
        Affiliation.objects.filter(pk=complice.pk).update(role=Role.REFERENT, niveau_etabli=4)
        with pytest.raises(AffiliationRefusee, match="vient de cette personne"):
            services.nommer_referent(a, par=complice.personne)
        with pytest.raises(AffiliationRefusee, match="vient de cette personne"):
            services.habiliter(a, par=complice.personne, oui=True)
        with pytest.raises(AffiliationRefusee, match="vient de cette personne"):
            services.cautionner(a, par=complice.personne)

    def test_nor_once_he_has_given_the_role_back(self, a, complice):
        Affiliation.objects.filter(pk=complice.pk).update(role=Role.REFERENT, niveau_etabli=4)
        services.retirer_referent(a, par=a.personne)
        with pytest.raises(AffiliationRefusee, match="vient de cette personne"):
            services.nommer_referent(a, par=complice.personne)

    def test_he_names_nobody(self, a, complice):
        for cible in (complice, AffiliationFactory(collectivite=a.collectivite)):
            with pytest.raises(AffiliationRefusee, match="référent provisoire"):
                services.nommer_referent(cible, par=a.personne)

    def test_somebody_independent_makes_him_one(self, a):
        autre = AffiliationFactory(collectivite=a.collectivite, referent=True)
        assert services.nommer_referent(a, par=autre.personne).role == Role.REFERENT

    def test_a_full_one_names_whom_he_vouched_for(self, a, complice, anct):
        services.valider(a, par=anct, motif="Arrêté vu")
        assert services.nommer_referent(complice, par=a.personne).role == Role.REFERENT
        assert services.habiliter(lue(a), par=complice.personne, oui=True).habilite_a_engager

    def test_an_account_that_was_taken_in_is_theirs(self, a, complice):
        avant = UserFactory(is_active=False, fusionne_dans=a.personne)
        Affiliation.objects.filter(pk=complice.pk).update(verifiee_par=avant)
        assert doit_sa_preuve_a(lue(complice), a.personne_id)

    def test_a_circle_of_vouching_ends(self, a, complice):
        autre = AffiliationFactory(
            collectivite=a.collectivite, niveau=Niveau.CAUTIONNEE, verifiee_par=complice.personne
        )
        Affiliation.objects.filter(pk=complice.pk).update(verifiee_par=autre.personne)
        assert not doit_sa_preuve_a(autre, a.personne_id)


class TestSignaler:
    @pytest.fixture
    def referent(self, commune):
        return AffiliationFactory(collectivite=commune, referent=True)

    def test_it_waits_for_anct_at_once_and_nobody_else_knows(self, referent, b, relever):
        signalement = services.signaler(referent, par=b, motif="Ne travaille plus ici")
        assert Contestation.objects.pour_l_anct().get() == signalement
        entree = Entree.objects.get()
        assert (entree.acte, entree.concerne, entree.au_nom_de) == (
            "affiliations.signalee",
            None,
            None,
        )
        assert relever() == []

    def test_it_stops_nothing_and_is_not_stopped(self, referent, b):
        signalement = services.signaler(referent, par=b, motif="Ne travaille plus ici")
        services.terminer(b, par=referent.personne, motif="Mandat fini")
        assert Contestation.objects.pour_l_anct().get() == signalement

    @pytest.mark.parametrize("issue", ["maintenir", "retirer", "terminer"])
    def test_anct_answers_who_reported(
        self, referent, b, anct, issue, relever, django_capture_on_commit_callbacks
    ):
        signalement = services.signaler(referent, par=b, motif="Ne travaille plus ici")
        AffiliationFactory(collectivite=referent.collectivite, referent=True)
        with pytest.raises(AffiliationRefusee, match="signalement"):
            services.trancher(signalement, par=anct, transferer=True, motif="Vu")
        faire = {
            "maintenir": lambda: services.trancher(
                signalement, par=anct, transferer=False, motif="Organigramme vu"
            ),
            "retirer": lambda: services.retirer_referent(referent, par=anct, motif="Vu"),
            "terminer": lambda: services.terminer(referent, par=anct, motif="Vu"),
        }[issue]
        with django_capture_on_commit_callbacks(execute=True):
            faire()
        attendu = "maintenue" if issue == "maintenir" else "retiree"
        assert lue(signalement).statut == attendu
        destinataires = [m.to for m in relever() if "référent" in m.subject]
        assert destinataires == [[b.personne.email]]

    def test_by_a_confirmed_member_of_a_full_one(self, referent, a, b, commune):
        concordante = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        for contestee, par in ((referent, concordante), (a, b), (referent, AffiliationFactory())):
            with pytest.raises(AffiliationRefusee):
                services.signaler(contestee, par=par, motif="Non")


class TestParLHorloge:
    """A mandate that ends in the middle of a contest: nothing waits for a command."""

    @pytest.fixture
    def contestation(self, commune):
        un = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        deux = AffiliationFactory(collectivite=commune)
        return services.contester(un, par=deux, motif="Je suis élue")

    @staticmethod
    def finir(affiliation) -> None:
        hier = timezone.localdate() - timedelta(days=800)
        Affiliation.objects.filter(pk=affiliation.pk).update(confirmee_le=hier)

    def test_the_author_is_out(self, contestation, anct):
        self.finir(contestation.par)
        assert list(Contestation.objects.pour_l_anct()) == [contestation]
        with pytest.raises(AffiliationRefusee, match="tranchera"):
            services.ceder(contestation, par=contestation.contestee.personne)
        autre = AffiliationFactory(collectivite=contestation.contestee.collectivite)
        encore = services.contester(contestation.contestee, par=autre, motif="Moi aussi")
        assert list(Contestation.objects.pour_l_anct()) == [contestation]
        with pytest.raises(AffiliationRefusee, match="plus membre"):
            services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        close = services.trancher(contestation, par=anct, transferer=False, motif="Arrêté vu")
        encore.refresh_from_db()
        assert close.statut == encore.statut == "maintenue"

    @pytest.mark.parametrize("transferer", [True, False])
    def test_the_referent_is_out(self, contestation, anct, transferer):
        """ANCT gives the place; or maintains nobody, and reads that the clock has given it."""
        self.finir(contestation.contestee)
        assert list(Contestation.objects.pour_l_anct()) == [contestation]
        if transferer:
            services.trancher(contestation, par=anct, transferer=True, motif="Vu")
        else:
            with pytest.raises(AffiliationRefusee, match="rechargez"):
                services.trancher(contestation, par=anct, transferer=False, motif="Vu")
        contestation.refresh_from_db()
        assert contestation.statut == ("transferee" if transferer else "cedee")
        contestation.par.refresh_from_db()
        assert contestation.par.role == Role.REFERENT_PROVISOIRE

    def test_contesting_who_is_out_gives_the_place(self, commune):
        fini = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        membre = AffiliationFactory(collectivite=commune)
        self.finir(fini)
        with pytest.raises(AffiliationRefusee):
            services.contester(fini, par=membre, motif="Ne répond plus")
        membre.refresh_from_db()
        assert membre.role == Role.REFERENT_PROVISOIRE
