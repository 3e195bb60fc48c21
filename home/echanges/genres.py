"""Kinds of columns: a text, a date, a choice… of a field of the object."""

import re
from datetime import date, datetime
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from home.echanges.colonnes import Colonne, ValeurRefusee, normaliser

SEPARATEUR = " | "
PEU = 12  # words that may be listed in a sentence
_COUPURES = re.compile(r"[|\n;]")
_FORMATS_DE_DATE = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S")


def de_champ(nom, libelle, lire, dire, **options) -> Colonne:
    """A column that is one field of the object, of the same name unless `champ` says otherwise."""
    champ = options.pop("champ", nom)
    return Colonne(
        nom=nom,
        libelle=libelle,
        lire=lire,
        dire=lambda valeur, contexte: dire(valeur),
        ecrire=lambda objet, contexte: dire(getattr(objet, champ)),
        poser=lambda objet, valeur, contexte: setattr(objet, champ, valeur),
        **options,
    )


def texte(nom, libelle, *, longueur: int, **options) -> Colonne:
    """A text on one line, of so many characters at most."""

    def lire(source, contexte):
        source = " ".join(source.split())
        if len(source) > longueur:
            raise ValeurRefusee(
                _("%(nombre)s caractères\u00a0: raccourcissez ce texte à %(max)s au plus.")
                % {"nombre": len(source), "max": longueur}
            )
        return source

    return de_champ(nom, libelle, lire, str, **options)


def date_(nom, libelle, **options) -> Colonne:
    return de_champ(nom, libelle, lire_date, dire_date, typer=lire_date, **options)


def lire_date(source: str, contexte=None) -> date | None:
    if not source:
        return None
    for forme in _FORMATS_DE_DATE:
        try:
            lue = datetime.strptime(source, forme).date()
        except ValueError:
            continue
        if 1900 <= lue.year <= 2200:
            return lue
    raise ValeurRefusee(
        _(
            "«\u00a0%(texte)s\u00a0» n’est pas une date\u00a0: écrivez JJ/MM/AAAA, par exemple "
            "31/01/2027."
        )
        % {"texte": source[:40]}
    )


def dire_date(valeur: date | None) -> str:
    return valeur.strftime("%d/%m/%Y") if valeur else ""


def entier(nom, libelle, *, maximum: int, **options) -> Colonne:
    def lire(source, contexte):
        if not source:
            return None
        chiffres = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?\s*(?:min|minutes?)?\.?", source.strip())
        if not chiffres or int(chiffres[1]) > maximum:
            raise ValeurRefusee(
                _("«\u00a0%(texte)s\u00a0»\u00a0: écrivez un nombre entier, de 0 à %(max)s.")
                % {"texte": source[:40], "max": maximum}
            )
        return int(chiffres[1])

    return de_champ(
        nom,
        libelle,
        lire,
        lambda v: "" if v is None else str(v),
        typer=lambda source: int(source) if source else None,
        **options,
    )


def oui_non(nom, libelle, **options) -> Colonne:
    """« oui » or « non »; an empty cell is « non »."""
    mots = {
        "oui": True,
        "vrai": True,
        "x": True,
        "1": True,
        "non": False,
        "faux": False,
        "0": False,
    }

    def lire(source, contexte):
        valeur = mots.get(normaliser(source)) if source else False
        if valeur is None:
            raise ValeurRefusee(_("Écrivez «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."))
        return valeur

    return de_champ(nom, libelle, lire, lambda v: _("oui") if v else _("non"), **options)


def adresse_web(nom, libelle, *, longueur: int = 200, **options) -> Colonne:
    valider = URLValidator(schemes=["http", "https"])

    def lire(source, contexte):
        if not source:
            return ""
        try:
            valider(source)
        except ValidationError:
            source = ""
        if not source or len(source) > longueur:
            raise ValeurRefusee(
                _(
                    "Écrivez une adresse complète, qui commence par https://, de 200 caractères "
                    "au plus."
                )
            )
        return source

    return de_champ(nom, libelle, lire, str, **options)


def choix(nom, libelle, enum, *, vide: str | None = None, **options) -> Colonne:
    """One value of a TextChoices, by its label or its code; an empty cell is its first value
    (or `vide`).
    """
    defaut = enum.values[0] if vide is None else vide

    def lire(source, contexte):
        return un_choix(source, enum) if source else defaut

    return de_champ(nom, libelle, lire, lambda valeur: libelle_de(valeur, enum), **options)


def choix_multiples(nom, libelle, enum, *, autres: dict | None = None, **options) -> Colonne:
    """Several values; `autres`: other ways to write them, normalised → value."""

    def lire(source, contexte):
        voulus = {un_choix(morceau, enum, autres) for morceau in couper(source)}
        return [valeur for valeur in enum.values if valeur in voulus]

    def dire(valeurs):
        return SEPARATEUR.join(
            libelle_de(valeur, enum) for valeur in enum.values if valeur in valeurs
        )

    return de_champ(nom, libelle, lire, dire, **options)


def un_choix(source: str, enum, autres: dict | None = None) -> str:
    connus = dict(autres or {})
    connus |= {normaliser(str(choix.label)): choix.value for choix in enum}
    connus |= {normaliser(choix.value): choix.value for choix in enum}
    valeur = connus.get(normaliser(source))
    if valeur is None:
        labels = {normaliser(str(choix.label)): str(choix.label) for choix in enum}
        raise ValeurRefusee(inconnu(source, labels))
    return valeur


def libelle_de(valeur: str, enum) -> str:
    return str(enum(valeur).label) if valeur in enum.values else str(valeur)


def couper(source: str) -> list[str]:
    """« a | b » → ["a", "b"]; a new line and « ; » separate too."""
    morceaux = (" ".join(morceau.split()) for morceau in _COUPURES.split(source))
    return list(dict.fromkeys(morceau for morceau in morceaux if morceau))


def inconnu(source: str, connus: dict[str, str]) -> str:
    """« X » is unknown; what it looks like, or everything that could be written when it is short.

    `connus`: normalised word → how it is written.
    """
    cle = normaliser(source)
    dedans = [
        connue
        for connue in connus
        if len(min(cle, connue, key=len)) > 2 and (cle in connue or connue in cle)
    ]
    proches = [*dedans, *get_close_matches(cle, connus, 3, 0.5)]
    if not proches and len(set(connus.values())) <= PEU:
        proches = list(connus)
    proposes = list(dict.fromkeys(connus[proche] for proche in proches))[:PEU]
    if not proposes:
        return _("«\u00a0%(texte)s\u00a0» est inconnu.") % {"texte": source[:80]}
    return _("«\u00a0%(texte)s\u00a0» est inconnu. Vouliez-vous dire\u00a0: %(proches)s\u00a0?") % {
        "texte": source[:80],
        "proches": ", ".join(f"«\u00a0{propose}\u00a0»" for propose in proposes),
    }
