"""A merge, a dissolution: what becomes of who works there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import (
    Affiliation,
    Niveau,
)
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.territoires import dissolutions, fusions
from tests.communautes.comptes.affiliations.aides import actes, code_officiel, declarer
from tests.factories import AffiliationFactory, CollectiviteFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


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

    def test_a_code_sent_before_is_worth_nothing_after(self, client, personne, commune, relever):
        successeur = CollectiviteFactory(emails_officiels=["accueil@grand.example.org"])
        demande = declarer(personne, commune)
        services.envoyer_code(demande, par=personne)
        relever()
        fusions.fusionner(commune, successeur, motif="Loi")
        with pytest.raises(AffiliationRefusee, match="plus valable"):
            services.essayer_code(demande, code_officiel(), par=personne)
        demande.refresh_from_db()
        assert demande.niveau == Niveau.DECLAREE
        client.force_login(personne)
        adresse = reverse("affiliations:verifier", args=[demande.pk])
        assert "ne vaut plus" in client.get(adresse).text
        services.envoyer_code(demande, par=personne)
        assert "ne vaut plus" not in client.get(adresse).text
        assert relever()[-1].to == ["accueil@grand.example.org"]


def test_a_dissolved_grouping_has_nobody_any_more(
    personne, anct, relever, django_capture_on_commit_callbacks
):
    """Its members, and what was asked, end with it; the confirmation says how many."""
    epci = CollectiviteFactory(type="epci")
    sienne = AffiliationFactory(personne=personne, collectivite=epci)
    demandee = AffiliationFactory(collectivite=epci, niveau=Niveau.DECLAREE, statut="demandee")
    acte = {"le": timezone.localdate(), "par": anct}
    assert dissolutions.a_blanc(epci, **acte) == {"affiliations": 2}
    assert Affiliation.objects.en_vigueur().count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert dissolutions.dissoudre(epci, motif="Arrêté", **acte).termine == {"affiliations": 2}
    avertis = {m.to[0] for m in relever() if "dissolution" in m.subject}
    assert avertis == {sienne.personne.email, demandee.personne.email}
    for affiliation in (sienne, demandee):
        affiliation.refresh_from_db()
        assert (affiliation.statut, affiliation.motif) == ("terminee", "Groupement dissous")
    assert actes() == ["affiliations.terminee"] * 2 + ["territoires.dissolution"]


class TestDansLesDeux:
    """One person in both: the best of both stays, each row has its line, one mail says it."""

    @pytest.mark.parametrize("fort", ["absorbee", "successeur", "egal"])
    @pytest.mark.parametrize("riche", ["absorbee", "successeur"])
    def test_the_best_of_both(self, personne, commune, fort, riche):
        lieux = {"absorbee": commune, "successeur": CollectiviteFactory()}
        for nom, lieu in lieux.items():
            AffiliationFactory(
                personne=personne,
                collectivite=lieu,
                niveau=Niveau.VALIDEE if nom == fort else Niveau.CONFIRMEE,
                role=Role.REFERENT if nom == riche else Role.MEMBRE,
                habilite_a_engager=nom == riche,
            )
        fusions.fusionner(commune, lieux["successeur"], motif="Loi")
        reste = Affiliation.objects.en_vigueur().get()
        assert (reste.collectivite, reste.role) == (lieux["successeur"], Role.REFERENT)
        assert reste.habilite_a_engager
        assert reste.niveau == (Niveau.CONFIRMEE if fort == "egal" else Niveau.VALIDEE)
        assert actes().count("affiliations.terminee") == 1

    def test_each_is_told_once(
        self, personne, commune, relever, django_capture_on_commit_callbacks
    ):
        successeur = CollectiviteFactory()
        for lieu in (commune, successeur):
            AffiliationFactory(personne=personne, collectivite=lieu)
        autre = AffiliationFactory(collectivite=commune)
        with django_capture_on_commit_callbacks(execute=True):
            fusions.fusionner(commune, successeur, motif="Loi")
        attendus = sorted([personne.email, autre.personne.email])
        fusionnes = [m for m in relever() if "provisoire" not in m.subject]
        assert sorted(adresse for m in fusionnes for adresse in m.to) == attendus
        assert all("confirmée" in m.body and successeur.nom in m.body for m in fusionnes)

    def test_a_dry_run_tells_nobody(self, commune, relever, django_capture_on_commit_callbacks):
        AffiliationFactory(collectivite=commune)
        with django_capture_on_commit_callbacks(execute=True):
            fusions.a_blanc(commune, CollectiviteFactory())
        assert not relever()
