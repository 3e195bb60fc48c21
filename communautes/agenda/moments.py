"""When a meeting is, in words: the hour of its place, and that of Paris where it is another."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from communautes.agenda.fuseaux import HEURES, PARIS, Fuseau
from home.jours import date_format

FORME = "l j F Y"


class HeureInexistante(Exception):
    """Clocks jump over it that day."""


def a_la_place(jour: date, heure: time, fuseau: str) -> datetime:
    """What the clocks of the place show, as an instant; of an hour that comes twice, the first."""
    zone = ZoneInfo(fuseau)
    instant = datetime.combine(jour, heure, tzinfo=zone)
    retour = instant.astimezone(ZoneInfo("UTC")).astimezone(zone)
    if retour.replace(tzinfo=None) != instant.replace(tzinfo=None):
        raise HeureInexistante
    return instant


def heure_en_mots(instant: datetime) -> str:
    """« 11 h », « 16 h 30 », as the zone of the instant has it."""
    if instant.minute:
        return _("%(heure)s\u00a0h\u00a0%(minutes)02d") % {
            "heure": instant.hour,
            "minutes": instant.minute,
        }
    return _("%(heure)s\u00a0h") % {"heure": instant.hour}


def quand(debut: datetime, fuseau: str) -> str:
    """« mardi 8 décembre 2026, 11 h (heure de Paris) »; overseas: both hours."""
    ici = debut.astimezone(ZoneInfo(fuseau))
    dit = _("%(jour)s, %(heure)s (%(zone)s)") % {
        "jour": date_format(ici.date(), FORME),
        "heure": heure_en_mots(ici),
        "zone": HEURES[Fuseau(fuseau)],
    }
    a_paris = debut.astimezone(PARIS)
    if fuseau == Fuseau.PARIS or a_paris.replace(tzinfo=None) == ici.replace(tzinfo=None):
        return dit
    return _("%(dit)s, soit %(autre)s à Paris") % {"dit": dit, "autre": _autre(a_paris, ici)}


def de_a(debut: datetime, fin: datetime, fuseau: str) -> str:
    """« mardi 8 décembre 2026, de 11 h à 12 h 30 (heure de Paris) »."""
    zone = ZoneInfo(fuseau)
    dit = _("%(periode)s (%(zone)s)") % {
        "periode": _periode(debut.astimezone(zone), fin.astimezone(zone)),
        "zone": HEURES[Fuseau(fuseau)],
    }
    ici, a_paris = debut.astimezone(zone), debut.astimezone(PARIS)
    if fuseau == Fuseau.PARIS or a_paris.replace(tzinfo=None) == ici.replace(tzinfo=None):
        return dit
    return _("%(dit)s, soit %(autre)s à Paris") % {"dit": dit, "autre": _autre(a_paris, ici)}


def _periode(debut: datetime, fin: datetime) -> str:
    mots = {
        "jour": date_format(debut.date(), FORME),
        "debut": heure_en_mots(debut),
        "fin": heure_en_mots(fin),
    }
    if debut.date() == fin.date():
        return _("%(jour)s, de %(debut)s à %(fin)s") % mots
    mots["autre_jour"] = date_format(fin.date(), FORME)
    return _("du %(jour)s, %(debut)s, au %(autre_jour)s, %(fin)s") % mots


def _autre(a_paris: datetime, ici: datetime) -> str:
    if a_paris.date() == ici.date():
        return heure_en_mots(a_paris)
    return _("le %(jour)s, %(heure)s") % {
        "jour": date_format(a_paris.date(), FORME),
        "heure": heure_en_mots(a_paris),
    }
