"""The act that this room writes in the journal: two numbers, never an address."""

from django.utils.translation import gettext_lazy as _

from communautes.journal.actes import Acte, declarer


def brancher() -> None:
    declarer(Acte("comptes.reunis", _("Comptes réunis"), {"absorbe": _("compte absorbé")}))
