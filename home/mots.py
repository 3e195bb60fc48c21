"""Values as a person says them: yes or no, nothing, a list, a code."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


def en_mots(valeur, mots: Mapping = {}):
    """`mots`: code → how it is said. What is neither empty, a yes or no, a list nor a code stays
    as it is (a date, a component of Wagtail).
    """
    if isinstance(valeur, list):
        return ", ".join(str(en_mots(une, mots)) for une in valeur) or "—"
    if isinstance(valeur, bool):
        return _("oui") if valeur else _("non")
    if valeur is None or valeur == "":
        return "—"
    return str(mots[valeur]) if isinstance(valeur, str | int) and valeur in mots else valeur
