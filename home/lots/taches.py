"""The tasks' backends of the house: what a batch puts off is noted, anything else is queued."""

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db import DatabaseBackend

from home import lots


class _EnLot:
    def enqueue(self, task, args, kwargs):
        """None for what is put off: those that Wagtail queues, nobody asks what they became."""
        lot = lots.courant()
        if lot is None or task.module_path not in lots.DIFFERABLES:
            return super().enqueue(task, args, kwargs)
        application, modele, cle = args
        return lot.noter(f"{application}.{modele}", cle)


class EnBase(_EnLot, DatabaseBackend):
    """Development and production: a row of the database, that the worker takes."""


class Immediates(_EnLot, ImmediateBackend):
    """Tests: run at once."""
