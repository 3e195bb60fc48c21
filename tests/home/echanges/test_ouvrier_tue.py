"""kill -9 of a real worker in the middle of an import: nothing half written, it begins again.

What is committed here is undone here, by the product's own undo.
"""

import os
import signal
import subprocess
import sys
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from home.echanges import registre, services
from home.echanges.models import SILENCE, Import
from ressources.models import RessourcePage, ThemePage
from tests.factories import ThemePageFactory, UserFactory
from tests.home.echanges.classeurs import en_csv
from tests.paralleles import a_part

THEME = "Thème de l’ouvrier tué"
LIGNES = [
    ["Référence", "Titre", "Résumé", "Thèmes"],
    *([f"TUE-{n}", f"Ligne tuée {n}", "Résumé.", THEME] for n in range(5)),
]
ECRITES = {"reference__startswith": "TUE-"}


def en_vrai(fonction):
    """What `fonction` answers on a connection of its own, committed."""
    reponses = []
    a_part(lambda: reponses.append(fonction()))
    return reponses[0]


def essayer() -> tuple:
    ThemePageFactory(title=THEME)
    table, par = (
        registre.table("ressources"),
        UserFactory(groupe="Rédaction", email=f"{uuid4()}@exemple.example.org"),
    )
    import_ = services.deposer(table, nom="base.csv", contenu=en_csv(LIGNES), par=par)
    services.essayer(import_, correspondance=import_.correspondance, publier=False, par=par)
    Import.objects.filter(pk=import_.pk).update(
        statut="application",
        lance_par=par,
        jeton="a" * 32,
        battement=timezone.now(),
        commence_le=None,
    )
    return import_.pk, par


def tuer_l_ouvrier(import_pk: int) -> None:
    ouvrier = subprocess.Popen(
        [sys.executable, "-m", "tests.home.echanges.ouvrier_tue"]
        + [connection.settings_dict["NAME"], str(import_pk), "a" * 32],
        cwd=settings.RACINE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tec_site.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with ouvrier:
        assert ouvrier.stdout.readline() == "deux lignes\n"
        ouvrier.send_signal(signal.SIGKILL)
    assert ouvrier.returncode == -signal.SIGKILL


@pytest.fixture
def lance(db):
    import_pk, par = en_vrai(essayer)
    yield import_pk, par
    en_vrai(lambda: effacer(import_pk, par))


def effacer(import_pk, par) -> bool:
    import_ = Import.objects.get(pk=import_pk)
    if import_.statut == Import.Statut.APPLIQUE:
        services.annuler(import_, par=par)
    import_.delete()
    par.delete()
    ThemePage.objects.get(title=THEME, locale__language_code="fr").delete()
    return True


def relancer(import_pk, par) -> Import:
    Import.objects.filter(pk=import_pk).update(battement=timezone.now() - 2 * SILENCE)
    import_ = Import.objects.get(pk=import_pk)
    assert import_.interrompu
    services.relancer(import_, par=par)
    return Import.objects.get(pk=import_pk)


def test_nothing_is_half_written_and_it_begins_again(lance):
    import_pk, par = lance
    tuer_l_ouvrier(import_pk)
    avant = en_vrai(
        lambda: (Import.objects.get(pk=import_pk), RessourcePage.objects.filter(**ECRITES).count())
    )
    assert (avant[0].statut, avant[1]) == ("application", 0)
    assert en_vrai(lambda: relancer(import_pk, par)).statut == "applique"
    assert en_vrai(lambda: RessourcePage.objects.filter(**ECRITES).count()) == len(LIGNES) - 1
