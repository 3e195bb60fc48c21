class RencontreRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class ChampRefuse(RencontreRefusee):
    """Of one field of the form: `champ`."""

    def __init__(self, champ: str, message: str):
        super().__init__(message)
        self.champ = champ


class RencontreModifiee(RencontreRefusee):
    """By somebody else, since it was read."""
