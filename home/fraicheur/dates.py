"""Days of freshness: calendar months, in Europe/Paris (`timezone.localdate()`)."""

from calendar import monthrange
from datetime import date, timedelta

MOIS_ENTRE_DEUX_VERIFICATIONS = 12  # when a content has no rhythm of its own
RYTHME_LE_PLUS_LONG = timedelta(days=3653)  # ten years: beyond it, it was a slip of the keyboard


def plus_mois(jour: date, mois: int) -> date:
    """The same day `mois` months later; the last of the month where there is no such day."""
    rang = jour.year * 12 + jour.month - 1 + mois
    annee, numero = rang // 12, rang % 12 + 1
    return date(annee, numero, min(jour.day, monthrange(annee, numero)[1]))


def prochaine_date(verifie_le: date | None, a_revoir_le: date | None, *, jour: date) -> date:
    """When to read again what is verified on `jour`: as long after as the last time, or a year."""
    if verifie_le and a_revoir_le:
        rythme = a_revoir_le - verifie_le
        if timedelta(0) < rythme <= RYTHME_LE_PLUS_LONG:
            return jour + rythme
    return plus_mois(jour, MOIS_ENTRE_DEUX_VERIFICATIONS)
