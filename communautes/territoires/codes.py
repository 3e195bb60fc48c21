"""What a file calls a collectivité: the code of a commune, a SIREN, or its type and code."""

import re
from collections.abc import Iterable

from django.db.models import Q

from communautes.territoires.models import Collectivite

_COMMUNE = re.compile(r"(?:\d{4,5}|2[AB]\d{3})")


def cle_du_code(texte: str) -> tuple[str, str] | None:
    """« 54547 », « 1053 » (a spreadsheet drops the zero), « 215 405 473 », « departement-75 »."""
    colle = "".join(texte.split()).upper()
    type_, tiret, code = colle.partition("-")
    if tiret:
        return type_.lower(), code
    if re.fullmatch(r"\d{9}", colle):
        return "siren", colle
    return ("commune", colle.zfill(5)) if _COMMUNE.fullmatch(colle) else None


def collectivites_de(textes: Iterable[str]) -> dict[str, Collectivite]:
    """Text → the one that it names; what names nobody is absent. One query."""
    cles = {texte: cle for texte in textes if (cle := cle_du_code(texte))}
    codes = [code for type_, code in cles.values() if type_ != "siren"]
    sirens = [code for type_, code in cles.values() if type_ == "siren"]
    lues = Collectivite.objects.filter(Q(code__in=codes) | Q(siren__in=sirens))
    par_cle: dict[tuple, Collectivite] = {}
    for collectivite in lues.select_related("successeur"):
        par_cle[collectivite.type, collectivite.code] = collectivite
        par_cle["siren", collectivite.siren] = collectivite
    return {texte: par_cle[cle] for texte, cle in cles.items() if cle in par_cle}
