"""What waits for ANCT goes on waiting through merges, of collectivités and of accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.affiliations.services.lignes import CODE_RETENU, reprendre
from communautes.comptes.affiliations.services.regles import est_conteste
from communautes.comptes.reunion.services import reunir
from communautes.territoires import dissolutions, fusions
from tests.communautes.comptes.affiliations.aides import declarer, siret
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
MOTIF = "Je suis chargée du dossier"


@pytest.fixture
def ville():
    return CollectiviteFactory(nom="Ville")


@pytest.fixture
def par():
    return UserFactory(is_superuser=True, first_name="Sam", last_name="Unique")


@pytest.fixture
def a(commune):
    personne = UserFactory(first_name="Ana", last_name="Arnaud")
    return AffiliationFactory(
        collectivite=commune, personne=personne, role=Role.REFERENT_PROVISOIRE
    )


@pytest.fixture
def b(commune, personne):
    return AffiliationFactory(collectivite=commune, personne=personne)


def sur_parole(garante: Affiliation, **champs) -> Affiliation:
    return AffiliationFactory(
        collectivite=garante.collectivite,
        niveau=Niveau.CAUTIONNEE,
        niveau_etabli=Niveau.DECLAREE,
        verifiee_par=garante.personne,
        **champs,
    )


def lue(ligne):
    ligne.refresh_from_db()
    return ligne


class TestContestations:
    @pytest.mark.parametrize("nature", ["place", "signale"])
    def test_the_successor_s_are_not_touched_by_a_merge_that_is_not_theirs(
        self, a, commune, nature
    ):
        qui = sur_parole(a)
        if nature == "place":
            contestation = services.contester(a, par=qui, motif=MOTIF)
            services.terminer(a, par=a.personne)
        else:
            plein = AffiliationFactory(collectivite=commune, referent=True)
            contestation = services.signaler(plein, par=qui, motif="N’y est plus")
            services.terminer(plein, par=plein.personne)
        hameau = AffiliationFactory(niveau=Niveau.DECLAREE).collectivite
        fusions.fusionner(hameau, commune, motif="Loi")
        assert list(Contestation.objects.pour_l_anct()) == [contestation]

    def test_a_place_of_the_absorbed_that_nobody_holds_is_asked_for_no_more(
        self, a, commune, ville
    ):
        """Another answers there: who asked reads that it has no object, and may contest them."""
        contestation = services.contester(a, par=sur_parole(a), motif=MOTIF)
        services.terminer(a, par=a.personne)
        tenante = AffiliationFactory(collectivite=ville, role=Role.REFERENT_PROVISOIRE)
        fusions.fusionner(commune, ville, motif="Loi")
        assert lue(contestation).statut == "caduque" and not tenante.contestations.exists()

    def test_a_report_of_the_absorbed_goes_on_and_is_answered(self, a, commune, ville, anct):
        plein = AffiliationFactory(collectivite=commune, referent=True)
        contestation = services.signaler(plein, par=sur_parole(a), motif="N’y est plus")
        services.terminer(plein, par=plein.personne)
        AffiliationFactory(collectivite=ville, role=Role.REFERENT_PROVISOIRE)
        fusions.fusionner(commune, ville, motif="Loi")
        assert list(Contestation.objects.pour_l_anct()) == [contestation]
        with pytest.raises(AffiliationRefusee):
            services.trancher(contestation, par=anct, transferer=True, motif="Vu")
        services.trancher(contestation, par=anct, transferer=False, motif="Vu")
        assert lue(contestation).statut == "caduque"

    def test_a_place_that_is_no_more_is_told_to_who_asked_for_it(
        self, a, b, commune, ville, relever, django_capture_on_commit_callbacks
    ):
        AffiliationFactory(collectivite=ville, role=Role.REFERENT_PROVISOIRE)
        contestation = services.contester(a, par=b, motif=MOTIF)
        with django_capture_on_commit_callbacks(execute=True):
            fusions.fusionner(commune, ville, motif="Loi")
        assert lue(contestation).statut == "caduque" and lue(contestation).contestee == a
        assert b.personne.email in [m.to[0] for m in relever() if "sans objet" in m.body]

    def test_who_holds_both_places_is_still_contested(self, a, b, commune, ville):
        la_bas = AffiliationFactory(
            collectivite=ville, personne=a.personne, role=Role.REFERENT_PROVISOIRE
        )
        contestation = services.contester(a, par=b, motif=MOTIF)
        fusions.fusionner(commune, ville, motif="Loi")
        assert lue(contestation).statut == "ouverte" and est_conteste(lue(la_bas))

    @pytest.mark.parametrize("sens", ["absorbee", "successeur"])
    def test_who_is_a_full_one_elsewhere_is_contested_no_more(self, a, b, commune, ville, sens):
        contestation = services.contester(a, par=b, motif=MOTIF)
        AffiliationFactory(
            collectivite=ville, personne=a.personne, referent=True, niveau=Niveau.VALIDEE
        )
        deux = (commune, ville) if sens == "absorbee" else (ville, commune)
        fusions.fusionner(*deux, motif="Loi")
        assert lue(contestation).statut == "caduque"
        assert Affiliation.objects.referents().get().role == Role.REFERENT

    def test_a_full_account_is_contested_no_more(self, a, b, commune, par):
        contestation = services.contester(a, par=b, motif=MOTIF)
        pleine = AffiliationFactory(
            collectivite=commune, personne=UserFactory(), referent=True, niveau=Niveau.VALIDEE
        )
        reunir(pleine.personne, a.personne, par=par, motif="Doublon")
        assert lue(contestation).statut == "caduque" and not est_conteste(pleine)

    def test_nobody_contests_themselves(self, a, b, par):
        contestation = services.contester(a, par=b, motif=MOTIF)
        services.terminer(b, par=b.personne)
        reunir(a.personne, b.personne, par=par, motif="Doublon")
        assert lue(contestation).statut == "caduque" and not est_conteste(a)

    def test_an_account_that_is_kept_asks_what_the_other_asked(self, a, b, commune, par, anct):
        """B had left by the account that asked: the other one is there."""
        contestation = services.contester(a, par=b, motif=MOTIF)
        services.terminer(b, par=b.personne)
        autre = AffiliationFactory(collectivite=commune, personne=UserFactory())
        reunir(autre.personne, b.personne, par=par, motif="Doublon")
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert lue(autre).role == Role.REFERENT_PROVISOIRE

    def test_a_dissolution_answers_all_of_them(
        self, personne, anct, relever, django_capture_on_commit_callbacks
    ):
        epci = CollectiviteFactory(type="epci")
        a = AffiliationFactory(collectivite=epci, role=Role.REFERENT_PROVISOIRE)
        b = AffiliationFactory(collectivite=epci, personne=personne)
        services.contester(a, par=b, motif=MOTIF)
        with django_capture_on_commit_callbacks(execute=True):
            dissolutions.dissoudre(epci, motif="Arrêté", le=timezone.localdate(), par=anct)
        assert not Contestation.objects.ouvertes().exists()
        assert personne.email in [m.to[0] for m in relever() if "sans objet" in m.body]


def test_the_place_of_the_successor_goes_first_to_who_asked_for_it_there(a, b, commune, ville):
    """Free by the clock there, and held in the absorbed."""
    hier = timezone.localdate() - timedelta(days=900)
    contestation = services.contester(a, par=b, motif=MOTIF)
    Affiliation.objects.filter(pk=a.pk).update(confirmee_le=hier)
    venue = AffiliationFactory(collectivite=ville, role=Role.REFERENT_PROVISOIRE)
    fusions.fusionner(ville, commune, motif="Loi")
    assert (lue(b).role, lue(venue).role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)
    assert lue(contestation).statut == "cedee"


class TestDemandes:
    def test_a_request_to_be_validated_follows_to_the_other_row(self, personne, commune, ville):
        sienne = declarer(personne, commune, dit=Dit(siret(commune), False, "a"))
        services.demander_a_l_anct(sienne, par=personne, motif="Arrêté joint")
        la_bas = sur_parole(
            AffiliationFactory(
                collectivite=ville, role=Role.MEMBRE, statut="terminee", close_le=timezone.now()
            ),
            personne=personne,
        )
        fusions.fusionner(commune, ville, motif="Loi")
        assert list(Affiliation.objects.pour_l_anct()) == [la_bas]
        assert lue(la_bas).demande_a_l_anct == "Arrêté joint"

    def test_or_to_the_other_account(self, personne, commune, par):
        sienne = declarer(personne, commune, dit=Dit(siret(commune), False, "a"))
        services.demander_a_l_anct(sienne, par=personne, motif="Arrêté joint")
        garde = AffiliationFactory(collectivite=commune, personne=UserFactory())
        reunir(garde.personne, personne, par=par, motif="Doublon")
        assert lue(garde).role == Role.REFERENT_PROVISOIRE
        assert list(Affiliation.objects.pour_l_anct()) == [garde]

    @pytest.mark.parametrize("voie", ["fusion", "reunion"])
    def test_what_was_sent_back_to_anct_stays_there(self, a, commune, ville, par, voie):
        renvoyee = declarer(UserFactory(first_name="Xavier", last_name="Yon"), commune)
        services.refuser(renvoyee, par=a.personne, motif="Inconnue")
        if voie == "fusion":
            AffiliationFactory(collectivite=ville, referent=True)
            declarer(renvoyee.personne, ville)
            fusions.fusionner(commune, ville, motif="Loi")
        else:
            autre = declarer(UserFactory(first_name="Xavière", last_name="Yon"), commune)
            reunir(renvoyee.personne, autre.personne, par=par, motif="Doublon")
        assert Affiliation.objects.pour_l_anct().get().statut == "demandee"


VOUCHED, CONFIRMED, ON_A_WORD = (4, 4), (3, 3), (4, 1)


@pytest.mark.parametrize(
    ("ancienne", "recente", "attendue"),
    [
        (CONFIRMED, CONFIRMED, "ancienne"),
        (VOUCHED, VOUCHED, "recente"),
        (VOUCHED, CONFIRMED, "ancienne"),
        (CONFIRMED, VOUCHED, "recente"),
        (VOUCHED, ON_A_WORD, "ancienne"),
        (ON_A_WORD, ON_A_WORD, "ancienne"),
    ],
)
@pytest.mark.parametrize("forte", ["ancienne", "recente"])
def test_since_when_of_two_that_make_one(ancienne, recente, attendue, forte):
    """The older; but of what an established one answered for, the last answer."""
    dates = {"ancienne": timezone.now() - timedelta(days=900), "recente": timezone.now()}
    niveaux = {"ancienne": ancienne, "recente": recente}
    lignes = {
        nom: Affiliation(
            depuis=dates[nom],
            niveau=niveaux[nom][0],
            niveau_etabli=niveaux[nom][1],
            echeance_le=dates[nom],
        )
        for nom in dates
    }
    faible = {"ancienne": "recente", "recente": "ancienne"}[forte]
    reprendre(lignes[forte], lignes[faible])
    assert lignes[forte].depuis == dates[attendue]


class TestLeCodeRetenu:
    """What was held back gives way to what a person asked, and to what proves more than a code."""

    def test_words_are_kept_where_the_other_row_waited_for_a_code(self, commune, ville, a):
        services.demander_a_l_anct(a, par=a.personne, motif=MOTIF)
        la_bas = AffiliationFactory(
            collectivite=ville,
            personne=a.personne,
            role=Role.REFERENT_PROVISOIRE,
            demande_a_l_anct=CODE_RETENU,
        )
        fusions.fusionner(commune, ville, motif="Loi")
        reste = Affiliation.objects.ouvertes().get(personne=a.personne)
        assert reste == la_bas and reste.demande_a_l_anct == MOTIF

    def test_is_forgotten_by_who_is_confirmed_in_the_other_place(self, commune, ville):
        ici = AffiliationFactory(
            collectivite=commune, niveau=4, niveau_etabli=1, demande_a_l_anct=CODE_RETENU
        )
        AffiliationFactory(collectivite=ville, personne=ici.personne, niveau=3)
        fusions.fusionner(commune, ville, motif="Loi")
        reste = Affiliation.objects.ouvertes().get(personne=ici.personne)
        assert reste.niveau_etabli == 3 and not Affiliation.objects.pour_l_anct().exists()

    def test_is_forgotten_by_who_is_enabled_by_anct(self, commune, par):
        elue = AffiliationFactory(
            collectivite=commune,
            niveau=4,
            niveau_etabli=1,
            fonction=Affiliation.Fonction.DGS,
            demande_a_l_anct=CODE_RETENU,
        )
        services.habiliter(elue, par=par, oui=True, motif="Vu")
        elue.refresh_from_db()
        assert elue.est_confirmee and elue.demande_a_l_anct == ""


def test_a_contest_of_a_place_that_was_left_does_not_follow_to_another(commune, ville, a, par):
    """They hold a place there, that nobody contested; the one that was contested is no more."""
    demandeuse = AffiliationFactory(collectivite=commune, niveau=4, niveau_etabli=1)
    contestation = services.contester(a, par=demandeuse, motif=MOTIF)
    Affiliation.objects.filter(pk=a.pk).update(role=Role.MEMBRE)
    la_bas = AffiliationFactory(
        collectivite=ville, personne=a.personne, role=Role.REFERENT_PROVISOIRE
    )
    fusions.fusionner(commune, ville, motif="Loi")
    contestation.refresh_from_db()
    assert contestation.statut == Contestation.Statut.CADUQUE and not est_conteste(la_bas)
