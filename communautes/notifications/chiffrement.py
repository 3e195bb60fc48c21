"""What waits in the outbox and must not be read there."""

from home.chiffrement import Coffre, Illisible

_coffre = Coffre("communautes.notifications.chiffrement")
chiffrer, dechiffrer = _coffre.chiffrer, _coffre.dechiffrer

__all__ = ["Illisible", "chiffrer", "dechiffrer"]
