from tests.home.listes.conftest import comme, theme  # noqa: F401 (the same people and theme)
