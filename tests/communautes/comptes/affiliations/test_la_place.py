"""The place: whatever makes it free, it is given at once, to who asked for it, else to the best
proven; and what is asked of it is asked of who holds it.
"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.en_nombre import ValiderEnNombre
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.affiliations.services.regles import decision_contraire, est_conteste
from communautes.comptes.models import User
from communautes.journal.models import Entree
from tests.communautes.comptes.affiliations.aides import declarer, siret
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
MOTIF = "Je suis chargée du dossier"


@pytest.fixture
def a(commune):
    """Provisional, by one code to the mailbox, for a mandate."""
    personne = UserFactory(first_name="Ana", last_name="Arnaud")
    return AffiliationFactory(
        collectivite=commune, personne=personne, role=Role.REFERENT_PROVISOIRE, elu=True
    )


@pytest.fixture
def b(commune, personne):
    return AffiliationFactory(collectivite=commune, personne=personne)


@pytest.fixture
def sur_parole(a):
    """A member on A's word alone: nothing else stands for them."""
    return AffiliationFactory(
        collectivite=a.collectivite,
        niveau=Niveau.CAUTIONNEE,
        niveau_etabli=Niveau.DECLAREE,
        verifiee_par=a.personne,
    )


def lue(ligne):
    ligne.refresh_from_db()
    return ligne


def fermer(affiliation) -> None:
    User.objects.filter(pk=affiliation.personne_id).update(is_active=False)


def par_siret(commune, nom="Cadet") -> Affiliation:
    personne = UserFactory(first_name="Chloé", last_name=nom)
    return declarer(personne, commune, dit=Dit(siret(commune), False, nom))


class TestParLHorloge:
    """Between midnight and the nightly command, whoever acts first."""

    @pytest.fixture
    def minuit(self, a):
        Affiliation.objects.filter(pk=a.pk).update(fin_mandat=timezone.localdate())
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            yield

    @pytest.mark.parametrize("arrivant", ["lui-meme", "par siret", "valide par l’ANCT"])
    def test_it_goes_to_who_asked_for_it_before_anybody_arrives(
        self, a, b, commune, anct, arrivant, request
    ):
        AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE)
        contestation = services.contester(a, par=b, motif=MOTIF)
        request.getfixturevalue("minuit")
        if arrivant == "lui-meme":
            venu = declarer(a.personne, commune, dit=Dit(siret(commune), False, "a"))
        elif arrivant == "par siret":
            venu = par_siret(commune)
        else:
            venu = declarer(UserFactory(first_name="Chloé", last_name="Cadet"), commune)
            services.valider(venu, par=anct, motif="Arrêté vu")
        assert (lue(b).role, lue(venu).role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)
        assert lue(contestation).statut == "cedee"

    def test_it_goes_to_the_best_proven_before_a_newcomer(self, commune, minuit):
        mieux = AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE)
        assert par_siret(commune).role == Role.MEMBRE
        assert lue(mieux).role == Role.REFERENT_PROVISOIRE

    def test_an_act_on_another_member_gives_it_too(self, b, commune, minuit):
        """The lock, and not the command, reads the clock."""
        services.reconfirmer(b, par=b.personne)
        assert lue(b).role == Role.REFERENT_PROVISOIRE


class TestQuiRevient:
    def test_who_comes_back_to_the_place_is_still_contested(
        self, a, sur_parole, commune, anct, client
    ):
        """Who asked for it stood on his word: he leaves, comes back, and would enable."""
        contestation = services.contester(a, par=sur_parole, motif=MOTIF)
        services.terminer(a, par=a.personne)
        retour = declarer(a.personne, commune, dit=Dit(siret(commune), False, "a"))
        assert retour.role == Role.REFERENT_PROVISOIRE and est_conteste(retour)
        assert lue(contestation).contestee == retour
        client.force_login(anct)
        fiche = client.get(reverse("affiliations_admin:inspect", args=[retour.pk])).text
        assert f"transferer-{contestation.pk}" in fiche
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert (lue(sur_parole).role, lue(retour).role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)

    def test_who_asked_and_comes_back_still_asks(self, a, b, commune, anct):
        contestation = services.contester(a, par=b, motif=MOTIF)
        services.terminer(b, par=b.personne)
        retour = declarer(b.personne, commune, dit=Dit(siret(commune), False, "b"))
        assert lue(contestation).par == retour
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert lue(retour).role == Role.REFERENT_PROVISOIRE

    def test_whoever_takes_it_is_asked_what_was_asked(
        self, a, sur_parole, commune, relever, django_capture_on_commit_callbacks
    ):
        contestation = services.contester(a, par=sur_parole, motif=MOTIF)
        services.terminer(a, par=a.personne)
        with django_capture_on_commit_callbacks(execute=True):
            venue = par_siret(commune)
        assert lue(contestation).contestee == venue and est_conteste(venue)
        assert [m.to for m in relever() if MOTIF in m.body] == [[venue.personne.email]]


