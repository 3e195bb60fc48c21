"""Catalogues of the interface: extracted, completed and compiled with Babel, so that no gettext
program is needed. French is in the code; `locale/en` translates it, `locale/fr` holds the plurals.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

AILES = ("search", "home", "ressources", "communautes", "tec_site")
GABARITS = {".html", ".txt", ".xml"}
LANGUES = ("fr", "en")
REPRISES = "locale/reprises"  # other words for texts of Django and Wagtail, written by hand
CONTEXTE = ((1, "c"), 2)
CONTEXTE_PLURIEL = ((1, "c"), 2, 3)
FONCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": CONTEXTE,
    "pgettext_lazy": CONTEXTE,
    "npgettext": CONTEXTE_PLURIEL,
    "npgettext_lazy": CONTEXTE_PLURIEL,
}
PLURIEL = {
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
_RESERVES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def racine() -> Path:
    return Path(settings.RACINE)


def catalogue(langue: str, *, dossier: str = "locale") -> Path:
    return racine() / dossier / langue / "LC_MESSAGES" / "django.po"


def extraire() -> Catalog:
    """Every text of the code and of the templates, with where it is."""
    trouve = Catalog()
    for chemin in _sources():
        lieu = chemin.relative_to(racine()).as_posix()
        for ligne, fonction, textes, _notes in _textes(chemin):
            contexte, message = _message(fonction, textes)
            if message:
                trouve.add(message, locations=[(lieu, ligne)], context=contexte)
    return trouve


def _sources() -> Iterator[Path]:
    for aile in AILES:
        for chemin in sorted((racine() / aile).rglob("*")):
            if "migrations" in chemin.parts or not chemin.is_file():
                continue
            gabarit = "templates" in chemin.parts and chemin.suffix in GABARITS
            if gabarit or chemin.suffix == ".py":
                yield chemin


def _textes(chemin: Path):
    source = chemin.read_text(encoding="utf-8")
    if chemin.suffix != ".py":
        # Django turns a template into calls among signs; its indentation means nothing to Python.
        lignes = templatize(source, origin=str(chemin)).splitlines()
        source = "\n".join(ligne.strip() for ligne in lignes)
    options = {"encoding": "utf-8"}
    return extract_python(BytesIO(source.encode()), FONCTIONS, (), options)


def _message(fonction: str, textes):
    """(context, message) out of the literals of one call; message is None without literal."""
    textes = textes if isinstance(textes, tuple) else (textes,)
    contexte = None
    if fonction.startswith(("pgettext", "npgettext")):
        contexte, *textes = textes
    pluriel = fonction.startswith("n")
    textes = tuple(textes[: 2 if pluriel else 1])
    if not textes or not all(isinstance(texte, str) and texte for texte in textes):
        return None, None
    return contexte, textes if pluriel else textes[0]


def lire(langue: str) -> Catalog:
    chemin = catalogue(langue)
    if not chemin.exists():
        return Catalog(locale=langue)
    with chemin.open("rb") as fichier:
        return read_po(fichier, locale=langue)


def mettre_a_jour() -> None:
    """Write both catalogues: what is translated stays, what is no longer used goes."""
    trouve = extraire()
    for langue in LANGUES:
        ancien = lire(langue)
        nouveau = Catalog(locale=langue, fuzzy=False, header_comment=f"# {langue}\n")
        for message in trouve:
            if not message.id or (langue == "fr" and not message.pluralizable):
                continue
            nouveau.add(
                message.id,
                _traduction(langue, message, ancien),
                locations=message.locations,
                context=message.context,
            )
        _ecrire(langue, nouveau)


def _traduction(langue: str, message: Message, ancien: Catalog):
    if langue == "fr":
        return message.id  # the plural rule is all that French needs
    connu = ancien.get(message.id, message.context)
    vide = ("", "") if message.pluralizable else ""
    if connu is None or connu.pluralizable != message.pluralizable:
        return vide
    return connu.string or vide


def _ecrire(langue: str, nouveau: Catalog) -> None:
    tampon = BytesIO()
    write_po(tampon, nouveau, width=100, sort_by_file=True, include_lineno=False, omit_header=True)
    entete = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {langue}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURIEL[langue]}\\n"\n\n'
    )
    chemin = catalogue(langue)
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(entete.encode() + tampon.getvalue())


def ecarts() -> list[str]:
    """What is wrong in the catalogues, one sentence each; empty when they are complete."""
    trouve, fautes = extraire(), []
    for langue in LANGUES:
        connus = lire(langue)
        for message in trouve:
            if not message.id or (langue == "fr" and not message.pluralizable):
                continue
            faute = _faute(message, connus.get(message.id, message.context))
            if faute:
                lieu = message.locations[0][0]
                fautes.append(f"{langue} · {lieu} · {faute} : {_premier(message.id)}")
    return fautes


def _faute(message: Message, connu: Message | None) -> str:
    if connu is None:
        return "absent du catalogue"
    if connu.fuzzy:
        return "à relire (fuzzy)"
    formes = connu.string if message.pluralizable else (connu.string,)
    if message.pluralizable != connu.pluralizable or not all(formes) or len(formes) < 1:
        return "sans traduction"
    attendues = set(_RESERVES.findall(_dernier(message.id)))
    if any(set(_RESERVES.findall(forme)) - attendues for forme in formes):
        return "réserves inconnues"
    if attendues != set(_RESERVES.findall(formes[-1])):
        return "réserves manquantes"
    return ""


def _premier(identifiant) -> str:
    return identifiant if isinstance(identifiant, str) else identifiant[0]


def _dernier(identifiant) -> str:
    return identifiant if isinstance(identifiant, str) else identifiant[-1]


def compiler() -> list[Path]:
    """Write each .mo that is absent or older than its .po; safe with several processes at once."""
    ecrits = []
    for langue, dossier in product(LANGUES, ("locale", REPRISES)):
        source = catalogue(langue, dossier=dossier)
        cible = source.with_suffix(".mo")
        if not source.exists() or _a_jour(cible, source):
            continue
        with source.open("rb") as fichier:
            contenu = read_po(fichier, locale=langue)
        descripteur, provisoire = tempfile.mkstemp(dir=cible.parent, suffix=".mo")
        with os.fdopen(descripteur, "wb") as fichier:
            write_mo(fichier, contenu)
        os.chmod(provisoire, 0o644)
        os.replace(provisoire, cible)
        ecrits.append(cible)
    return ecrits


def _a_jour(cible: Path, source: Path) -> bool:
    return cible.exists() and cible.stat().st_mtime >= source.stat().st_mtime
