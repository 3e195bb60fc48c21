import pytest


@pytest.fixture
def publier(db, django_capture_on_commit_callbacks):
    """Run a function and what it leaves for after the commit (the index)."""

    def _publier(fonction, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return fonction(*args, **kwargs)

    return _publier
