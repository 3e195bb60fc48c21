"""The tables that rooms declare (AppConfig.ready)."""

from home.echanges.colonnes import Table

_TABLES: dict[str, Table] = {}


def enregistrer(table: Table) -> None:
    _TABLES[table.code] = table


def table(code: str) -> Table | None:
    return _TABLES.get(code)


def exportables(utilisateur) -> list[Table]:
    """Those whose list this person may export, in alphabetical order."""
    siennes = [table for table in _TABLES.values() if table.peut_exporter(utilisateur)]
    return sorted(siennes, key=lambda table: str(table.libelle_pluriel))


def exporte(utilisateur) -> bool:
    """Whether there is a list that this person may export."""
    return any(table.peut_exporter(utilisateur) for table in _TABLES.values())


def codes() -> list[str]:
    return list(_TABLES)
