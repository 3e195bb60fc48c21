"""The acts that this room writes in the journal: never a value of the person."""

from django.utils.translation import gettext_lazy as _

from communautes.comptes.donnees.services import Cause
from communautes.journal.actes import Acte, declarer


def brancher() -> None:
    declarer(
        Acte(
            "donnees.anonymisee",
            _("Compte anonymisé"),
            {"cause": _("cause")},
            dict(Cause.choices),
        ),
        Acte("donnees.adresse_imposee", _("Adresse d’un compte changée par l’ANCT"), {}),
    )
