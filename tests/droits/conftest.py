import pytest
from django.db import transaction

from tests.droits import monde as fabrique


@pytest.fixture(scope="module")
def monde(django_db_setup, django_db_blocker):
    """Built once: no cell keeps what it changes, each runs in a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fabrique.batir()
        transaction.set_rollback(True)
