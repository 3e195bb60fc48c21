"""A strict reader of calendars, written from RFC 5545 and from nothing of the product.

What breaks a rule raises Faute; it knows the components and properties that we write, and no other.
"""

import re
from datetime import datetime

LIGNE = re.compile(
    r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\";:,\x00-\x1f]*))*):(.*)"
)
UTC = re.compile(r"\d{8}T\d{6}Z")
LOCALE = re.compile(r"\d{8}T\d{6}")
DECALAGE = re.compile(r"[+-](0\d|1[0-4])[0-5]\d")
TEXTE = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
DUREE = re.compile(r"P(T(\d+H)?(\d+M)?(\d+S)?|\d+D)")
# Component → property → (its form, at least, at most).
PROPRIETES = {
    "VCALENDAR": {
        "VERSION": (re.compile("2\\.0"), 1, 1),
        "PRODID": (TEXTE, 1, 1),
        "CALSCALE": (re.compile("GREGORIAN"), 0, 1),
        "METHOD": (re.compile("PUBLISH"), 0, 1),
        "NAME": (TEXTE, 0, 9),
        "X-WR-CALNAME": (TEXTE, 0, 1),
        "REFRESH-INTERVAL": (DUREE, 0, 1),
        "X-PUBLISHED-TTL": (DUREE, 0, 1),
    },
    "VTIMEZONE": {"TZID": (TEXTE, 1, 1)},
    "STANDARD": {},
    "DAYLIGHT": {},
    "VEVENT": {
        "UID": (TEXTE, 1, 1),
        "DTSTAMP": (UTC, 1, 1),
        "DTSTART": (LOCALE, 1, 1),
        "DTEND": (LOCALE, 1, 1),
        "CREATED": (UTC, 0, 1),
        "LAST-MODIFIED": (UTC, 0, 1),
        "SEQUENCE": (re.compile(r"\d+"), 0, 1),
        "SUMMARY": (TEXTE, 0, 1),
        "DESCRIPTION": (TEXTE, 0, 1),
        "LOCATION": (TEXTE, 0, 1),
        "URL": (re.compile(r"https?://[!-~]+"), 0, 1),
        "STATUS": (re.compile("TENTATIVE|CONFIRMED|CANCELLED"), 0, 1),
        "CLASS": (re.compile("PUBLIC|PRIVATE|CONFIDENTIAL"), 0, 1),
        "TRANSP": (re.compile("OPAQUE|TRANSPARENT"), 0, 1),
    },
}
for _periode in ("STANDARD", "DAYLIGHT"):
    PROPRIETES[_periode] = {
        "DTSTART": (LOCALE, 1, 1),
        "TZOFFSETFROM": (DECALAGE, 1, 1),
        "TZOFFSETTO": (DECALAGE, 1, 1),
        "TZNAME": (TEXTE, 0, 9),
        "RRULE": (re.compile(r"FREQ=YEARLY;BYDAY=-?\d?[A-Z]{2};BYMONTH=\d+"), 0, 1),
    }
DEDANS = {
    "": {"VCALENDAR"},
    "VCALENDAR": {"VTIMEZONE", "VEVENT"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
}


class Faute(Exception):
    pass


def exiger(vrai: bool, pourquoi: str) -> None:
    if not vrai:
        raise Faute(pourquoi)


def lire(octets: bytes) -> list[dict]:
    """The events, {property: (parameters, value)} each; every rule was checked."""
    exiger(octets.endswith(b"\r\n"), "the last line has no end")
    exiger(octets.count(b"\n") == octets.count(b"\r\n") == octets.count(b"\r"), "lines end by CRLF")
    for ligne in octets.split(b"\r\n"):
        exiger(len(ligne) <= 75, f"a line of {len(ligne)} octets")
        ligne.decode()  # no sign is cut in two
    texte = octets.decode().replace("\r\n ", "").replace("\r\n\t", "")
    evenements, zones = _composants(texte.split("\r\n")[:-1])
    uids = [un["UID"][1] for un in evenements]
    exiger(len(uids) == len(set(uids)), "an UID twice")
    for un in evenements:
        for nom in ("DTSTART", "DTEND"):
            exiger(un[nom][0].get("TZID") in zones, f"{nom} of a zone that is not described")
        exiger(un["DTSTART"][1] < un["DTEND"][1], "it ends before it begins")
    return evenements


def _composants(lignes: list[str]) -> tuple[list[dict], set[str]]:
    pile: list[tuple[str, dict]] = []
    evenements, zones = [], set()
    for ligne in lignes:
        lue = LIGNE.fullmatch(ligne)
        exiger(lue is not None, f"not a content line: {ligne!r}")
        nom, parametres, valeur = lue.groups()
        if nom == "BEGIN":
            dehors = pile[-1][0] if pile else ""
            exiger(valeur in DEDANS.get(dehors, set()), f"{valeur} in {dehors!r}")
            pile.append((valeur, {}))
        elif nom == "END":
            exiger(bool(pile) and pile[-1][0] == valeur, f"END:{valeur}")
            genre, lues = pile.pop()
            _nombres(genre, lues)
            if genre == "VEVENT":
                evenements.append({cle: valeurs[0] for cle, valeurs in lues.items()})
            if genre == "VTIMEZONE":
                zones.add(lues["TZID"][0][1])
        else:
            _propriete(pile, nom, parametres, valeur)
    exiger(not pile, "a component without an end")
    return evenements, zones


def _propriete(pile: list, nom: str, parametres: str, valeur: str) -> None:
    exiger(bool(pile), f"{nom} outside")
    genre, lues = pile[-1]
    exiger(nom in PROPRIETES[genre], f"{nom} in {genre}")
    exiger(PROPRIETES[genre][nom][0].fullmatch(valeur) is not None, f"{nom}: {valeur!r}")
    dits = dict(un.split("=", 1) for un in parametres.split(";")[1:])
    if nom.startswith("DT") and nom != "DTSTAMP":
        datetime.strptime(valeur, "%Y%m%dT%H%M%S")
    lues.setdefault(nom, []).append((dits, valeur))


def _nombres(genre: str, lues: dict) -> None:
    for nom, (_forme, au_moins, au_plus) in PROPRIETES[genre].items():
        exiger(au_moins <= len(lues.get(nom, [])) <= au_plus, f"{nom} in {genre}")
