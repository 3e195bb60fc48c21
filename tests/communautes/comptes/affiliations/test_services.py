"""The acts on affiliations: who may, what they change, what the journal keeps."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import (
    Affiliation,
    CodeDeConfirmation,
    Contestation,
    Niveau,
)
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from communautes.territoires import dissolutions, fusions
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


@pytest.fixture
def commune():
    return CollectiviteFactory(nom="Bourg", emails_officiels=["mairie@bourg.example.org"])


@pytest.fixture
def personne():
    return UserFactory(first_name="Jeanne", last_name="Lefèvre")


@pytest.fixture
def anct():
    return UserFactory(groupe="Administration")


def declarer(personne, commune, **champs) -> Affiliation:
    return services.declarer(personne, commune, **({"fonction": "agent"} | champs))


def siret(collectivite) -> str:
    return f"{collectivite.siren}00012"


def actes() -> list[str]:
    return list(Entree.objects.order_by("pk").values_list("acte", flat=True))


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
        [prouvee] = services.concorder(personne, siret=siret(commune), is_external=False)
        affiliation.refresh_from_db()
        assert prouvee == affiliation and affiliation.niveau == Niveau.CONCORDANTE
        assert (affiliation.statut, affiliation.preuve) == ("active", "siret")

    def test_at_once_when_it_is_known(self, personne, commune):
        affiliation = declarer(personne, commune, siret=siret(commune), is_external=False)
        assert affiliation.niveau == Niveau.CONCORDANTE

    @pytest.mark.parametrize(
        ("dit", "is_external"),
        [("sien", True), ("21750001600019", False), ("sien-court", False), ("", False)],
        ids=["external", "another", "short", "none"],
    )
    def test_what_proves_nothing(self, personne, commune, dit, is_external):
        dit = {"sien": siret(commune), "sien-court": commune.siren}.get(dit, dit)
        affiliation = declarer(personne, commune, siret=dit, is_external=is_external)
        assert services.concorder(personne, siret=dit, is_external=is_external) == []
        assert affiliation.niveau == Niveau.DECLAREE

    def test_an_epci_says_nothing_of_its_communes(self, personne):
        epci = CollectiviteFactory(type="epci")
        commune = CollectiviteFactory(epci=epci)
        affiliation = declarer(personne, commune)
        services.concorder(personne, siret=siret(epci), is_external=False)
        affiliation.refresh_from_db()
        assert affiliation.niveau == Niveau.DECLAREE


class TestPremierReferent:
    def test_the_first_who_is_verified_not_the_second(self, commune):
        un, deux = (
            declarer(
                UserFactory(first_name="A", last_name=f"B{n}"),
                commune,
                siret=siret(commune),
                is_external=False,
            )
            for n in range(2)
        )
        assert (un.role, deux.role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)

    def test_the_place_of_one_who_is_over_by_the_clock(self, personne, commune):
        AffiliationFactory(collectivite=commune, elu=True, role=Role.REFERENT_PROVISOIRE)
        with time_machine.travel(timezone.now() + timedelta(days=400)):
            suivante = declarer(personne, commune, siret=siret(commune), is_external=False)
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


def code_officiel() -> str:
    return re.search(r"^\d{4} \d{4}$", mail.outbox[-1].body, re.M)[0]


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
            "niveau\u00a0: déclarée → cautionnée ; état\u00a0: demandée → en vigueur"
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
        autre = AffiliationFactory(collectivite=contestation.contestee.collectivite)
        with pytest.raises(AffiliationRefusee, match="déjà"):
            services.contester(contestation.contestee, par=autre, motif="Moi aussi")

    def test_only_a_provisional_one_by_somebody_of_there(self, commune):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        membre, ailleurs = AffiliationFactory(collectivite=commune), AffiliationFactory()
        with pytest.raises(AffiliationRefusee, match="provisoire"):
            services.contester(referent, par=membre, motif="Non")
        with pytest.raises(AffiliationRefusee, match="même collectivité"):
            services.contester(referent, par=ailleurs, motif="Non")


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


class TestFusion:
    def test_who_works_there_goes_along(self, commune):
        successeur = CollectiviteFactory()
        provisoire = AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)
        la_bas = AffiliationFactory(collectivite=successeur, role=Role.REFERENT_PROVISOIRE)
        close = AffiliationFactory(collectivite=commune, statut="terminee", close_le=timezone.now())
        fusion = fusions.fusionner(commune, successeur, motif="Loi")
        for ligne in (provisoire, la_bas, close):
            ligne.refresh_from_db()
        assert fusion.deplace["affiliations"] == 1
        assert (provisoire.collectivite, provisoire.role) == (successeur, Role.MEMBRE)
        assert la_bas.role == Role.REFERENT_PROVISOIRE and close.collectivite == commune

    @pytest.mark.parametrize("fort", ["absorbee", "successeur"])
    def test_who_was_in_both_keeps_the_higher(self, personne, commune, fort):
        successeur = CollectiviteFactory()
        niveaux = {"absorbee": Niveau.CONCORDANTE, "successeur": Niveau.CONCORDANTE}
        niveaux[fort] = Niveau.CAUTIONNEE
        AffiliationFactory(
            personne=personne,
            collectivite=commune,
            niveau=niveaux["absorbee"],
            role=Role.REFERENT_PROVISOIRE,
        )
        AffiliationFactory(
            personne=personne,
            collectivite=successeur,
            niveau=niveaux["successeur"],
            role=Role.REFERENT_PROVISOIRE,
        )
        fusions.fusionner(commune, successeur, motif="Loi")
        restante = Affiliation.objects.en_vigueur().get()
        assert (restante.collectivite, restante.niveau) == (successeur, Niveau.CAUTIONNEE)
        assert restante.role == Role.REFERENT_PROVISOIRE

    def test_what_the_clock_has_ended_does_not_prevail(self, personne, commune):
        successeur = CollectiviteFactory()
        en_poste = AffiliationFactory(personne=personne, collectivite=commune)
        AffiliationFactory(
            personne=personne,
            collectivite=successeur,
            niveau=Niveau.VALIDEE,
            confirmee_le=timezone.localdate() - timedelta(days=800),
        )
        fusions.fusionner(commune, successeur, motif="Loi")
        assert Affiliation.objects.en_vigueur().get() == en_poste


def test_a_dissolved_grouping_has_nobody_any_more(personne, anct):
    """Its members, and what was asked, end with it; the confirmation says how many."""
    epci = CollectiviteFactory(type="epci")
    sienne = AffiliationFactory(personne=personne, collectivite=epci)
    demandee = AffiliationFactory(collectivite=epci, niveau=Niveau.DECLAREE, statut="demandee")
    acte = {"le": timezone.localdate(), "par": anct}
    assert dissolutions.a_blanc(epci, **acte) == {"affiliations": 2}
    assert Affiliation.objects.en_vigueur().count() == 2
    assert dissolutions.dissoudre(epci, motif="Arrêté", **acte).termine == {"affiliations": 2}
    for affiliation in (sienne, demandee):
        affiliation.refresh_from_db()
        assert (affiliation.statut, affiliation.motif) == ("terminee", "Groupement dissous")
    assert actes() == ["affiliations.terminee"] * 2 + ["territoires.dissolution"]
