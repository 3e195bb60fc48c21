from home.marques import Recrit


class AdhesionRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class SyntheseRecrite(Recrit, AdhesionRefusee):
    """By somebody else, since it was read."""


class InvitationsRefusees(Exception):
    """Some addresses cannot be invited: `phrases`, one for each."""

    def __init__(self, phrases: list[str]):
        super().__init__(*phrases)
        self.phrases = phrases
