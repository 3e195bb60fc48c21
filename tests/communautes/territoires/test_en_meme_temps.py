"""Two acts on the same collectivités, two imports of the same file, at the same instant."""

import pytest
from django.db import connection

from communautes.territoires import fusions
from communautes.territoires.fusions import FusionRefusee
from communautes.territoires.models import Collectivite, Fusion
from tests.factories import CollectiviteFactory
from tests.journal import effacer
from tests.paralleles import a_part, ensemble
from tests.referentiel import charger

pytestmark = pytest.mark.django_db


def vider() -> None:
    """What other connections wrote: their keys are deferred, the order does not matter."""
    effacer()
    with connection.cursor() as curseur:
        for table in ("fusion", "importdureferentiel", "collectivite"):
            curseur.execute(f"DELETE FROM territoires_{table}")  # noqa: S608


def a_part_puis_vider(course) -> None:
    def tout():
        try:
            course()
        finally:
            vider()

    a_part(tout)


def test_two_that_take_each_other_in(monkeypatch):
    """One does, the other is told that it came too late; neither waits for ever."""
    monkeypatch.setattr(fusions, "_deplacements", {})
    vus = {}

    def course():
        un, deux = (CollectiviteFactory(type="epci") for _ in range(2))
        couples = [(un, deux), (deux, un)]

        def fusionner() -> str:
            try:
                fusions.fusionner(*couples.pop(), motif="Arrêté")
            except FusionRefusee:
                return "refusée"
            return "faite"

        vus["reponses"] = sorted(ensemble(fusionner, 2))
        vus["fusions"] = Fusion.objects.count()
        vus["actives"] = Collectivite.objects.actives().count()

    a_part_puis_vider(course)
    assert vus == {"reponses": ["faite", "refusée"], "fusions": 1, "actives": 1}


def test_two_imports_of_the_same_file():
    """The second compares once the first is done: it has nothing to write."""
    vus = {}

    def course():
        vus["creees"] = sorted(ensemble(lambda: charger().compter()["creees"], 2))
        vus["lignes"] = Collectivite.objects.count()

    a_part_puis_vider(course)
    assert vus["creees"] == [0, vus["lignes"]] and vus["lignes"] > 200
