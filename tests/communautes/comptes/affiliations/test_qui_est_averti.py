"""Who is told of what was decided of them, and who is not."""

import pytest
import time_machine
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import DELAI, Affiliation, Niveau
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
MOTIF = "A changé de service"


@pytest.fixture
def commune():
    return CollectiviteFactory(nom="Bourg")


@pytest.fixture
def referent(commune):
    return AffiliationFactory(collectivite=commune, referent=True)


@pytest.fixture
def membre(commune):
    return AffiliationFactory(collectivite=commune)


@pytest.fixture
def envoyes(relever, django_capture_on_commit_callbacks):
    """`envoyes(acte, …)`: the mails that this act sends."""

    def _envoyes(acte, *args, **kwargs) -> list:
        deja = len(relever())
        with django_capture_on_commit_callbacks(execute=True):
            acte(*args, **kwargs)
        return relever()[deja:]

    return _envoyes


def a_qui(courriels) -> list[str]:
    return sorted(adresse for courriel in courriels for adresse in courriel.to)


class TestReponses:
    def test_a_refusal_says_why(self, commune, referent, envoyes):
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        (parti,) = envoyes(services.refuser, demande, par=referent.personne, motif=MOTIF)
        assert parti.to == [demande.personne.email]
        assert "Bourg" in parti.subject and "refusée" in parti.subject and MOTIF in parti.body

    def test_an_end_says_why(self, membre, referent, envoyes):
        (parti,) = envoyes(services.terminer, membre, par=referent.personne, motif=MOTIF)
        assert parti.to == [membre.personne.email]
        assert "Bourg" in parti.subject and MOTIF in parti.body

    def test_who_leaves_needs_no_mail(self, membre, referent, envoyes):
        assert envoyes(services.terminer, membre, par=membre.personne) == []


class TestDemande:
    def declarer(self, commune) -> None:
        personne = UserFactory(first_name="Jeanne", last_name="Lefèvre")
        services.declarer(personne, commune, fonction="agent")

    def test_every_referent_but_one_whose_account_is_closed(self, commune, referent, envoyes):
        provisoire = AffiliationFactory(
            collectivite=commune, role=Affiliation.Role.REFERENT_PROVISOIRE
        )
        AffiliationFactory(collectivite=commune, referent=True, personne__is_active=False)
        partis = envoyes(self.declarer, commune)
        assert a_qui(partis) == sorted([referent.personne.email, provisoire.personne.email])

    def test_neither_members_nor_neighbours(self, commune, referent, membre, envoyes):
        AffiliationFactory(referent=True)
        assert a_qui(envoyes(self.declarer, commune)) == [referent.personne.email]


class TestContestation:
    @pytest.fixture
    def provisoire(self, commune):
        return AffiliationFactory(collectivite=commune, role=Affiliation.Role.REFERENT_PROVISOIRE)

    @pytest.fixture
    def contestation(self, provisoire, membre):
        return services.contester(provisoire, par=membre, motif="Je tiens le dossier")

    @pytest.fixture
    def les_deux(self, contestation) -> list[str]:
        parties = (contestation.contestee, contestation.par)
        return sorted(affiliation.personne.email for affiliation in parties)

    def test_who_is_contested_reads_why(self, provisoire, membre, envoyes):
        (parti,) = envoyes(services.contester, provisoire, par=membre, motif="Je tiens le dossier")
        assert parti.to == [provisoire.personne.email]
        assert "contesté" in parti.subject and "Je tiens le dossier" in parti.body

    def test_both_are_told_that_the_place_is_given(self, contestation, les_deux, envoyes):
        partis = envoyes(services.ceder, contestation, par=contestation.contestee.personne)
        assert a_qui(partis) == les_deux

    @pytest.mark.parametrize("transferer", [True, False])
    def test_both_read_the_answer_of_anct(self, contestation, les_deux, envoyes, transferer):
        partis = envoyes(
            services.trancher,
            contestation,
            par=UserFactory(groupe="Administration"),
            transferer=transferer,
            motif="Organigramme vu",
        )
        assert a_qui(partis) == les_deux
        assert all("Organigramme vu" in parti.body for parti in partis)

    def test_anct_is_told_once_after_seven_days(self, contestation, relever):
        anct = UserFactory(groupe="Administration")
        assert relances.escalader() == 0
        with time_machine.travel(timezone.now() + DELAI, tick=True):
            assert [relances.escalader(), relances.escalader()] == [1, 0]
            assert a_qui(relever()) == [anct.email]
