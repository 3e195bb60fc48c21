"""What the database refuses of a collectivité, and what a name is found by."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from communautes.territoires import noms, siren
from communautes.territoires.models import Collectivite
from home.referentiels import Strate
from tests.factories import CollectiviteFactory

PARIS, LYON = "217500016", "216901231"


class TestSiren:
    @pytest.mark.parametrize("bon", [PARIS, LYON, "200046977", "000000000"])
    def test_valid(self, bon):
        assert siren.est_valide(bon)

    @pytest.mark.parametrize(
        "faux", ["217500017", "21750001", "2175000160", "21750001A", "", "²17500016"]
    )
    def test_invalid(self, faux):
        assert not siren.est_valide(faux)

    def test_the_database_agrees_on_every_digit(self, db):
        """Each place, each digit: what Python says, the constraint says."""
        for place in range(9):
            for chiffre in "0123456789":
                essai = f"{PARIS[:place]}{chiffre}{PARIS[place + 1 :]}"
                refuse = False
                try:
                    with transaction.atomic():
                        CollectiviteFactory(siren=essai).delete()
                except DatabaseError:
                    refuse = True
                assert refuse is not siren.est_valide(essai), essai


def refusee(**champs) -> str:
    """Name of the constraint that refuses this row."""
    with pytest.raises(DatabaseError) as refus, transaction.atomic():
        CollectiviteFactory(**champs)
    return str(refus.value)


class TestContraintes:
    def test_one_row_for_a_type_and_a_code(self, db):
        CollectiviteFactory(code="01053")
        assert "collectivite_type_code" in refusee(code="01053")

    def test_one_code_for_two_types(self, db):
        CollectiviteFactory(type="departement", code="75", departement="75")
        CollectiviteFactory(type="region", code="75", departement="")
        assert Collectivite.objects.filter(code="75").count() == 2

    def test_one_row_for_a_siren(self, db):
        CollectiviteFactory(siren=PARIS)
        assert "collectivite_siren_unique" in refusee(siren=PARIS)

    def test_several_without_siren(self, db):
        CollectiviteFactory.create_batch(2, siren=None)

    @pytest.mark.parametrize(
        ("type_", "code"),
        [
            ("commune", "1053"),
            ("commune", "010533"),
            ("commune", "01O53"),
            ("departement", "1"),
            ("departement", "981"),
            ("region", "8"),
            ("region", "R84"),
        ],
    )
    def test_a_code_has_the_form_of_its_type(self, db, type_, code):
        assert "collectivite_code_de_son_type" in refusee(type=type_, code=code)

    @pytest.mark.parametrize(
        ("type_", "code"),
        [("commune", "2A004"), ("departement", "2B"), ("departement", "974"), ("region", "01")],
    )
    def test_the_codes_of_islands(self, db, type_, code):
        CollectiviteFactory(type=type_, code=code)

    def test_the_code_of_an_epci_is_its_siren(self, db):
        CollectiviteFactory(type="epci", siren="200046977")
        assert "collectivite_code_de_son_type" in refusee(type="epci", siren=LYON, code="200046978")
        assert "collectivite_code_de_son_type" in refusee(type="epci", siren=None, code=LYON)

    @pytest.mark.parametrize(
        ("statut", "avec"), [("fusionnee", False), ("active", True), ("dissoute", True)]
    )
    def test_a_successor_if_and_only_if_merged(self, db, statut, avec):
        successeur = CollectiviteFactory() if avec else None
        assert "collectivite_successeur" in refusee(statut=statut, successeur=successeur)

    def test_no_unknown_state(self, db):
        assert "collectivite_successeur" in refusee(statut="vendue")

    def test_nobody_succeeds_oneself(self, db):
        commune = CollectiviteFactory()
        with pytest.raises(DatabaseError, match="pas_elle_meme"):
            Collectivite.objects.filter(pk=commune.pk).update(
                statut="fusionnee", successeur_id=commune.pk
            )

    def test_only_a_commune_is_in_an_epci(self, db):
        epci = CollectiviteFactory(type="epci", siren="200046977")
        CollectiviteFactory(epci=epci)
        message = refusee(type="departement", code="01", epci=epci)
        assert "collectivite_epci_d_une_commune" in message

    def test_a_successor_is_not_deleted(self, db):
        successeur = CollectiviteFactory()
        CollectiviteFactory(statut="fusionnee", successeur=successeur)
        with pytest.raises(DatabaseError), transaction.atomic():
            successeur.delete()

    def test_a_form_says_it_in_french(self, db):
        commune = CollectiviteFactory.build(siren="217500017")
        with pytest.raises(ValidationError, match="sa clé est fausse"):
            commune.validate_constraints()


class TestStrate:
    @pytest.mark.parametrize(
        ("population", "strate"),
        [
            (None, ""),
            (0, Strate.MOINS_3500),
            (3_499, Strate.MOINS_3500),
            (3_500, Strate.DE_3500_A_20000),
            (19_999, Strate.DE_3500_A_20000),
            (20_000, Strate.DE_20000_A_100000),
            (99_999, Strate.DE_20000_A_100000),
            (100_000, Strate.PLUS_100000),
        ],
    )
    def test_the_database_says_it_from_the_population(self, db, population, strate):
        commune = CollectiviteFactory(population=population)
        commune.refresh_from_db()
        assert commune.strate == strate


class TestQuiDelibere:
    def test_neither_merged_nor_without_assembly(self, db):
        alsace = CollectiviteFactory(type="particuliere", code="6AE", departement="")
        CollectiviteFactory(type="departement", code="67", exercee_par=alsace)
        CollectiviteFactory(statut="fusionnee", successeur=CollectiviteFactory())
        CollectiviteFactory(statut="dissoute")
        trouvees = Collectivite.objects.qui_deliberent()
        assert {c.type for c in trouvees} == {"particuliere", "commune"}
        assert trouvees.count() == 2


class TestNoms:
    @pytest.mark.parametrize(
        ("nom", "normalise"),
        [
            ("L'Haÿ-les-Roses", "hay les roses"),
            ("Le Havre", "havre"),
            ("Vandœuvre-lès-Nancy", "vandoeuvre les nancy"),
            ("St-Étienne", "saint etienne"),
            ("Les Abymes", "abymes"),
            ("Y", "y"),
            ("Les", "les"),
        ],
    )
    def test_what_a_name_is_sorted_by(self, nom, normalise):
        assert noms.normaliser(nom) == normalise

    @pytest.mark.parametrize(
        ("nom", "normalise"),
        [
            ("CC du Pays de Maîche", "pays de maiche"),
            ("CA Étampois Sud Essonne", "etampois sud essonne"),
            ("CC de l'Oriente", "oriente"),
            ("Métropole de Lyon", "lyon"),
            ("Nantes Métropole", "nantes metropole"),
        ],
    )
    def test_an_epci_without_its_kind(self, nom, normalise):
        assert noms.normaliser_epci(nom) == normalise

    def test_the_kind_is_written_in_full(self):
        attendu = "Communauté de communes de l’Oriente"
        assert noms.en_toutes_lettres("CC de l'Oriente") == attendu
        assert noms.en_toutes_lettres("Cachan") == "Cachan"

    def test_an_elision_is_found_both_ways(self):
        assert noms.cherchables("L’Haÿ-les-Roses") == " l hay les roses lhay"
        assert " saint" in noms.cherchables("CC St-Gildas-des-Bois")
