"""The open data: what is there, what never is, what a spreadsheet would run."""

import csv
import io
import json

import pytest

from communautes.retours.colonnes import CHAMPS
from tests.factories import AffiliationFactory, CollectiviteFactory, ThemePageFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db


def lire_csv(client) -> list[dict]:
    octets = b"".join(client.get("/retours/retours.csv").streaming_content)
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"))))


def lire_json(client) -> dict:
    return json.loads(b"".join(client.get("/retours/retours.json").streaming_content))


class TestLignes:
    def test_only_what_everybody_reads(self, client):
        for etat in ("brouillon", "soumis", "en_relecture", "a_completer", "retire"):
            RetourFactory(etat=etat)
        lisibles = {RetourFactory(etat=e).reference for e in ("publie", "archive")}
        RetourFactory(licence="reserves")
        assert {ligne["reference"] for ligne in lire_csv(client)} == lisibles
        donnees = lire_json(client)
        assert {ligne["reference"] for ligne in donnees["retours"]} == lisibles
        assert donnees["nombre"] == 2

    def test_the_two_files_say_the_same(self, client):
        lieu = CollectiviteFactory(nom="Figeac", population=9_820)
        RetourFactory(
            affiliation=AffiliationFactory(collectivite=lieu),
            themes=[ThemePageFactory(title="L’eau"), ThemePageFactory(title="L’école")],
            publics=["habitants", "jeunes"],
            jours_agent=12,
        )
        [en_csv], [en_json] = lire_csv(client), lire_json(client)["retours"]
        assert set(en_csv) == set(en_json) == {champ.nom for champ in CHAMPS}
        assert en_json["themes"] == ["L’eau", "L’école"] == en_csv["themes"].split("|")
        assert (en_csv["noms"], en_csv["populations"], en_csv["jours_agent"]) == (
            "Figeac",
            "9820",
            "12",
        )
        assert en_json["collectivites"] == [f"commune/{lieu.code}"]
        assert en_json["url"].startswith("http") and en_json["etat"] == "publie"

    def test_no_cell_begins_a_formula(self, client):
        RetourFactory(titre="=1+1", resume="+33 1", fait="@SUM(A1)", contexte="- un\n- deux")
        [ligne] = lire_csv(client)
        for champ in ("titre", "resume", "fait", "contexte"):
            assert ligne[champ].startswith("'")

    def test_nobody_is_named(self, client):
        retour = RetourFactory()
        auteur = retour.parcours.auteur
        tout = b"".join(client.get("/retours/retours.json").streaming_content).decode()
        for personnel in (auteur.email, auteur.last_name, auteur.first_name):
            assert personnel not in tout

    def test_costs_the_same_by_lots(self, client, count_queries):
        RetourFactory()
        peu = count_queries(lire_csv, client)
        RetourFactory.create_batch(4)
        assert count_queries(lire_csv, client) == peu <= 10

    def test_an_empty_file_is_one(self, client, accueil):
        assert lire_csv(client) == []
        assert lire_json(client)["retours"] == []

    def test_a_shared_cache_may_keep_them(self, client, accueil):
        assert "public" in client.get("/retours/retours.csv")["Cache-Control"]


class TestSchema:
    def test_describes_every_column_in_order(self, client, accueil):
        schema = client.get("/retours/schema.json").json()
        assert [champ["name"] for champ in schema["fields"]] == [champ.nom for champ in CHAMPS]
        assert all(champ["description"] for champ in schema["fields"])
        assert schema["licenses"][0]["name"] == "etalab-2.0"

    def test_is_french_everywhere(self, client, accueil):
        assert (
            client.get("/en/retours/schema.json").json()
            == client.get("/retours/schema.json").json()
        )

    def test_what_is_published_respects_it(self, client):
        RetourFactory(cout="aucun", niveau="consultation", publics=["jeunes"])
        champs = {c["name"]: c for c in client.get("/retours/schema.json").json()["fields"]}
        [ligne] = lire_json(client)["retours"]
        genres = {"array": list, "integer": int, "boolean": bool}
        for nom, valeur in ligne.items():
            contraintes = champs[nom].get("constraints", {})
            if contraintes.get("required"):
                assert valeur not in (None, "")
            if valeur in (None, ""):
                continue
            assert isinstance(valeur, genres.get(champs[nom]["type"], str))
            if "enum" in contraintes:
                assert valeur in contraintes["enum"]


def test_a_page_says_how_many_when_and_which_licence(client):
    RetourFactory()
    page = client.get("/retours/donnees/").content.decode()
    for attendu in (
        "1 retour publié",
        "Licence Ouverte 2.0",
        "/retours/retours.csv",
        "jours_agent",
    ):
        assert attendu in page
