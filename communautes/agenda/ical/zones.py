"""VTIMEZONE of each zone of ours, as rules that have no end. Two of them change their clocks.

The library writes every past change of clocks instead, thirty times longer, and stops in 2037.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

# The last change of rules: (first day of summer, its rule, first day of winter, its rule).
_ETES = {
    "Europe/Paris": (
        datetime(1996, 3, 31, 2),
        {"FREQ": "YEARLY", "BYMONTH": 3, "BYDAY": "-1SU"},
        datetime(1996, 10, 27, 3),
        {"FREQ": "YEARLY", "BYMONTH": 10, "BYDAY": "-1SU"},
    ),
    "America/Miquelon": (
        datetime(2007, 3, 11, 2),
        {"FREQ": "YEARLY", "BYMONTH": 3, "BYDAY": "2SU"},
        datetime(2007, 11, 4, 2),
        {"FREQ": "YEARLY", "BYMONTH": 11, "BYDAY": "1SU"},
    ),
}
_HIVER, _ETE = datetime(2026, 1, 15), datetime(2026, 7, 15)  # of years under these rules
_DEPART = datetime(1970, 1, 1)


def vtimezone(nom: str) -> Timezone:
    zone = ZoneInfo(nom)
    hiver, ete = _HIVER.replace(tzinfo=zone), _ETE.replace(tzinfo=zone)
    ecrite = Timezone()
    ecrite.add("tzid", nom)
    if nom not in _ETES:
        ecrite.add_component(_periode(TimezoneStandard(), _DEPART, hiver, hiver))
        return ecrite
    debut_d_ete, regle_d_ete, debut_d_hiver, regle_d_hiver = _ETES[nom]
    passage = _periode(TimezoneDaylight(), debut_d_ete, hiver, ete)
    passage.add("rrule", vRecur(regle_d_ete))
    retour = _periode(TimezoneStandard(), debut_d_hiver, ete, hiver)
    retour.add("rrule", vRecur(regle_d_hiver))
    ecrite.add_component(passage)
    ecrite.add_component(retour)
    return ecrite


def _periode(periode, debut: datetime, avant: datetime, apres: datetime):
    periode.add("dtstart", debut)
    periode.add("tzoffsetfrom", avant.utcoffset())
    periode.add("tzoffsetto", apres.utcoffset())
    periode.add("tzname", apres.tzname())
    return periode
