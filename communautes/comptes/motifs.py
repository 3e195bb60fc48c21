"""The reason of an act upon somebody: required, short, and silent about people."""

import re

from django.utils.translation import gettext as _

from communautes.journal.services import MotifRefuse, mots_de, verifier_motif


class MotifManquant(Exception):
    """Nothing was written; the message asks for it."""


def motif_verifie(texte: str, *, par, personnes) -> str:
    """It goes to the journal: it may name none of `personnes`, nor who writes it (`par`). Raises
    MotifManquant, or MotifRefuse.
    """
    motif = texte.strip()
    if not motif:
        raise MotifManquant(_("Dites pourquoi\u00a0: le motif est obligatoire."))
    noms = [nom for personne in personnes for nom in noms_de(personne)]
    verifier_motif(motif, taire=[*noms, *_signature(par, motif)])
    return motif


def motif_ou_refus(texte: str, *, par, personnes, refus: type[Exception]) -> str:
    """As motif_verifie; raises `refus`, in the same words and from the same cause."""
    try:
        return motif_verifie(texte, par=par, personnes=personnes)
    except (MotifManquant, MotifRefuse) as cause:
        raise refus(str(cause)) from cause


def noms_de(personne) -> list[str]:
    return [personne.get_full_name(), personne.last_name]


def _signature(par, motif: str) -> list[str]:
    """Of who writes, the last name alone counts as they would sign it: with its capital. « Le » and
    « Maire » are words too.
    """
    nom = max(mots_de(par.last_name), key=len, default="")
    capitales = [mot for mot in re.findall(r"\w+", motif) if mot[0].isupper()]
    signe = len(nom) > 2 and nom in mots_de(" ".join(capitales))
    return [par.get_full_name(), *([par.last_name] if signe else [])]