class TestUnReferentPlein:
    """Never contested for a place, hence neither blocked nor demoted."""

    def test_ceding_to_who_was_named_meanwhile_answers_the_others(self, a, b, commune, anct):
        tierce = AffiliationFactory(collectivite=commune)
        premiere = services.contester(a, par=b, motif=MOTIF)
        seconde = services.contester(a, par=tierce, motif=MOTIF)
        services.nommer_referent(b, par=anct, motif="Arrêté vu")
        services.ceder(premiere, par=a.personne)
        assert lue(seconde).statut == "caduque" and not est_conteste(lue(b))
        assert services.nommer_referent(tierce, par=b.personne).role == Role.REFERENT

    def test_a_transfer_demotes_a_provisional_one_only(self, a, b, anct):
        contestation = services.contester(a, par=b, motif=MOTIF)
        Affiliation.objects.filter(pk=a.pk).update(role=Role.REFERENT)
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert lue(a).role == Role.REFERENT

    def test_who_is_out_stays_as_they_were(self, a, sur_parole, anct):
        """The row that is closed is history: it keeps the role that it had."""
        contestation = services.contester(a, par=sur_parole, motif=MOTIF)
        services.terminer(a, par=a.personne)
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert (lue(a).statut, a.role) == ("terminee", Role.REFERENT_PROVISOIRE)
        assert lue(sur_parole).role == Role.REFERENT_PROVISOIRE


class TestCompteFerme:
    @pytest.mark.parametrize("voie", ["ceder", "trancher"])
    def test_the_place_is_not_given_to_it(self, a, b, anct, voie, client):
        contestation = services.contester(a, par=b, motif=MOTIF)
        fermer(b)
        client.force_login(a.personne)
        page = client.get(reverse("affiliations:membres")).text
        assert "Céder ma place à" not in page and "n’est plus membre" in page
        with pytest.raises(AffiliationRefusee, match="n’est plus membre"):
            if voie == "ceder":
                services.ceder(contestation, par=a.personne)
            else:
                services.trancher(contestation, par=anct, transferer=True, motif="Vu")
        assert list(Contestation.objects.pour_l_anct()) == [contestation]

    def test_nobody_names_it(self, b, anct):
        fermer(b)
        with pytest.raises(AffiliationRefusee, match="fermé"):
            services.nommer_referent(b, par=anct, motif="Arrêté vu")

    def test_who_asked_and_may_not_sign_in_does_not_come_before_who_may(self, a, b, commune):
        """Nor does who did not ask, were they better proven."""
        mieux = AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE)
        tierce = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        for qui in (b, tierce):
            services.contester(a, par=qui, motif=MOTIF)
        fermer(b)
        services.terminer(a, par=a.personne)
        assert lue(tierce).role == Role.REFERENT_PROVISOIRE
        assert (lue(b).role, lue(mieux).role) == (Role.MEMBRE, Role.MEMBRE)

    def test_nor_does_who_stands_on_a_word(self, a, b, sur_parole):
        services.contester(a, par=sur_parole, motif=MOTIF)
        services.terminer(a, par=a.personne)
        assert (lue(sur_parole).role, lue(b).role) == (Role.MEMBRE, Role.REFERENT_PROVISOIRE)

    def test_the_night_gives_it_back_to_who_was_closed_by_mistake(self, a, anct):
        services.valider(a, par=anct, motif="Arrêté vu")
        fermer(a)
        services.a_la_fermeture([a.personne])
        assert lue(a).role == Role.MEMBRE
        User.objects.filter(pk=a.personne_id).update(is_active=True)
        assert relances.noter_les_expirees() == 0
        assert lue(a).role == Role.REFERENT_PROVISOIRE


