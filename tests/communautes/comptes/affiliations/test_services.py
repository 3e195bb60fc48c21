"""The acts on affiliations: who may, what they change, what the journal keeps."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import (
    Affiliation,
    Niveau,
)
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from communautes.territoires import fusions
from tests.communautes.comptes.affiliations.aides import declarer, siret
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


class TestDeclarer:
    def test_it_is_asked_and_traced(self, personne, commune):
        affiliation = declarer(personne, commune)
        assert (affiliation.statut, affiliation.niveau) == ("demandee", Niveau.DECLAREE)
        entree = Entree.objects.get()
        assert (entree.acte, entree.concerne, entree.au_nom_de) == (
            "affiliations.declaree",
            commune,
            None,
        )

    def test_once(self, personne, commune):
        declarer(personne, commune)
        with pytest.raises(AffiliationRefusee, match="déjà"):
            declarer(personne, commune)

    def test_again_when_the_first_is_over_by_the_clock(self, personne, commune):
        ancienne = AffiliationFactory(personne=personne, collectivite=commune, elu=True)
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            declarer(personne, commune)
        ancienne.refresh_from_db()
        assert ancienne.statut == "expiree" and ancienne.close_le

    @pytest.mark.parametrize(
        ("champs", "phrase"),
        [
            ({"fonction": "elu"}, "finit votre mandat"),
            ({"fonction": "elu", "fin_mandat": timezone.localdate() - timedelta(days=1)}, "fini"),
        ],
    )
    def test_an_elected_member_has_a_mandate(self, personne, commune, champs, phrase):
        with pytest.raises(AffiliationRefusee, match=phrase):
            declarer(personne, commune, **champs)

    def test_nobody_without_a_name(self, commune):
        with pytest.raises(AffiliationRefusee, match="prénom"):
            declarer(UserFactory(), commune)

    def test_nor_where_nobody_acts_any_more(self, personne, commune):
        fusions.fusionner(commune, CollectiviteFactory(), motif="Loi")
        with pytest.raises(AffiliationRefusee, match="n’agit plus"):
            declarer(personne, commune)

    def test_the_referents_are_told(
        self, personne, commune, relever, django_capture_on_commit_callbacks
    ):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        with django_capture_on_commit_callbacks(execute=True):
            declarer(personne, commune)
        assert [m.to for m in relever()] == [[referent.personne.email]]
        assert "Jeanne Lefèvre" in mail.outbox[0].body


class TestConcorder:
    def test_the_siret_of_the_commune(self, personne, commune):
        affiliation = declarer(personne, commune)
        [prouvee] = services.concorder(personne, Dit(siret(commune), False))
        affiliation.refresh_from_db()
        assert prouvee == affiliation and affiliation.niveau == Niveau.CONCORDANTE
        assert (affiliation.statut, affiliation.preuve) == ("active", "siret")

    def test_at_once_when_it_is_known(self, personne, commune):
        affiliation = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert affiliation.niveau == Niveau.CONCORDANTE

    @pytest.mark.parametrize(
        ("dit", "is_external"),
        [("sien", True), ("21750001600019", False), ("sien-court", False), ("", False)],
        ids=["external", "another", "short", "none"],
    )
    def test_what_proves_nothing(self, personne, commune, dit, is_external):
        dit = {"sien": siret(commune), "sien-court": commune.siren}.get(dit, dit)
        affiliation = declarer(personne, commune, dit=Dit(dit, is_external))
        assert services.concorder(personne, Dit(dit, is_external)) == []
        assert affiliation.niveau == Niveau.DECLAREE

    def test_an_epci_says_nothing_of_its_communes(self, personne):
        epci = CollectiviteFactory(type="epci")
        commune = CollectiviteFactory(epci=epci)
        affiliation = declarer(personne, commune)
        services.concorder(personne, Dit(siret(epci), False))
        affiliation.refresh_from_db()
        assert affiliation.niveau == Niveau.DECLAREE


class TestAnct:
    def test_what_waits_by_the_clock_alone(self, personne, commune):
        demande = declarer(personne, commune)
        assert Affiliation.objects.pour_l_anct().get() == demande  # there is no référent
        AffiliationFactory(collectivite=commune, referent=True)
        assert not Affiliation.objects.pour_l_anct().exists()
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
            assert Affiliation.objects.pour_l_anct().get() == demande

    def test_one_mail_for_what_is_new(self, personne, commune, anct, relever):
        declarer(personne, commune)
        assert relances.escalader() == 1 and relances.escalader() == 0
        assert [m.to for m in relever()] == [[anct.email]]

    def test_alone_and_not_for_itself(self, personne, commune, anct):
        demande = declarer(personne, commune)
        with pytest.raises(AffiliationRefusee, match="ANCT"):
            services.valider(demande, par=personne, motif="Moi")
        sienne = AffiliationFactory(personne=anct, niveau=Niveau.DECLAREE)
        with pytest.raises(AffiliationRefusee, match="pas la sienne"):
            services.valider(sienne, par=anct, motif="Moi")

    def test_the_second_answer_comes_too_late(self, personne, commune, anct):
        demande = declarer(personne, commune)
        services.refuser(demande, par=anct, motif="Inconnue de la mairie")
        with pytest.raises(AffiliationRefusee, match="close"):
            services.valider(demande, par=anct, motif="Connue")


class TestHorloge:
    def test_a_mandate_ends_at_the_end_of_its_day(self):
        affiliation = AffiliationFactory(elu=True, fin_mandat=timezone.localdate())
        assert affiliation.est_en_vigueur
        assert affiliation in Affiliation.objects.en_vigueur()
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert not affiliation.est_en_vigueur
            assert affiliation not in Affiliation.objects.en_vigueur()

    def test_twenty_four_months_unless_confirmed(self):
        affiliation = AffiliationFactory()
        with time_machine.travel(timezone.now() + timedelta(days=732)):
            assert not Affiliation.objects.en_vigueur().exists()
            assert Affiliation.objects.get().etat_en_mots == "expirée"
        with time_machine.travel(timezone.now() + timedelta(days=600)):
            services.reconfirmer(affiliation, par=affiliation.personne)
        with time_machine.travel(timezone.now() + timedelta(days=732)):
            assert Affiliation.objects.en_vigueur().get() == affiliation

    def test_the_same_day_in_the_row_and_in_the_query(self):
        for recul in (729, 730, 731, 732):
            jour = timezone.localdate() - timedelta(days=recul)
            affiliation = AffiliationFactory(confirmee_le=jour)
            trouvee = Affiliation.objects.en_vigueur().filter(pk=affiliation.pk).exists()
            assert affiliation.est_en_vigueur == trouvee, recul

    def test_what_is_over_is_written_down_and_handed_over(self, commune):
        AffiliationFactory(collectivite=commune, elu=True, role=Role.REFERENT)
        reste = AffiliationFactory(collectivite=commune)
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            assert relances.noter_les_expirees() == 1
        reste.refresh_from_db()
        assert reste.role == Role.REFERENT_PROVISOIRE
