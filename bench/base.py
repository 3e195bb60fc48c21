"""A database of its own for the measures, made like a test's and dropped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def base_de_mesure() -> Iterator[None]:
    ancienne = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(ancienne, verbosity=0)
