"""A code to the official mailbox: what it proves, and how many leave."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import (
    CodeDeConfirmation,
    Niveau,
)
from communautes.comptes.affiliations.services import AffiliationRefusee
from tests.communautes.comptes.affiliations.aides import code_officiel, declarer
from tests.factories import CollectiviteFactory, UserFactory

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

    def test_five_a_day(self, affiliation):
        maintenant = timezone.now()
        for rang in range(6):
            with time_machine.travel(maintenant + timedelta(minutes=11 * rang), tick=False):
                if rang == 5:
                    with pytest.raises(AffiliationRefusee, match="demain"):
                        services.envoyer_code(affiliation, par=affiliation.personne)
                else:
                    services.envoyer_code(affiliation, par=affiliation.personne)

    def test_a_collectivite_without_mail(self, personne):
        affiliation = declarer(personne, CollectiviteFactory())
        with pytest.raises(AffiliationRefusee, match="courriel officiel"):
            services.envoyer_code(affiliation, par=personne)
