"""The map without outlines: one tile for each département, its code on it, and the table.

For other rooms: `carte(valeurs, …)` in a view, `components/carte_tuiles.html` in a template.
"""

from collections.abc import Callable
from dataclasses import dataclass

from home.territoires import NOMS_DEPARTEMENTS

# Where each tile is, roughly as on a map: one word per column, « . » for the sea and abroad.
_GRILLE = """
.   .   .   .   .   .   62  59  .   .   .   .
.   .   50  14  76  80  02  08  .   .   .   .
29  22  35  61  27  60  95  51  55  57  67  .
.   56  53  72  28  78  75  93  10  54  68  .
.   .   44  49  41  91  92  94  52  88  90  .
.   .   85  37  45  77  89  21  70  25  .   .
.   .   79  86  36  18  58  71  39  .   .   .
.   17  16  87  23  03  42  69  01  74  .   .
.   33  24  19  63  43  07  38  73  .   .   .
40  47  46  15  48  30  26  05  .   .   .   .
64  32  82  12  34  84  04  06  .   .   2B  .
65  31  81  11  13  83  .   .   .   .   2A  .
.   09  66  .   .   .   .   .   .   .   .   .
971 972 973 974 976 .   .   .   .   .   .   .
"""
PLACES = {
    code: (rang, colonne)
    for rang, ligne in enumerate(_GRILLE.split("\n")[1:-1], 1)
    for colonne, code in enumerate(ligne.split(), 1)
    if code != "."
}
DEGRES = 4  # shades besides « none »


@dataclass(frozen=True)
class Tuile:
    code: str
    nom: str
    valeur: int
    degre: int  # 0: none, then 1 to DEGRES
    rang: int
    colonne: int
    url: str = ""


def carte(
    valeurs: dict[str, int],
    *,
    titre: str,
    unite: str,
    adresse: Callable[[str], str] | None = None,
) -> dict:
    """What the component shows: `valeurs` by code of département; absent ones count for zero.

    `adresse(code)`: where a département that has something leads to.
    """
    plus_grande = max(valeurs.values(), default=0)
    tuiles = [
        Tuile(
            code,
            NOMS_DEPARTEMENTS[code],
            n := valeurs.get(code, 0),
            _degre(n, plus_grande),
            *place,
            url=adresse(code) if n and adresse else "",
        )
        for code, place in PLACES.items()
    ]
    lignes = sorted((t for t in tuiles if t.valeur), key=lambda t: (-t.valeur, t.code))
    return {
        "titre": titre,
        "unite": unite,
        "tuiles": sorted(tuiles, key=lambda t: (t.rang, t.colonne)),
        "lignes": lignes,
        "total": sum(t.valeur for t in tuiles),
        "sans": len(tuiles) - len(lignes),
        "mene": adresse is not None,
    }


def exemples() -> list[dict]:
    """For the gallery of components: every shade, then nothing at all."""
    valeurs = {"75": 12, "59": 9, "2A": 6, "974": 6, "35": 3, "13": 3, "67": 1}
    unite = "collectivités"
    pleine = carte(valeurs, titre="Collectivités engagées, par département", unite=unite)
    vide = carte({}, titre="Personne encore", unite=unite)
    return [
        {"carte": pleine, "identifiant": "exemple-de-carte"},
        {"carte": vide, "identifiant": "exemple-de-carte-vide"},
    ]


def _degre(valeur: int, plus_grande: int) -> int:
    """Four equal steps up to the largest; whoever has one is never in the shade of none."""
    return -(-valeur * DEGRES // plus_grande) if valeur > 0 else 0
