"""A year's referential is applied whole, or refused with a report; the next one merges."""

import lzma

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from communautes.territoires import fusions, importation, lecture
from communautes.territoires.fusions import FusionRefusee, prononcer
from communautes.territoires.importation import ImportRefuse
from communautes.territoires.models import Collectivite, Fusion, ImportDuReferentiel
from tests.factories import CollectiviteFactory, UserFactory
from tests.referentiel import FICHIER_2024, charger, reduit, referentiel


def trouver(code: str, type_: str = "commune") -> Collectivite:
    return Collectivite.objects.get(type=type_, code=code)


@pytest.fixture
def deplacements(monkeypatch):
    """The registry, empty: what a test adds goes with it."""
    monkeypatch.setattr(fusions, "_deplacements", {})


class TestPremierImport:
    def test_what_the_file_has(self, db):
        plan = charger()
        lus = plan.referentiel.compter()
        for type_, nombre in lus.items():
            assert Collectivite.objects.filter(type=type_).count() == nombre
        assert (lus["departement"], lus["region"]) == (101, 18)
        assert ImportDuReferentiel.objects.get().millesime == 2026

    def test_a_commune(self, db):
        charger()
        vandoeuvre = trouver("54547")
        assert vandoeuvre.nom == "Vandœuvre-lès-Nancy"
        assert vandoeuvre.siren == "215405473"
        assert vandoeuvre.ou == "Meurthe-et-Moselle (54)"
        assert vandoeuvre.epci.nom == "Métropole du Grand Nancy"
        assert vandoeuvre.strate == "20000_100000"
        assert vandoeuvre.codes_postaux == ["54500"]

    def test_powers_that_another_has(self, db):
        charger()
        alsace = trouver("6AE", "particuliere")
        assert alsace.siren == "200094332" and alsace.population > 100_000
        qui = {
            ("67", "departement"): alsace,
            ("2A", "departement"): trouver("94", "region"),
            ("75", "departement"): trouver("75056"),
            ("06", "region"): trouver("976", "departement"),
        }
        for (code, type_), attendue in qui.items():
            assert trouver(code, type_).exercee_par == attendue

    def test_an_epci_in_several_departements_is_where_most_live(self, db):
        charger()
        epci = trouver("94028").epci
        assert epci.departement == epci.departements[0]

    def test_twice_changes_nothing(self, db):
        charger()
        avant = list(Collectivite.objects.order_by("pk").values())
        plan = charger()
        assert plan.compter()["creees"] == plan.compter()["modifiees"] == 0
        assert list(Collectivite.objects.order_by("pk").values()) == avant

    def test_a_dry_run_writes_nothing(self, db):
        plan = importation.appliquer(referentiel(), essai=True)
        assert plan.compter()["creees"] > 200
        assert not Collectivite.objects.exists() and not ImportDuReferentiel.objects.exists()

    def test_everything_wrong_is_said_and_nothing_written(self, db):
        communes = [list(c) for c in reduit()["communes"]]
        communes[0][2] = "217500017"
        communes[1][2] = communes[2][2]
        communes[3][5] = "999999999"
        with pytest.raises(ImportRefuse) as refus:
            charger(communes=[*communes, communes[4]])
        assert len(refus.value.erreurs) == 4
        assert not Collectivite.objects.exists()

    def test_a_line_of_the_supplement_without_source_is_refused(self, db):
        supplement = lecture.lire_le_supplement(lecture.SUPPLEMENT)
        supplement[3]["source"] = " "
        lu = lecture.composer(reduit(), supplement)
        assert lu.erreurs == ["supplément, ligne 5 : departement-04 ne nomme pas sa source."]

    def test_stopped_halfway_it_has_written_nothing(self, db, monkeypatch):
        def tomber(plan):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(importation, "_dater", tomber)
            with pytest.raises(KeyboardInterrupt):
                charger()
        assert not Collectivite.objects.exists()
        charger()
        assert Collectivite.objects.count() > 200


class TestAnneeSuivante:
    @pytest.fixture
    def deux_ans(self, db, deplacements):
        """2024, with something that belongs to Filain; then 2026."""
        charger(FICHIER_2024)
        self.conques = trouver("12076").pk
        self.filain = trouver("02311").pk
        self.appels = []

        def deplacer(absorbee, successeur):
            self.appels.append((absorbee.code, successeur.code))
            return 3

        fusions.a_la_fusion("positions", deplacer)
        return charger()

    def test_a_merged_commune_has_its_successor(self, deux_ans):
        filain = Collectivite.objects.get(pk=self.filain)
        assert (filain.statut, filain.successeur) == ("fusionnee", trouver("02589"))
        assert filain.siren and filain.millesime == 2024

    def test_what_it_had_goes_along(self, deux_ans):
        assert ("02311", "02589") in self.appels
        fusion = Fusion.objects.get(absorbee=self.filain)
        assert fusion.deplace == {"positions": 3}
        assert fusion.prononcee_par is None and "2026" in fusion.motif

    def test_a_seat_that_moves_is_no_merge(self, deux_ans):
        conques = Collectivite.objects.get(pk=self.conques)
        assert (conques.code, conques.statut) == ("12218", "active")
        assert not Collectivite.objects.filter(code="12076").exists()

    def test_a_new_siren_takes_the_place_of_the_old_one(self, deux_ans):
        assert trouver("01187").siren == "931304075"

    def test_a_commune_that_comes_back_is_created(self, deux_ans):
        assert trouver("15047").nom == "Chavagnac"

    def test_what_cannot_be_moved_stops_everything(self, db, deplacements):
        charger(FICHIER_2024)

        def refuser(absorbee, successeur):
            raise DatabaseError("deux sièges")

        fusions.a_la_fusion("places", refuser)
        with pytest.raises(DatabaseError, match="deux sièges"):
            charger()
        assert Collectivite.objects.filter(statut="fusionnee").count() == 0
        assert ImportDuReferentiel.objects.get().millesime == 2024

    def test_an_older_year_is_refused(self, db):
        charger()
        with pytest.raises(ImportRefuse, match="plus ancien"):
            charger(FICHIER_2024)

    def test_a_commune_that_vanishes_without_heir_is_refused(self, db):
        charger()
        sans_bourg = [c for c in reduit()["communes"] if c[0] != "01053"]
        with pytest.raises(ImportRefuse, match="Bourg-en-Bresse.* a disparu"):
            charger(communes=sans_bourg)
        assert trouver("01053").est_active

    def test_independent_again(self, deux_ans):
        """A later file that has Filain again: as it was, without what has gone."""
        filain = next(c for c in reduit(FICHIER_2024)["communes"] if c[0] == "02311")
        communes = [[*c[:8], [], []] if c[0] == "02589" else c for c in reduit()["communes"]]
        charger(communes=[*communes, filain], millesime=2027)
        assert trouver("02311").est_active and trouver("02311").successeur is None
        assert trouver("02311").millesime == 2027


