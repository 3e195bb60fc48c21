"""What the database refuses of a collectivité, whoever writes."""

from django.db.models import F, Q
from django.db.models.lookups import Exact

from communautes.territoires.siren import FORME, reste_de_luhn

# The form of each type's code. A code alone names nobody: 75 is a département and a région.
FORMES = {
    "commune": r"^[0-9][0-9AB][0-9]{3}$",
    "departement": r"^([0-9][0-9AB]|97[0-9])$",
    "region": r"^[0-9]{2}$",
    "particuliere": r"^[0-9A-Z]{3}$",
}
PAR_SIREN = ("epci", "ept", "syndicat")


def siren_valide() -> Q:
    return Q(siren=None) | (Q(siren__regex=FORME) & Q(Exact(reste_de_luhn("siren"), 0)))


def code_de_son_type() -> Q:
    condition = Q(type__in=PAR_SIREN, siren__isnull=False, code=F("siren"))
    for type_, forme in FORMES.items():
        condition |= Q(type=type_, code__regex=forme)
    return condition


def successeur_si_fusionnee() -> Q:
    fusionnee = Q(statut="fusionnee", successeur__isnull=False)
    return fusionnee | (Q(statut__in=["active", "dissoute"]) & Q(successeur=None))
