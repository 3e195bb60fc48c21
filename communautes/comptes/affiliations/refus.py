"""What the acts of this room refuse with."""


class AffiliationRefusee(Exception):
    """The message says why, and what to do, to who asked."""
