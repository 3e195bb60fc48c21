"""What comes in from a spreadsheet and goes out to one: a generic engine.

A room declares its table (`colonnes.Colonne`, `pages.TableDePages`), registers it (`registre`),
and has the whole: reading, mapping, dry run, application, undo, export.
"""


def brancher() -> None:
    """This room's own tables (AppConfig.ready)."""
    from home.echanges import registre, sorties
    from home.echanges.actualites import TableDesActualites

    for table in (
        TableDesActualites(),
        sorties.TableDesImages(),
        sorties.TableDesDocuments(),
        sorties.TableDesRedirections(),
        sorties.TableDesMessages(),
    ):
        registre.enregistrer(table)
