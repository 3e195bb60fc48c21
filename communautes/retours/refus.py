class RetourRefuse(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class RetourIncomplet(RetourRefuse):
    """`manques`: field name → sentence, for each thing that it lacks."""

    def __init__(self, message: str, manques: dict[str, str]):
        super().__init__(message)
        self.manques = manques
