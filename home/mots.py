"""Values as a person says them: yes or no, nothing, a list, a code, an instant, a day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext as _

from home.jours import date_format, instant_en_mots


def en_mots(valeur, mots: Mapping = {}):
    """`mots`: code → how it is said. Anything else stays as it is (a number, a component of
    Wagtail).
    """
    if isinstance(valeur, list):
        return ", ".join(str(en_mots(une, mots)) for une in valeur) or "—"
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if isinstance(valeur, datetime):
        return instant_en_mots(valeur)
    if isinstance(valeur, date):
        return date_format(valeur, "j F Y")
    if valeur is None or valeur == "":
        return "—"
    return str(mots[valeur]) if isinstance(valeur, str | int) and valeur in mots else valeur
