"""A code to the official mailbox: what it proves, and how many leave."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Niveau,
)
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.territoires import courriels
from tests.communautes.comptes.affiliations.aides import code_officiel, declarer
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestCode:
    @pytest.fixture
    def affiliation(self, personne, commune):
        return declarer(personne, commune)

    def envoyer(self, affiliation, relever) -> str:
        services.envoyer_code(affiliation, par=affiliation.personne)
        relever()
        return code_officiel()

    def test_it_confirms_once(self, affiliation, relever):
        code = self.envoyer(affiliation, relever)
        confirmee = services.essayer_code(affiliation, f" {code} ", par=affiliation.personne)
        assert (confirmee.niveau, confirmee.statut) == (Niveau.CONFIRMEE, "active")
        with pytest.raises(AffiliationRefusee):
            services.essayer_code(affiliation, code, par=affiliation.personne)

    def test_it_is_nowhere(self, affiliation, relever):
        code = self.envoyer(affiliation, relever).replace(" ", "")
        garde = CodeDeConfirmation.objects.get()
        assert code not in garde.empreinte and len(garde.empreinte) == 64
        from communautes.notifications.models import Courriel

        assert Courriel.objects.get().corps == ""

    def test_it_goes_to_each_official_mailbox_and_to_nobody_else(self, affiliation, relever):
        affiliation.collectivite.emails_officiels = ["a@b.example.org", "c@d.example.org"]
        affiliation.collectivite.save()
        self.envoyer(affiliation, relever)
        assert sorted(m.to for m in mail.outbox) == [["a@b.example.org"], ["c@d.example.org"]]

    def test_five_tries_then_the_right_one_is_worth_nothing(self, affiliation, relever):
        code = self.envoyer(affiliation, relever)
        for _ in range(5):
            with pytest.raises(AffiliationRefusee, match="pas le bon"):
                services.essayer_code(affiliation, "00000000x", par=affiliation.personne)
        with pytest.raises(AffiliationRefusee, match="plus valable"):
            services.essayer_code(affiliation, code, par=affiliation.personne)

    def test_three_days(self, affiliation, relever):
        code = self.envoyer(affiliation, relever)
        with (
            time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)),
            pytest.raises(AffiliationRefusee, match="plus valable"),
        ):
            services.essayer_code(affiliation, code, par=affiliation.personne)

    def test_the_one_of_another_affiliation(self, affiliation, commune, relever):
        autre = declarer(UserFactory(first_name="A", last_name="B"), commune)
        code = self.envoyer(affiliation, relever)
        services.envoyer_code(autre, par=autre.personne)
        with pytest.raises(AffiliationRefusee):
            services.essayer_code(autre, code, par=autre.personne)

    def test_by_oneself_only(self, affiliation, relever):
        code = self.envoyer(affiliation, relever)
        with pytest.raises(AffiliationRefusee):
            services.essayer_code(affiliation, code, par=UserFactory())
        with pytest.raises(AffiliationRefusee):
            services.envoyer_code(affiliation, par=UserFactory())

    def test_ten_minutes_between_two_even_without_cache(self, affiliation, cache_en_panne):
        services.envoyer_code(affiliation, par=affiliation.personne)
        with pytest.raises(AffiliationRefusee, match="dix minutes"):
            services.envoyer_code(affiliation, par=affiliation.personne)

    def test_a_collectivite_without_mail(self, personne):
        affiliation = declarer(personne, CollectiviteFactory())
        with pytest.raises(AffiliationRefusee, match="courriel officiel"):
            services.envoyer_code(affiliation, par=personne)


def demander(personne, commune):
    affiliation = declarer(personne, commune)
    services.envoyer_code(affiliation, par=personne)
    return affiliation


def compte(**champs):
    return UserFactory(first_name="A", last_name="B", **champs)


@pytest.fixture
def ancienne():
    return {"date_joined": timezone.now() - timedelta(days=8)}


class TestLimites:
    """Nobody fills a mailbox, nobody keeps another from asking; without the cache."""

    pytestmark = pytest.mark.usefixtures("cache_en_panne")

    def test_quitting_and_joining_again_gives_nothing(self, personne, commune, relever):
        services.terminer(demander(personne, commune), par=personne)
        retour = declarer(personne, commune)
        with pytest.raises(AffiliationRefusee, match="dix minutes"):
            services.envoyer_code(retour, par=personne)
        avance = time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False)
        with avance, pytest.raises(AffiliationRefusee, match="quitté puis rejoint"):
            services.envoyer_code(retour, par=personne)
        assert len(relever()) == 1
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            services.envoyer_code(retour, par=personne)

    def test_three_a_day_here(self, personne, commune):
        affiliation = declarer(personne, commune)
        maintenant = timezone.now()
        for rang in range(3):
            with time_machine.travel(maintenant + timedelta(minutes=11 * rang), tick=False):
                services.envoyer_code(affiliation, par=personne)
        avance = time_machine.travel(maintenant + timedelta(hours=1), tick=False)
        with avance, pytest.raises(AffiliationRefusee, match="recommencez demain"):
            services.envoyer_code(affiliation, par=personne)

    def test_five_a_day_everywhere(self, personne):
        for rang in range(6):
            lieu = CollectiviteFactory(emails_officiels=[f"mairie@lieu{rang}.example.org"])
            if rang == 5:
                with pytest.raises(AffiliationRefusee, match="recommencez demain"):
                    demander(personne, lieu)
            else:
                demander(personne, lieu)

    def test_new_accounts_leave_room_for_a_better_claim(self, commune, ancienne):
        CollectiviteFactory(emails_officiels=["mairie@partage.example.org"])
        commune.emails_officiels.append("bourg@partage.example.org")
        commune.save()
        for _ in range(5):
            demander(compte(), commune)
        with pytest.raises(AffiliationRefusee, match="trop de codes"):
            demander(compte(email="x@partage.example.org"), commune)
        demander(compte(email="agent@bourg.example.org"), commune)
        demander(compte(**ancienne), commune)

    def test_at_the_cap_it_waits_for_anct_and_the_mailbox_is_told_once(
        self, commune, ancienne, relever
    ):
        for _ in range(10):
            demander(compte(**ancienne), commune)
        AffiliationFactory(collectivite=commune, referent=True)
        for nombre in (1, 2):
            with pytest.raises(AffiliationRefusee, match="l’ANCT vérifie votre demande"):
                demander(compte(**ancienne), commune)
            assert Affiliation.objects.pour_l_anct().count() == nombre
        sujets = [m.subject for m in relever()]
        assert len(sujets) == 11
        assert len([s for s in sujets if "aucun autre code" in s]) == 1


class TestAutreCourriel:
    """A code that went to a wrong mailbox is worth nothing once the address is corrected."""

    @pytest.fixture
    def envoye(self, personne, commune, relever):
        affiliation = declarer(personne, commune)
        services.envoyer_code(affiliation, par=personne)
        relever()
        return affiliation, code_officiel()

    def test_the_code_is_void_and_the_page_says_why(self, client, commune, envoye):
        affiliation, code = envoye
        courriels.poser(commune, ["accueil@bourg.example.org"])
        with pytest.raises(AffiliationRefusee):
            services.essayer_code(affiliation, code, par=affiliation.personne)
        client.force_login(affiliation.personne)
        page = client.get(reverse("affiliations:verifier", args=[affiliation.pk])).text
        assert "vient de changer" in page

    def test_whoever_wrote_it(self, commune, envoye):
        affiliation, code = envoye
        type(commune).objects.filter(pk=commune.pk).update(emails_officiels=["x@b.example.org"])
        with pytest.raises(AffiliationRefusee):
            services.essayer_code(affiliation, code, par=affiliation.personne)

    def test_the_same_addresses_change_nothing(self, commune, envoye):
        affiliation, code = envoye
        courriels.poser(commune, list(commune.emails_officiels))
        confirmee = services.essayer_code(affiliation, code, par=affiliation.personne)
        assert confirmee.niveau == Niveau.CONFIRMEE
