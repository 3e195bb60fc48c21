"""Référents: what they do, how they are named, contested, replaced."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import (
    Affiliation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from tests.communautes.comptes.affiliations.aides import actes, declarer, siret
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


class TestPremierReferent:
    def test_the_first_who_is_verified_not_the_second(self, commune):
        un, deux = (
            declarer(
                UserFactory(first_name="A", last_name=f"B{n}"),
                commune,
                dit=Dit(siret(commune), False),
            )
            for n in range(2)
        )
        assert (un.role, deux.role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)

    def test_the_place_of_one_who_is_over_by_the_clock(self, personne, commune):
        AffiliationFactory(collectivite=commune, elu=True, role=Role.REFERENT_PROVISOIRE)
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            suivante = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert suivante.role == Role.REFERENT_PROVISOIRE

    def test_the_database_keeps_one(self, commune):
        AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        with pytest.raises(IntegrityError), transaction.atomic():
            AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)

    def test_anct_makes_it_for_good(self, commune, anct):
        affiliation = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        validee = services.valider(affiliation, par=anct, motif="Arrêté de nomination vu")
        assert (validee.role, validee.niveau) == (Role.REFERENT, Niveau.VALIDEE)

    def test_when_the_last_leaves_the_best_takes_over(self, commune):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        mieux = AffiliationFactory(collectivite=commune)
        services.terminer(referent, par=referent.personne)
        mieux.refresh_from_db()
        assert mieux.role == Role.REFERENT_PROVISOIRE
        assert actes()[-2:] == ["affiliations.terminee", "affiliations.referent"]


class TestReferent:
    @pytest.fixture
    def referent(self, commune):
        return AffiliationFactory(collectivite=commune, referent=True)

    @pytest.fixture
    def demande(self, personne, commune, referent):
        return declarer(personne, commune)

    def test_vouches(self, demande, referent, relever, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            cautionnee = services.cautionner(demande, par=referent.personne)
        assert (cautionnee.niveau, cautionnee.verifiee_par) == (
            Niveau.CAUTIONNEE,
            referent.personne,
        )
        entree = Entree.objects.first()
        assert (entree.acte, entree.au_nom_de) == ("affiliations.cautionnee", referent.collectivite)
        assert entree.changements_en_mots == (
            "niveau\u00a0: déclarée → cautionnée\u00a0; état\u00a0: demandée → en vigueur"
        )
        assert relever()[-1].to == [demande.personne.email]

    def test_refuses_with_a_reason(self, demande, referent):
        with pytest.raises(AffiliationRefusee, match="motif"):
            services.refuser(demande, par=referent.personne, motif=" ")
        refusee = services.refuser(demande, par=referent.personne, motif="N’est plus en poste")
        assert (refusee.statut, refusee.motif) == ("refusee", "N’est plus en poste")

    @pytest.mark.parametrize("motif", ["Jeanne LEFEVRE est partie", "Voir a@b.fr"])
    def test_not_with_a_reason_that_names(self, demande, referent, motif):
        with pytest.raises(AffiliationRefusee, match="Retirez"):
            services.refuser(demande, par=referent.personne, motif=motif)

    def test_nobody_answers_for_themselves(self, referent):
        for faire in (services.cautionner, services.nommer_referent):
            with pytest.raises(AffiliationRefusee, match="soi-même"):
                faire(referent, par=referent.personne)
        with pytest.raises(AffiliationRefusee, match="soi-même"):
            services.habiliter(referent, par=referent.personne, oui=True)

    @pytest.mark.parametrize("qui", ["membre", "ailleurs", "epci", "concordant", "expire"])
    def test_others_cannot(self, demande, commune, qui):
        epci = CollectiviteFactory(type="epci")
        commune.epci = epci
        commune.save()
        autre = {
            "membre": lambda: AffiliationFactory(collectivite=commune),
            "ailleurs": lambda: AffiliationFactory(referent=True),
            "epci": lambda: AffiliationFactory(collectivite=epci, referent=True),
            "concordant": lambda: AffiliationFactory(
                collectivite=commune, niveau=Niveau.CONCORDANTE, role=Role.REFERENT_PROVISOIRE
            ),
            "expire": lambda: AffiliationFactory(
                collectivite=commune,
                referent=True,
                confirmee_le=timezone.localdate() - timedelta(days=800),
            ),
        }[qui]()
        with pytest.raises(AffiliationRefusee, match="référent"):
            services.cautionner(demande, par=autre.personne)
        with pytest.raises(AffiliationRefusee, match="référent"):
            services.refuser(demande, par=autre.personne, motif="Non")

    def test_habilitates_whom_the_rule_lets(self, commune, referent):
        agent = AffiliationFactory(collectivite=commune)
        elue = AffiliationFactory(collectivite=commune, elu=True)
        with pytest.raises(AffiliationRefusee, match="élu"):
            services.habiliter(agent, par=referent.personne, oui=True)
        assert services.habiliter(elue, par=referent.personne, oui=True).habilite_a_engager

    def test_the_last_one_names_another_first(self, commune, referent):
        with pytest.raises(AffiliationRefusee, match="Nommez"):
            services.retirer_referent(referent, par=referent.personne)
        autre = AffiliationFactory(collectivite=commune)
        services.nommer_referent(autre, par=referent.personne)
        services.retirer_referent(referent, par=referent.personne)
        referent.refresh_from_db()
        assert referent.role == Role.MEMBRE

    def test_who_is_no_longer_one_loses_the_right_to_commit(self, commune, anct):
        referent = AffiliationFactory(
            collectivite=commune, role=Role.REFERENT, habilite_a_engager=True
        )
        AffiliationFactory(collectivite=commune, referent=True)
        services.retirer_referent(referent, par=anct, motif="A changé de service")
        referent.refresh_from_db()
        assert not referent.habilite_a_engager


class TestContester:
    @pytest.fixture
    def contestation(self, commune):
        provisoire = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        par = AffiliationFactory(collectivite=commune)
        return services.contester(provisoire, par=par, motif="Je suis chargée du dossier")

    def roles(self, contestation):
        lues = Affiliation.objects.in_bulk([contestation.contestee_id, contestation.par_id])
        return lues[contestation.contestee_id].role, lues[contestation.par_id].role

    def test_the_place_is_given(self, contestation):
        services.ceder(contestation, par=contestation.contestee.personne)
        assert self.roles(contestation) == (Role.MEMBRE, Role.REFERENT_PROVISOIRE)

    def test_anct_after_seven_days(self, contestation, anct):
        assert not Contestation.objects.pour_l_anct().exists()
        with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
            assert Contestation.objects.pour_l_anct().get() == contestation
            services.trancher(contestation, par=anct, transferer=False, motif="Organigramme vu")
        assert self.roles(contestation) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)

    def test_once(self, contestation):
        with pytest.raises(AffiliationRefusee, match="déjà"):
            services.contester(contestation.contestee, par=contestation.par, motif="Encore")

    def test_only_a_provisional_one_by_somebody_of_there(self, commune):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        membre, ailleurs = AffiliationFactory(collectivite=commune), AffiliationFactory()
        with pytest.raises(AffiliationRefusee, match="provisoire"):
            services.contester(referent, par=membre, motif="Non")
        with pytest.raises(AffiliationRefusee, match="même collectivité"):
            services.contester(referent, par=ailleurs, motif="Non")
