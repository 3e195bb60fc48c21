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
    """Whether there is a list that this person may export: each screen asks it, for its menu.

    Those that tell by the person alone come first, and are nearly always enough.
    """
    tables = sorted(_TABLES.values(), key=lambda table: table.droits_sur_le_parent)
    return any(table.peut_exporter(utilisateur) for table in tables)


def codes() -> list[str]:
    return list(_TABLES)
