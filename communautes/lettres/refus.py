from home.marques import Recrit


class LettreRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class LettreModifiee(Recrit, LettreRefusee):
    """By somebody else, since it was read."""
