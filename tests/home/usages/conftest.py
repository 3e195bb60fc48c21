from tests.home.edition.conftest import comme, valider  # noqa: F401 (the same people)
