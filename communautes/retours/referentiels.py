"""The lists of this room: versions of a form, costs, durations, states."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RESERVEES = frozenset(  # urls.py: no slug
    {"carte", "comme", "donnees", "retours", "schema", "toujours-vrai"}
)


class Format(models.TextChoices):
    COURT = "court", _("En dix minutes")
    COMPLET = "complet", _("Complet")


class Cout(models.TextChoices):
    """What it cost the collectivités, in euros: lower limit included, upper limit excluded."""

    AUCUN = "aucun", _("Aucune dépense")
    MOINS_5000 = "moins_5000", _("Moins de 5\u00a0000\u00a0€")
    DE_5000_A_20000 = "5000_20000", _("De 5\u00a0000 à 20\u00a0000\u00a0€")
    DE_20000_A_50000 = "20000_50000", _("De 20\u00a0000 à 50\u00a0000\u00a0€")
    DE_50000_A_100000 = "50000_100000", _("De 50\u00a0000 à 100\u00a0000\u00a0€")
    DE_100000_A_500000 = "100000_500000", _("De 100\u00a0000 à 500\u00a0000\u00a0€")
    PLUS_500000 = "plus_500000", _("500\u00a0000\u00a0€ et plus")


class Duree(models.TextChoices):
    """From its first month to its last, both included; never chosen, always counted."""

    MOINS_6 = "moins_6", _("Moins de 6 mois")
    DE_6_A_12 = "6_12", _("De 6 mois à 1 an")
    DE_12_A_24 = "12_24", _("De 1 à 2 ans")
    PLUS_24 = "plus_24", _("2 ans et plus")

    @classmethod
    def entre(cls, debut: date, fin: date) -> "Duree":
        mois = mois_entre(debut, fin)
        if mois < 6:
            return cls.MOINS_6
        if mois < 12:
            return cls.DE_6_A_12
        return cls.DE_12_A_24 if mois < 24 else cls.PLUS_24


def mois_entre(debut: date, fin: date) -> int:
    """Both included: from March to March is one month."""
    return (fin.year - debut.year) * 12 + fin.month - debut.month + 1


def mois_a_venir(debut: date | None, fin: date | None) -> dict[str, str]:
    """Field → sentence: a retour tells what was done, neither month is after this one."""
    dits = {
        "debut": (debut, _("Ce mois n’est pas encore venu\u00a0: dites quand cela a commencé.")),
        "fin": (fin, _("Ce mois n’est pas encore venu\u00a0: si cela continue, videz-le.")),
    }
    aujourdhui = timezone.localdate()
    return {nom: str(phrase) for nom, (mois, phrase) in dits.items() if mois and mois > aujourdhui}


class Preparation(models.TextChoices):
    """Where the version that is being prepared stands; nothing, when what is public is the last."""

    RIEN = "", _("à jour")
    BROUILLON = "brouillon", _("brouillon")
    SOUMIS = "soumis", _("soumis")
    EN_RELECTURE = "en_relecture", _("en relecture")
    A_COMPLETER = "a_completer", _("à compléter")


A_L_ANCT = (Preparation.SOUMIS, Preparation.EN_RELECTURE)


class Etat(models.TextChoices):
    """One word for the whole: what is public first, then what is being prepared."""

    BROUILLON = "brouillon", _("Brouillon")
    SOUMIS = "soumis", _("Soumis")
    EN_RELECTURE = "en_relecture", _("En relecture")
    A_COMPLETER = "a_completer", _("À compléter")
    PUBLIE = "publie", _("Publié")
    A_ACTUALISER = "a_actualiser", _("À actualiser")
    ARCHIVE = "archive", _("Archivé")
    RETIRE = "retire", _("Retiré")
