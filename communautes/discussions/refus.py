class DiscussionRefusee(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""
