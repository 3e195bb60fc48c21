"""Names under which files are stored and downloaded."""

import re
from pathlib import PurePath

from django.utils.text import slugify

LONGUEUR = 60
SYNONYMES = {"jpeg": "jpg"}


def extension_de(nom: str) -> str:
    return PurePath(nom or "").suffix[1:].lower()


def nom_propre(titre: str, nom: str) -> str:
    """« Règlement de l’eau », « IMG_1 (2).PDF » → « reglement-de-l-eau.pdf ».

    One extension only, whatever the title holds.
    """
    extension = extension_de(nom)
    base = _mots(titre, extension) or _mots(PurePath(nom).stem, extension) or "fichier"
    return f"{base}.{SYNONYMES.get(extension, extension)}"


def _mots(texte: str, extension: str) -> str:
    texte = re.sub(rf"\.{re.escape(extension)}$", "", texte.strip(), flags=re.IGNORECASE)
    mots = slugify(re.sub(r"[\W_]+", " ", texte))
    return mots[:LONGUEUR].strip("-")
