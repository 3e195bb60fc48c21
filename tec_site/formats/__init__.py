"""How dates are typed: the day first in every language of the admin, so that a change of language
never swaps a day and a month. Django adds the ISO forms by itself.
"""

JOURS = ["%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y"]
INSTANTS = [f"{jour} {heure}" for jour in JOURS for heure in ("%H:%M", "%H:%M:%S")]