class TestQuiASignale:
    @pytest.mark.parametrize("nom", ["Lefèvre", "Martin"])
    def test_a_reason_that_names_them_is_not_refused_for_it(self, commune, b, nom):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        AffiliationFactory(collectivite=commune, personne__last_name="Martin")
        complice = AffiliationFactory(collectivite=commune)
        services.signaler(referent, par=b, motif="N’y est plus")
        assert services.signaler(referent, par=complice, motif=f"Selon {nom}, rien")

    def test_anct_that_knows_does_not_write_it(self, commune, b, anct):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        report = services.signaler(referent, par=b, motif="N’y est plus")
        with pytest.raises(AffiliationRefusee, match="Retirez du motif"):
            services.trancher(report, par=anct, transferer=False, motif="Mme Lefèvre se trompe")

    def test_a_full_one_reports_no_plain_member(self, commune, b):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        with pytest.raises(AffiliationRefusee, match="Seul un référent"):
            services.signaler(b, par=referent, motif="N’y est plus")


class TestNommer:
    @pytest.mark.parametrize("par_l_anct", [True, False], ids=["by ANCT", "by a full one"])
    def test_it_undoes_a_decision(self, commune, personne, anct, par_l_anct):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        services.terminer(
            AffiliationFactory(collectivite=commune, personne=personne),
            par=referent.personne,
            motif="Erreur",
        )
        revenue = AffiliationFactory(collectivite=commune, personne=personne)
        assert decision_contraire(revenue)
        par, motif = (anct, "Arrêté vu") if par_l_anct else (referent.personne, "")
        services.nommer_referent(revenue, par=par, motif=motif)
        attendu = Niveau.VALIDEE if par_l_anct else Niveau.CAUTIONNEE
        assert lue(revenue).niveau_etabli == attendu and revenue.verifiee_par == par
        assert decision_contraire(revenue) is None
        assert "niveau" in Entree.objects.filter(acte="affiliations.referent").latest("pk").apres


class TestLANCT:
    def test_the_transfer_says_all_that_it_gave(self, a, commune, anct):
        concordante = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        contestation = services.contester(a, par=concordante, motif=MOTIF)
        services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        entree = Entree.objects.filter(acte="affiliations.referent").get()
        assert entree.apres == {"niveau": "validee", "role": "provisoire"}
        assert lue(concordante).verifiee_par == anct and concordante.preuve == "anct"

    def test_ending_who_is_contested_gives_it_to_who_asked(self, a, b, commune, anct):
        mieux = AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE)
        tierce = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        demandes = [services.contester(a, par=qui, motif=MOTIF) for qui in (b, tierce)]
        services.terminer(a, par=anct, motif="Inconnue de la mairie")
        assert (lue(b).role, lue(mieux).role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)
        assert [lue(une).statut for une in demandes] == ["retiree", "retiree"]

    def test_who_waits_to_be_one_for_good_is_validated_in_number(self, a, anct):
        Affiliation.objects.filter(pk=a.pk).update(
            niveau=Niveau.VALIDEE, niveau_etabli=Niveau.VALIDEE, preuve="anct"
        )
        assert not ValiderEnNombre.impossible(None, lue(a))
        services.valider(a, par=anct, motif="Arrêté vu")
        assert ValiderEnNombre.impossible(None, lue(a)) == "déjà validée"

    def test_it_is_not_told_to_ask_itself(self, a, anct):
        with pytest.raises(AffiliationRefusee, match="Nommez") as refus:
            services.retirer_referent(a, par=anct, motif="Inconnue")
        assert "ANCT" not in str(refus.value)


def test_who_cedes_asks_anct_no_more(a, b):
    services.demander_a_l_anct(a, par=a.personne, motif="Arrêté joint")
    services.ceder(services.contester(a, par=b, motif=MOTIF), par=a.personne)
    assert lue(a).demande_a_l_anct == "" and not Affiliation.objects.pour_l_anct().exists()


def test_what_proconnect_adds_has_its_line(sur_parole, commune):
    services.concorder(sur_parole.personne, Dit(siret(commune), False, "x"))
    assert lue(sur_parole).niveau_etabli == Niveau.CONCORDANTE
    assert Entree.objects.filter(acte="affiliations.concordee", objet_pk=sur_parole.pk).exists()
