"""The tables that rooms declare (AppConfig.ready)."""

from home.echanges.colonnes import Table

_TABLES: dict[str, Table] = {}


def enregistrer(table: Table) -> None:
    _TABLES[table.code] = table


def table(code: str) -> Table | None:
    return _TABLES.get(code)


def codes() -> list[str]:
    return list(_TABLES)
