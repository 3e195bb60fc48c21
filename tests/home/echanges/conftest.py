"""An import, step by step, as the screens and the worker do it."""

from pathlib import PurePath

import pytest

from home.echanges import registre, services
from home.echanges.lecture import lire
from home.echanges.models import Import
from tests.factories import UserFactory
from tests.home.echanges.classeurs import en_csv


@pytest.fixture
def table(db):
    return registre.table("ressources")


@pytest.fixture
def redactrice(db):
    return UserFactory(groupe="Rédaction", email="redactrice@exemple.example.org")


@pytest.fixture
def faire(django_capture_on_commit_callbacks):
    """`faire(service, import_, …)`: the service, then its task; returns the import as it is now."""

    def _faire(service, import_, **arguments):
        with django_capture_on_commit_callbacks(execute=True):
            service(import_, **arguments)
        import_.refresh_from_db()
        return import_

    return _faire


@pytest.fixture
def essayer(table, redactrice, faire):
    """`essayer(lignes, publier=…)`: the dry run of these rows (or of the bytes of a file)."""

    def _essayer(lignes, *, publier=False, nom="base.csv") -> Import:
        contenu = lignes if isinstance(lignes, bytes) else en_csv(lignes)
        assert lire(PurePath(nom).name, contenu)
        import_ = services.deposer(table, nom=nom, contenu=contenu, par=redactrice)
        return faire(
            services.essayer,
            import_,
            correspondance=import_.correspondance,
            publier=publier,
            par=redactrice,
        )

    return _essayer


@pytest.fixture
def importer(essayer, redactrice, faire):
    """`importer(lignes, publier=…)`: the same, applied."""

    def _importer(lignes, *, publier=False, ignorer=False, **options) -> Import:
        import_ = essayer(lignes, publier=publier, **options)
        assert ignorer or not import_.rejetees, list(import_.lignes.values_list("erreurs"))
        return faire(services.appliquer, import_, ignorer_rejets=ignorer, par=redactrice)

    return _importer


@pytest.fixture
def annuler(redactrice, faire):
    return lambda import_: faire(services.annuler, import_, par=redactrice)
