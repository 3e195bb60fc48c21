"""From the npm package to the file that is kept: no Node and no network here."""

import csv
import io
import json
import subprocess
import tarfile
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from communautes.territoires import paquet, siren
from communautes.territoires.lecture import decompresser

COMMUNE = {
    "code": "01015",
    "nom": "Arboys en Bugey",
    "zone": "metro",
    "departement": "01",
    "region": "84",
    "type": "commune-actuelle",
    "siren": "200053668",
    "population": 710,
    "codesPostaux": ["01300"],
    "anciensCodes": ["01340"],
}
DELEGUEE = {"code": "01015", "nom": "Arbignieu", "type": "commune-deleguee", "chefLieu": "01015"}
TABLES = {
    "communes": [COMMUNE, DELEGUEE],
    "epci": [
        {
            "code": "200040350",
            "nom": "CC Bugey Sud",
            "type": "CC",
            "populationMunicipale": 34_000,
            "membres": [{"code": "01015"}],
        }
    ],
    "ept": [],
    "departements": [
        {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
        {"code": "987", "nom": "Polynésie française", "region": "987", "zone": "com"},
    ],
    "regions": [{"code": "84", "nom": "Auvergne-Rhône-Alpes", "zone": "metro"}],
}


@pytest.fixture
def archive(tmp_path):
    """A package as npm packs it."""
    chemin = tmp_path / "paquet.tgz"
    fichiers = {f"data/{table}.json": lignes for table, lignes in TABLES.items()}
    with tarfile.open(chemin, "w:gz") as contenu:
        for nom, objet in ({"package.json": {"version": "6.0.0"}} | fichiers).items():
            octets = json.dumps(objet).encode()
            membre = tarfile.TarInfo(f"package/{nom}")
            membre.size, membre.mtime = len(octets), 1_773_014_400
            contenu.addfile(membre, io.BytesIO(octets))
    return chemin


class TestPaquet:
    def test_only_what_is_looked_up(self, archive):
        tables, version, le = paquet.lire(archive)
        reduit = paquet.reduire(tables, version=version, le=le, millesime=2026)
        assert (reduit["version"], reduit["publie_le"]) == ("6.0.0", "2026-03-09")
        assert reduit["licence"] == "Licence Ouverte 2.0 (Etalab)"
        (commune,) = reduit["communes"]
        assert commune[5] == "200040350"
        assert commune[-1] == [["01015", "Arbignieu"]]
        assert reduit["departements"] == [["01", "Ain", "84"]]

    def test_the_same_bytes_for_the_same_package(self, archive, tmp_path):
        tables, version, le = paquet.lire(archive)
        reduit = paquet.reduire(tables, version=version, le=le, millesime=2026)
        for nom in ("a", "b"):
            paquet.ecrire(reduit, tmp_path / nom)
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
        assert decompresser(tmp_path / "a") == reduit

    def test_the_command(self, archive, tmp_path, monkeypatch, capsys):
        monkeypatch.setattr(paquet, "telecharger", lambda version, dossier: archive)
        call_command("preparer_referentiel", fichier=tmp_path / "f.xz")
        assert "1 communes" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("panne", "phrase"),
        [
            (FileNotFoundError("npm"), "Il faut npm"),
            (subprocess.CalledProcessError(1, "npm", stderr="404"), "n’a pas trouvé"),
        ],
    )
    def test_what_npm_lacks_is_said(self, tmp_path, monkeypatch, panne, phrase):
        def tomber(version, dossier):
            raise panne

        monkeypatch.setattr(paquet, "telecharger", tomber)
        with pytest.raises(CommandError, match=phrase):
            call_command("preparer_referentiel", fichier=tmp_path / "f.xz")
        assert not (tmp_path / "f.xz").exists()


class TestFichierLivre:
    def test_what_it_holds(self):
        reduit = decompresser(paquet.FICHIER)
        assert (reduit["millesime"], reduit["version"]) == (2026, paquet.VERSION)
        comptes = {table: len(reduit[table]) for table in paquet.TABLES}
        assert comptes == {
            "communes": 34_969,
            "epci": 1_255,
            "ept": 11,
            "departements": 101,
            "regions": 18,
        }
        assert paquet.FICHIER.stat().st_size < 700_000

    def test_every_siren_has_its_key(self):
        reduit = decompresser(paquet.FICHIER)
        siens = [c[2] for c in reduit["communes"] if c[2]] + [e[0] for e in reduit["epci"]]
        assert len(siens) == len(set(siens)) == 34_875 + 1_255
        assert all(siren.est_valide(sien) for sien in siens)

    def test_the_supplement_names_its_sources(self):
        with (paquet.DOSSIER / "supplement.csv").open(encoding="utf-8", newline="") as fichier:
            lignes = list(csv.DictReader(fichier, delimiter=";"))
        assert all(len(ligne["source"]) > 20 for ligne in lignes)
        siens = [ligne["siren"] for ligne in lignes if ligne["siren"]]
        assert len(siens) == len(set(siens)) and all(map(siren.est_valide, siens))
        types = Counter(ligne["type"] for ligne in lignes if ligne["siren"])
        assert types == {"departement": 94, "region": 17, "particuliere": 1}
