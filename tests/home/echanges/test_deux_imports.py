"""Two imports of the same table at the same instant: one writes, the other waits its turn.

What is committed here is undone here, by the product's own undo.
"""

import threading
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone

from home.echanges import etapes, registre, services
from home.echanges.models import Import
from ressources.models import RessourcePage, ThemePage
from tests.factories import ThemePageFactory, UserFactory
from tests.home.echanges.classeurs import en_csv
from tests.paralleles import a_part, ensemble

pytestmark = pytest.mark.django_db

THEME = "Thème de deux imports"
LIGNES = [
    ["Référence", "Titre", "Résumé", "Thèmes"],
    ["DEUX-1", "Ligne de deux imports", "Résumé.", THEME],
]


def prets(par) -> list[Import]:
    """Two imports that create the same page, tried and about to be applied."""
    imports = []
    for _rang in range(2):
        import_ = services.deposer(
            registre.table("ressources"), nom="base.csv", contenu=en_csv(LIGNES), par=par
        )
        services.essayer(import_, correspondance=import_.correspondance, publier=False, par=par)
        imports.append(import_)
    for import_ in imports:
        import_.refresh_from_db()
        import_.statut, import_.lance_par, import_.jeton = "application", par, uuid4()
        import_.battement, import_.commence_le = timezone.now(), None
        import_.save()
    return imports


def effacer(imports: list[Import], par) -> None:
    for import_ in Import.objects.filter(pk__in=[i.pk for i in imports]):
        if import_.statut == Import.Statut.APPLIQUE:
            services.annuler(import_, par=par)
        import_.delete()
    par.delete()
    ThemePage.objects.get(title=THEME, locale__language_code="fr").delete()


@pytest.fixture
def presents(monkeypatch) -> list[int]:
    """How many were writing, each time that one began; the first holds on until the other comes."""
    dedans, vus, autre = [], [], threading.Event()
    d_origine = etapes._ecrire_les_lignes

    def ecrire(import_, *args):
        dedans.append(import_.pk)
        vus.append(len(dedans))
        if len(dedans) > 1:
            autre.set()
        assert autre.wait(20)
        try:
            return d_origine(import_, *args)
        finally:
            dedans.remove(import_.pk)

    def patienter(secondes):
        autre.set()
        time.sleep(0.05)

    monkeypatch.setattr(etapes, "_ecrire_les_lignes", ecrire)
    monkeypatch.setattr(etapes, "time", SimpleNamespace(sleep=patienter))
    return vus


def test_the_second_waits_then_finds_what_the_first_wrote(presents):
    fins = []

    def course():
        ThemePageFactory(title=THEME)
        par = UserFactory(groupe="Rédaction", email=f"{uuid4()}@exemple.example.org")
        imports = prets(par)
        try:
            a_lancer = list(imports)

            def lancer():
                import_ = a_lancer.pop()
                services.executer(import_.pk, str(import_.jeton))

            ensemble(lancer, 2)
            for import_ in imports:
                import_.refresh_from_db()
            fins.extend(sorted((i.statut, i.incident) for i in imports))
            fins.append(RessourcePage.objects.filter(reference="DEUX-1").count())
        finally:
            effacer(imports, par)

    a_part(course)
    assert presents == [1, 1]
    faite, refusee, nombre = fins
    assert faite == ("applique", "") and refusee[0] == "essaye" and nombre == 1
    assert "a changé depuis l’essai" in refusee[1]
