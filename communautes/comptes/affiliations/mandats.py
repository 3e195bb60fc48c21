"""How far the end of a mandate may be: the same for the form and for the act."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from home.fraicheur.dates import plus_mois

# Six years, communal, intercommunal, départemental or régional; seven when a law extends it.
MOIS_AU_PLUS = 7 * 12


def refus(fin: date | None) -> str:
    """Why that day is not the end of a mandate; nothing when it may be."""
    if fin is None:
        return _("Indiquez quand finit votre mandat.")
    if fin < timezone.localdate():
        return _("Ce mandat est fini\u00a0: indiquez une date à venir.")
    if fin > plus_mois(timezone.localdate(), MOIS_AU_PLUS):
        return _("Un mandat dure six ans, sept au plus\u00a0: indiquez une date plus proche.")
    return ""
