"""Reporting, deciding, contesting; what rooms call is `examiner`."""

from communautes.moderation.services.decisions import (
    contester,
    decider,
    examiner_a_la_main,
    pourquoi_pas_trancher,
    trancher,
)
from communautes.moderation.services.examen import examiner
from communautes.moderation.services.purge import purger
from communautes.moderation.services.signaler import signaler

__all__ = [
    "contester",
    "decider",
    "examiner",
    "examiner_a_la_main",
    "pourquoi_pas_trancher",
    "purger",
    "signaler",
    "trancher",
]
