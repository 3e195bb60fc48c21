"""An import meets another, or an act in number, at the same instant: one waits for the other.

What is committed here is undone here, by the product's own undo.
"""

import threading
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from home.echanges import etapes, registre, services
from home.echanges.models import Import
from home.listes import enregistrement
from home.listes import services as listes
from ressources.models import Etiquette, RessourcePage, ThemePage
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


@pytest.fixture
def jouer():
    """`jouer(scene)`: `scene(imports, par)`, committed; what it answers, once all is effaced."""

    def _jouer(scene):
        reponses = []

        def course():
            ThemePageFactory(title=THEME)
            par = UserFactory(groupe="Rédaction", email=f"{uuid4()}@exemple.example.org")
            imports = prets(par)
            try:
                reponses.append(scene(imports, par))
            finally:
                effacer(imports, par)

        a_part(course)
        return reponses[0]

    return _jouer


def lancer(import_: Import) -> None:
    services.executer(import_.pk, str(import_.jeton))


def pages():
    return RessourcePage.objects.filter(reference="DEUX-1")


def test_the_second_import_waits_then_finds_what_the_first_wrote(presents, jouer):
    def scene(imports, par):
        a_lancer = list(imports)
        ensemble(lambda: lancer(a_lancer.pop()), 2)
        fins = Import.objects.filter(pk__in=[i.pk for i in imports])
        return sorted(fins.values_list("statut", "incident")), pages().count()

    (faite, refusee), nombre = jouer(scene)
    assert presents == [1, 1]
    assert faite == ("applique", "") and refusee[0] == "essaye" and nombre == 1
    assert "a changé depuis l’essai" in refusee[1]


def test_an_undo_waits_too(jouer, monkeypatch):
    """While another import of the table writes, it has touched nothing."""
    commence, attend = threading.Event(), threading.Event()
    d_origine = etapes._ecrire_les_lignes

    def ecrire(*args):
        commence.set()
        assert attend.wait(20)
        return d_origine(*args)

    def patienter(secondes):
        attend.set()
        time.sleep(0.05)

    def scene(imports, par):
        premier, second = imports
        lancer(premier)
        Import.objects.filter(pk=second.pk).update(statut="essaye")
        second.lignes.update(statut="inchangee")
        services.essayer(second, correspondance=second.correspondance, publier=False, par=par)
        second.refresh_from_db()
        second.statut, second.lance_par, second.jeton = "application", par, uuid4()
        second.commence_le = None
        second.save()
        monkeypatch.setattr(etapes, "_ecrire_les_lignes", ecrire)
        monkeypatch.setattr(etapes, "time", SimpleNamespace(sleep=patienter))

        def annuler():
            assert commence.wait(20)
            services.annuler(premier, par=par)

        roles = [annuler, lambda: lancer(second)]
        ensemble(lambda: roles.pop()(), 2)
        monkeypatch.undo()
        premier.refresh_from_db()
        return premier.statut, premier.incident, pages().count()

    assert jouer(scene) == ("annule", "", 0)
    assert attend.is_set()


def quelqu_un_attend() -> bool:
    """Does somebody wait for what this transaction holds, within a few seconds?"""
    for _essai in range(200):
        with connection.cursor() as curseur:
            curseur.execute(
                "SELECT count(*) FROM pg_locks "
                "WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if curseur.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def test_an_undo_waits_for_an_act_that_is_being_written_then_keeps_it(jouer):
    acte = enregistrement.acte(RessourcePage, "ajouter_etiquette")

    def scene(imports, par):
        import_ = imports[0]
        lancer(import_)
        page, fait = pages().get(), threading.Event()

        def etiqueter():
            with transaction.atomic():
                valeurs = {"valeur": Etiquette(name="En même temps")}
                listes.appliquer(acte, RessourcePage, [page.pk], par=par, valeurs=valeurs)
                fait.set()
                assert quelqu_un_attend()

        def annuler():
            assert fait.wait(10)
            services.annuler(import_, par=par)

        roles = [etiqueter, annuler]
        ensemble(lambda: roles.pop()(), 2)
        import_.refresh_from_db()
        fin = import_.statut, import_.incident, import_.nombre("laissees"), pages().count()
        page.delete()
        Etiquette.objects.filter(name="En même temps").delete()
        return fin

    assert jouer(scene) == ("annule", "", 1, 1)
