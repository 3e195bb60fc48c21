"""Checks of `manage.py check`: private files are where no server shows them."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

from communautes.fichiers.models import Fichier


def prives_a_part(app_configs, **kwargs) -> list[Error]:
    lieu = getattr(Fichier.stockage(), "location", None)
    if lieu is None:  # not a folder
        return []
    montres = [Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)]
    if any(Path(lieu).resolve().is_relative_to(montre.resolve()) for montre in montres):
        return [
            Error(
                "Le dossier des fichiers privés est dans un dossier que le serveur montre.",
                hint="Donnez à FICHIERS_PRIVES un dossier hors de MEDIA_ROOT et de STATIC_ROOT.",
                id="fichiers.E001",
            )
        ]
    return []


def brancher() -> None:
    register(prives_a_part, "fichiers")