class TestFusionParLAnct:
    @pytest.fixture
    def deux_epci(self, db, deplacements):
        epcis = [CollectiviteFactory(type="epci") for _ in range(2)]
        self.commune = CollectiviteFactory(epci=epcis[0])
        return epcis

    @pytest.fixture
    def anct(self, db):
        return UserFactory(is_superuser=True)

    def test_the_same_effect_as_an_import(self, deux_epci, anct):
        vus = []
        fusions.a_la_fusion("places", lambda a, s: vus.append((a, s)) or 0)
        ancienne, nouvelle = deux_epci
        fusion = prononcer(ancienne, nouvelle, motif="Arrêté du 2 janvier", par=anct)
        ancienne.refresh_from_db()
        self.commune.refresh_from_db()
        assert (ancienne.statut, ancienne.successeur) == ("fusionnee", nouvelle)
        assert self.commune.epci == nouvelle
        assert vus == [(ancienne, nouvelle)]
        assert (fusion.prononcee_par, fusion.deplace) == (anct, {"communes": 1})

    def test_who_was_taken_in_before_follows(self, deux_epci, anct):
        troisieme = CollectiviteFactory(type="epci")
        prononcer(deux_epci[0], deux_epci[1], motif="Un", par=anct)
        prononcer(deux_epci[1], troisieme, motif="Deux", par=anct)
        deux_epci[0].refresh_from_db()
        assert deux_epci[0].successeur == troisieme

    def test_the_next_import_keeps_it(self, db, anct, deplacements):
        charger()
        nancy, lille = trouver("54547").epci, trouver("59350").epci
        prononcer(nancy, lille, motif="Arrêté", par=anct)
        plan = charger(millesime=2027)
        nancy.refresh_from_db()
        assert nancy.statut == "fusionnee" and trouver("54547").epci == lille
        assert any("encore dans le fichier" in avis for avis in plan.avis)

    @pytest.mark.parametrize("role", ["Rédaction", "Relecture", None])
    def test_nobody_else(self, deux_epci, role):
        with pytest.raises(FusionRefusee, match="Seule l’administration"):
            prononcer(*deux_epci, motif="Arrêté", par=UserFactory(groupe=role))

    def test_a_reason_is_given(self, deux_epci, anct):
        with pytest.raises(FusionRefusee, match="Dites pourquoi"):
            prononcer(*deux_epci, motif=" ", par=anct)

    def test_what_is_refused(self, deux_epci, anct):
        for successeur, phrase in [
            (deux_epci[0], "différentes"),
            (CollectiviteFactory(), "même type"),
            (CollectiviteFactory(type="epci", statut="dissoute"), "n’est plus active"),
        ]:
            with pytest.raises(FusionRefusee, match=phrase):
                prononcer(deux_epci[0], successeur, motif="Arrêté", par=anct)
        assert not Fusion.objects.exists()


class TestCommande:
    @pytest.fixture
    def fichier(self, tmp_path):
        from communautes.territoires import paquet

        paquet.ecrire(reduit(), tmp_path / "reduit.json.xz")
        return tmp_path / "reduit.json.xz"

    def test_it_shows_progress_then_does_nothing_twice(self, db, fichier, capsys):
        call_command("importer_referentiel", fichier=fichier)
        dit = capsys.readouterr().out
        assert "écrites" in dit and "Référentiel appliqué" in dit
        call_command("importer_referentiel", fichier=fichier)
        assert "déjà appliqué" in capsys.readouterr().out

    def test_a_dry_run(self, db, fichier, capsys):
        call_command("importer_referentiel", fichier=fichier, essai=True)
        assert "rien n’est écrit" in capsys.readouterr().out
        assert not Collectivite.objects.exists()

    @pytest.mark.parametrize(
        "octets", [b"", b"pas un xz", lzma.compress(b"{}"), lzma.compress(b"[" * 2000)[:40]]
    )
    def test_a_broken_file(self, db, tmp_path, octets):
        (tmp_path / "faux").write_bytes(octets)
        with pytest.raises(CommandError):
            call_command("importer_referentiel", fichier=tmp_path / "faux")

    def test_the_report(self, db, tmp_path):
        from communautes.territoires import paquet

        paquet.ecrire(reduit() | {"epci": []}, tmp_path / "f.xz")
        with pytest.raises(CommandError, match="Rien n’a été écrit"):
            call_command("importer_referentiel", fichier=tmp_path / "f.xz")
