from home.marques import Recrit


class DiscussionRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class MessageRecrit(Recrit, DiscussionRefusee):
    """By its author, since it was read."""
