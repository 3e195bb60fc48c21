"""The acts of ANCT on the referential: what moves is said, then done, and traced."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from communautes.comptes.affiliations.fusions import deplacer
from communautes.territoires import fusions
from communautes.territoires.dissolutions import dissoudre
from communautes.territoires.forms import cle_de
from communautes.territoires.fusions import FusionRefusee
from communautes.territoires.models import Collectivite, Dissolution, Fusion
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.referentiel import charger

pytestmark = pytest.mark.django_db


@pytest.fixture
def anct():
    return UserFactory(groupe="Administration")


@pytest.fixture
def admin(client, anct):
    client.force_login(anct)
    return client


@pytest.fixture
def deux_epci(monkeypatch):
    """With two communes in the first, and a room that has three things of it."""
    monkeypatch.setattr(fusions, "_deplacements", {})
    monkeypatch.setattr(fusions, "_phrases", dict(fusions._phrases))
    fusions.a_la_fusion("positions", lambda absorbee, successeur: 3, "{} positions passent".format)
    epcis = [CollectiviteFactory(type="epci", nom=nom) for nom in ("Haute Vallée", "Plaine")]
    CollectiviteFactory.create_batch(2, epci=epcis[0])
    return epcis


def envoi(deux_epci, **remplace) -> dict:
    absorbee, successeur = deux_epci
    return {
        "absorbee": absorbee.intitule,
        "absorbee_cle": cle_de(absorbee),
        "successeur": successeur.intitule,
        "successeur_cle": cle_de(successeur),
        "motif": "Arrêté du 2 janvier",
        "le": "2026-01-02",
    } | remplace


class TestFusionner:
    adresse = "/admin/collectivites/fusionner/"

    def test_first_what_it_moves_and_nothing_is_written(self, admin, deux_epci):
        texte = admin.post(self.adresse, envoi(deux_epci)).text
        assert "3 positions passent" in texte
        assert "2 communes membres passent à la collectivité qui l’absorbe." in texte
        assert not Fusion.objects.exists()
        assert Collectivite.objects.actives().count() == 4
        assert deux_epci[0].communes.count() == 2

    def test_how_many_persons_go_along(self, admin, deux_epci):
        fusions.a_la_fusion("affiliations", deplacer, fusions._phrases["affiliations"])
        AffiliationFactory.create_batch(2, collectivite=deux_epci[0])
        texte = admin.post(self.adresse, envoi(deux_epci)).text
        assert "2 personnes affiliées passent à la collectivité qui l’absorbe" in texte

    def test_then_confirmed(self, admin, anct, deux_epci):
        absorbee, successeur = deux_epci
        response = admin.post(self.adresse, envoi(deux_epci, confirmer="oui"), follow=True)
        assert "a fusionné dans" in response.text
        fusion = Fusion.objects.get()
        assert (fusion.absorbee, fusion.successeur) == (absorbee, successeur)
        assert (fusion.motif, fusion.prononcee_par) == ("Arrêté du 2 janvier", anct)
        assert fusion.date_d_effet == date(2026, 1, 2)
        assert fusion.deplace == {"positions": 3, "communes": 2}
        assert successeur.communes.count() == 2
        entree = ModelLogEntry.objects.get(action="territoires.fusion")
        assert (entree.user, entree.object_id) == (anct, str(absorbee.pk))
        assert "Plaine" in entree.message

    @pytest.mark.parametrize(
        ("remplace", "phrase"),
        [
            ({"motif": ""}, "Dites pourquoi"),
            ({"absorbee_cle": "", "absorbee": "zzzzzz"}, "Aucune collectivité ne répond"),
            ({"le": "2999-01-01"}, "Cette date est à venir"),
        ],
        ids=["sans motif", "inconnue", "à venir"],
    )
    def test_what_is_wrong_is_said(self, admin, deux_epci, remplace, phrase):
        response = admin.post(self.adresse, envoi(deux_epci, **remplace))
        assert response.status_code == 422 and phrase in response.text
        assert not Fusion.objects.exists()

    def test_another_type_is_refused(self, admin, deux_epci):
        commune = CollectiviteFactory(nom="Bourg")
        response = admin.post(self.adresse, envoi([deux_epci[0], commune]))
        assert response.status_code == 422 and "pas du même type" in response.text

    def test_confirmed_twice(self, admin, deux_epci):
        admin.post(self.adresse, envoi(deux_epci, confirmer="oui"))
        response = admin.post(self.adresse, envoi(deux_epci, confirmer="oui"))
        assert response.status_code == 422
        assert Fusion.objects.count() == 1

    def test_what_cannot_move_stops_everything(self, admin, deux_epci):
        def refuser(absorbee, successeur):
            raise FusionRefusee("Deux places dans un même projet.")

        fusions.a_la_fusion("places", refuser)
        response = admin.post(self.adresse, envoi(deux_epci, confirmer="oui"))
        assert "Deux places dans un même projet." in response.text
        assert Collectivite.objects.actives().count() == 4


class TestDissoudre:
    adresse = "/admin/collectivites/dissoudre/"

    def test_its_communes_leave_it(self, admin, anct, deux_epci):
        epci = deux_epci[0]
        envoye = {
            "collectivite": epci.intitule,
            "collectivite_cle": cle_de(epci),
            "motif": "Arrêté",
            "le": "2026-01-02",
        }
        AffiliationFactory(collectivite=epci)
        texte = admin.post(self.adresse, envoye).text
        assert "2 communes n’y sont plus." in texte
        assert "L’affiliation de 1 personne prend fin." in texte
        assert not Dissolution.objects.exists()
        assert (
            "est dissoute"
            in admin.post(self.adresse, envoye | {"confirmer": "oui"}, follow=True).text
        )
        epci.refresh_from_db()
        assert (epci.statut, epci.communes.count()) == ("dissoute", 0)
        assert Dissolution.objects.get().prononcee_par == anct
        assert ModelLogEntry.objects.get(action="territoires.dissolution").user == anct
        assert "n’existe plus" in admin.get(epci.get_absolute_url()).text

    def test_a_commune_is_never_dissolved(self, anct):
        with pytest.raises(FusionRefusee, match="Seul un groupement"):
            dissoudre(CollectiviteFactory(), motif="Non", le=date(2026, 1, 2), par=anct)

    def test_not_in_the_future(self, anct, deux_epci):
        demain = timezone.localdate() + timedelta(days=1)
        with pytest.raises(FusionRefusee, match="à venir"):
            dissoudre(deux_epci[0], motif="Arrêté", le=demain, par=anct)

    def test_the_next_import_keeps_it(self, anct):
        charger()
        nancy = Collectivite.objects.get(type="commune", code="54547").epci
        dissoudre(nancy, motif="Arrêté", le=date(2026, 1, 2), par=anct)
        plan = charger(millesime=2027)
        nancy.refresh_from_db()
        assert nancy.statut == "dissoute"
        assert Collectivite.objects.get(type="commune", code="54547").epci is None
        assert any("encore dans le fichier" in avis for avis in plan.avis)


@pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", None])
@pytest.mark.parametrize("acte", ["fusionner", "dissoudre"])
def test_nobody_else(client, deux_epci, groupe, acte):
    client.force_login(UserFactory(groupe=groupe))
    envoye = envoi(deux_epci, confirmer="oui", collectivite_cle=cle_de(deux_epci[0]))
    client.post(f"/admin/collectivites/{acte}/", envoye)
    assert Collectivite.objects.actives().count() == 4


class TestListe:
    def test_it_offers_the_acts(self, admin):
        texte = admin.get(reverse("collectivites:index")).text
        assert "Prononcer une fusion" in texte and "Importer les courriels officiels" in texte

    def test_it_costs_the_same_for_three_or_thirty(self, admin, count_queries):
        adresse = reverse("collectivites:index")
        CollectiviteFactory.create_batch(3)
        peu = count_queries(admin.get, adresse)
        CollectiviteFactory.create_batch(27)
        assert count_queries(admin.get, adresse) == peu
        assert peu <= 25


class TestNombresEtSorties:
    adresse = "/admin/collectivites/"

    def test_numbers_are_read(self, admin):
        commune = CollectiviteFactory(population=29942)
        for adresse in (self.adresse, f"{self.adresse}inspect/{commune.pk}/"):
            page = admin.get(adresse).text
            assert re.search(r"29[\u00a0\u202f]942", page) and "29942" not in page

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_it_goes_out_as_it_is_filtered(self, admin, forme):
        epci = CollectiviteFactory(type="epci", nom="Haute Vallée")
        CollectiviteFactory(nom="Bourg", population=29942, epci=epci)
        assert f"export={forme}" in admin.get(self.adresse).text
        contenu = b"".join(admin.get(self.adresse, {"export": forme, "type": "commune"}))
        if forme == "csv":
            lignes = contenu.decode("utf-8-sig").splitlines()
            assert len(lignes) == 2 and lignes[0].startswith("Sorte;Code;SIREN;Nom;")
            assert "Bourg" in lignes[1] and "29942" in lignes[1] and "Haute Vallée" in lignes[1]

    def test_nothing_is_said_in_french(self, admin):
        for adresse in (self.adresse, "/admin/journal/"):
            for question, dit in (
                ("", "Rien ici pour l’instant."),
                ("?q=zz", "Rien ne correspond"),
            ):
                page = admin.get(adresse + question).text
                assert dit in page and "pas de " not in page
