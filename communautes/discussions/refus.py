class DiscussionRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class MessageRecrit(DiscussionRefusee):
    """By its author, since it was read. `relu`: what the next sending says to have read."""

    def __init__(self, message: str, lu: str):
        super().__init__(message)
        self.relu = {"lu": lu}
