"""What other rooms show on a theme's page and on an actor's; each adds its own (ready())."""

from home.sections import Sections

du_theme = Sections()
de_l_acteur = Sections()
