"""The real referential, whole: what it holds, what finds the hard ones, what it costs."""

import re
import time
from pathlib import Path

import pytest

from communautes.territoires import importation, lecture, paquet
from communautes.territoires.models import Collectivite, ImportDuReferentiel
from communautes.territoires.nommes import COLLECTIVITES_D_OUTRE_MER
from communautes.territoires.recherche import chercher

SECONDES, OCTETS = 60, 400_000_000
DIFFICILES = {
    "Vandœuvre-lès-Nancy": "commune-54547",
    "vandoeuvre les nancy": "commune-54547",
    "L'Haÿ-les-Roses": "commune-94038",
    "lhay les roses": "commune-94038",
    "saint denis 93": "commune-93066",
    "st denis 974": "commune-97411",
    "2A004": "commune-2A004",
    "2a004": "commune-2A004",
    "paris": "commune-75056",
    "75056": "commune-75056",
    "metropole de lyon": "epci-200046977",
    "lyon": "commune-69123",
    "collectivité européenne d’alsace": "particuliere-6AE",
    "boersch": "commune-67052",
    "Bœrsch": "commune-67052",
    "évry courcouronnes": "commune-91228",
    "villeneuve d ascq": "commune-59009",
    "le havre": "commune-76351",
    "saint pierre 975": "commune-97502",
    "noumea": "commune-98818",
    "martinique": "region-02",
    "guyane": "region-03",
    "corse": "region-94",
    "ile de france": "region-11",
    "plaine commune": "ept-200057867",
    "y 80": "commune-80829",
    "grand paris": "epci-200054781",
    "93200": "commune-93066",
    "215405473": "commune-54547",
}


@pytest.fixture(scope="module")
def entier(django_db_setup, django_db_blocker):
    """Imported once for these tests, and taken away after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        Path("/proc/self/clear_refs").write_text("5")  # the peak is counted again from here
        debut, depart = time.perf_counter(), _memoire("VmRSS")
        plan = importation.importer()
        yield plan, time.perf_counter() - debut, _memoire("VmHWM") - depart
        transaction.set_rollback(True)


def _memoire(nom: str) -> int:
    """Bytes that this process holds (VmRSS), or has held at most (VmHWM)."""
    statut = Path("/proc/self/status").read_text()
    return int(re.search(rf"{nom}:\s+(\d+) kB", statut)[1]) * 1024


@pytest.fixture
def plan(entier, django_db_blocker):
    with django_db_blocker.unblock():
        yield entier[0]


def premiere(texte: str) -> str:
    trouvees = chercher(texte)
    return f"{trouvees[0].type}-{trouvees[0].code}" if trouvees else ""


class TestEntier:
    def test_as_many_of_each_type_as_the_package(self, plan):
        reduit = lecture.decompresser(paquet.FICHIER)
        attendus = {
            "commune": len(reduit["communes"]),
            "epci": len(reduit["epci"]),
            "ept": len(reduit["ept"]),
            "departement": len(reduit["departements"]),
            "region": len(reduit["regions"]),
        }
        comptes = {t: Collectivite.objects.filter(type=t).count() for t in attendus}
        assert comptes == attendus
        assert (comptes["commune"], comptes["epci"], comptes["departement"]) == (34_969, 1_255, 101)
        assert Collectivite.objects.count() == plan.compter()["lignes"]
        assert ImportDuReferentiel.objects.get().compteurs == plan.compter()

    def test_the_hard_cases(self, plan):
        assert {texte: premiere(texte) for texte in DIFFICILES} == DIFFICILES

    def test_every_commune_outside_the_com_has_its_siren(self, plan):
        sans = Collectivite.objects.filter(type="commune", siren=None)
        assert {c.departement for c in sans} <= COLLECTIVITES_D_OUTRE_MER.keys()

    def test_the_same_file_is_known_without_reading_it(self, plan, monkeypatch):
        monkeypatch.setattr(lecture, "composer", None)
        assert importation.importer() is None

    def test_its_time_and_memory(self, entier):
        _plan, secondes, octets = entier
        assert secondes < SECONDES and octets < OCTETS
