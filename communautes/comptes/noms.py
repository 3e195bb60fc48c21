"""What a name may hold, wherever somebody gives one: the portal writes it in its mails."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGUEUR = 80
# After NFKC, so that full-width signs count: an address, or what a mail reader makes a link of.
_ADRESSE = re.compile(r"@|://|\bwww\b|\w[.\u3002][^\W\d_]{2}|\d+\.\d+\.\d+\.\d+", re.IGNORECASE)


def valider_nom(texte: str) -> None:
    """Of a first name, a name, a function, a shared mailbox: one line of plain words."""
    if any(map(_est_de_controle, texte)):
        raise ValidationError(
            _("Écrivez sur une seule ligne, sans signe invisible."), code="controle"
        )
    if len(texte) > LONGUEUR:
        raise ValidationError(
            _("C’est trop long\u00a0: %(maximum)s signes au plus."),
            code="max_length",
            params={"maximum": LONGUEUR},
        )
    if contient_une_adresse(texte):
        raise ValidationError(
            _("N’écrivez ici ni adresse ni site. Après un point, laissez une espace."),
            code="adresse",
        )


def contient_une_adresse(texte: str) -> bool:
    """Or what a mail reader would take for one, and make a link of."""
    return bool(_ADRESSE.search(unicodedata.normalize("NFKC", texte)))


def nom_recu(texte: str) -> str:
    """Of a name that nobody can correct now: on one line, cut, and empty if it is still no name."""
    sur_une_ligne = "".join(" " if _est_de_controle(signe) else signe for signe in texte)
    propre = " ".join(sur_une_ligne.split())[:LONGUEUR].strip()
    try:
        valider_nom(propre)
    except ValidationError:
        return ""
    return propre


def _est_de_controle(signe: str) -> bool:
    """Line breaks, and what turns the line around or hides in it."""
    return unicodedata.category(signe) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
