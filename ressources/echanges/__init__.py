"""What of this room comes in from a spreadsheet and goes out to one."""

from home.echanges import registre


def brancher() -> None:
    from ressources.echanges.acteurs import TableDesActeurs
    from ressources.echanges.ressources import TableDesRessources
    from ressources.echanges.themes import TableDesThemes

    for table in (TableDesRessources(), TableDesThemes(), TableDesActeurs()):
        registre.enregistrer(table)
