"""What a collectivité's page shows: each room adds what it has published or joined (ready()).

Only what every visitor may read belongs there.
"""

from home.sections import Sections

de_la_collectivite = Sections()
