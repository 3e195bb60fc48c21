"""Reporting, deciding, contesting; what rooms call is `examiner`."""

from communautes.moderation.services.examen import examiner
from communautes.moderation.services.signaler import signaler

__all__ = ["examiner", "signaler"]
