"""« Parcelles et chemin »: the drawing of the identity, a patchwork of fields and a trail.

Deterministic: the same seed gives the same drawing. Colours are CSS classes (tec/identite.css), so
that both themes work; parcels of one colour are one path, so that a drawing is light.
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]

# What a parcel is filled with → its weight. « a » is the accent of the page, « b » and « c » its
# neighbours; « h » hatched, « p » dotted, « v » vivid; « n » is the dark parcel.
REMPLISSAGES = {"a": 34, "b": 15, "c": 7, "ha": 13, "pa": 8, "hb": 9, "va": 7, "vc": 4, "n": 4}
MOTIFS = ("ha", "pa", "hb")
COTE = 104  # of a parcel, before the vertices move


@dataclass(frozen=True)
class Lieu:
    """A place on the trail, in shares of the drawing; `cote` is where its name stands."""

    x: float
    y: float
    glyphe: str
    nom: str
    cote: str


GLYPHES = {
    "commune": "M-7 7V-2L0-8 7-2V7H2.5V1.5H-2.5V7z",
    "epci": "M-7-6L-1-7V-1H-7zM1.5-6.5L7-5 6.5 0H1.5zM-6.5 1.5L-1 2V7L-6 6.5zM1.5 2.5L6 3V7H1.5z",
    "departement": "M-6-5L0-7 6-5 5 0 7 5 0 7-6 5-5 0z",
    "libre": "M0-6V6M-6 0H6",
}


def parcelles(
    graine: str,
    accent: str = "blue-ecume",
    largeur: int = 560,
    hauteur: int = 360,
    chemin: tuple[Lieu, ...] = (),
    pictogramme: str = "",
) -> SafeString:
    """The drawing as an inline SVG; `pictogramme` is the address of a symbol of the sprite."""
    return _parcelles(graine, accent, largeur, hauteur, tuple(chemin), pictogramme)


@lru_cache(maxsize=512)
def _parcelles(graine, accent, largeur, hauteur, chemin, pictogramme) -> SafeString:
    hasard = Random(f"{graine}|{largeur}x{hauteur}")  # noqa: S311 (a drawing, not a secret)
    cle = f"d{zlib.crc32(f'{graine}|{accent}|{largeur}'.encode()):08x}"
    morceaux = [
        f'<svg class="tec-parcelles tec-accent--{accent}" viewBox="0 0 {largeur} {hauteur}"'
        ' preserveAspectRatio="xMinYMid slice" aria-hidden="true" focusable="false">',
        f"<defs>{''.join(_motif(cle, nom) for nom in MOTIFS)}</defs>",
    ]
    for remplissage, trace in sorted(_champs(hasard, largeur, hauteur).items()):
        rempli = f' fill="url(#{cle}-{remplissage})"' if remplissage in MOTIFS else ""
        morceaux.append(f'<path class="tec-parcelles__{remplissage}"{rempli} d="{trace}"/>')
    if pictogramme:
        morceaux.append(_enseigne(hasard, largeur, hauteur, pictogramme))
    if chemin:
        morceaux.append(_sentier(chemin, largeur, hauteur))
    morceaux.append("</svg>")
    return mark_safe("".join(morceaux))  # noqa: S308 (numbers, class names and escaped labels)


def _motif(cle: str, nom: str) -> str:
    """Patterns besides colours: furrows for « h », orchards for « p »."""
    fond = nom[1]
    if nom[0] == "p":
        dessin = f'<circle class="tec-parcelles__m{fond}" cx="5" cy="5" r="2.2"/>'
        taille, sens = 14, 12
    else:
        dessin = f'<path class="tec-parcelles__t{fond}" d="M0 4H9"/>'
        taille, sens = 8, 36 if fond == "a" else -38
    return (
        f'<pattern id="{cle}-{nom}" width="{taille}" height="{taille}"'
        f' patternUnits="userSpaceOnUse" patternTransform="rotate({sens})">'
        f'<path class="tec-parcelles__{fond}" d="M0 0H{taille}V{taille}H0z"/>{dessin}</pattern>'
    )


def _champs(hasard: Random, largeur: int, hauteur: int) -> dict[str, str]:
    """Fill → path of all its parcels."""
    traces: dict[str, list[str]] = {}
    precedents: dict[int, str] = {}
    for colonne, large, parcelle in quadrillage(hasard, largeur, hauteur, COTE, trous=0.42):
        voisins = {precedents.get(colonne), precedents.get(colonne - 1)}
        remplissage = _remplissage(hasard, voisins)
        traces.setdefault(remplissage, []).append(_trace(parcelle))
        precedents.update({colonne + k: remplissage for k in range(large)})
    return {remplissage: "".join(liste) for remplissage, liste in traces.items()}


def quadrillage(hasard: Random, largeur: int, hauteur: int, cote: int, trous: float = 0.0):
    """(column, width in cells, polygon): a grid whose vertices moved, with cells joined or split.

    It covers the whole drawing and runs over its edges; `trous` leaves cells of the left edge out.
    """
    colonnes, rangs = max(3, round(largeur / cote)), max(3, round(hauteur / cote))
    pas_x, pas_y = largeur / (colonnes - 0.3), hauteur / (rangs - 0.7)
    debut = 0.25 if trous else -0.4

    def sommet(i: int, j: int) -> Point:
        return (
            (i + debut + hasard.uniform(-0.24, 0.24)) * pas_x,
            (j - 0.35 + hasard.uniform(-0.24, 0.24)) * pas_y,
        )

    colonnes += 0 if trous else 1
    sommets = [[sommet(i, j) for j in range(rangs + 1)] for i in range(colonnes + 1)]
    for j in range(rangs):
        i = 0
        while i < colonnes:
            tirage = hasard.random()
            if i == 0 and hasard.random() < trous:
                i += 1
            elif tirage < 0.16 and i + 1 < colonnes:
                yield i, 2, _case(sommets, i, j, large=2)
                i += 2
            elif tirage < 0.34:
                yield from ((i, 1, part) for part in _partage(_case(sommets, i, j), hasard))
                i += 1
            else:
                yield i, 1, _case(sommets, i, j)
                i += 1


def _case(sommets, i: int, j: int, large: int = 1) -> list[Point]:
    haut = [sommets[i + k][j] for k in range(large + 1)]
    bas = [sommets[i + k][j + 1] for k in range(large, -1, -1)]
    return haut + bas


def _partage(case: list[Point], hasard: Random) -> list[list[Point]]:
    """Two parcels where there was one, cut from side to side."""
    a, b, c, d = case
    part = hasard.uniform(0.36, 0.64)
    if hasard.random() < 0.5:
        m, n = _entre(a, b, part), _entre(d, c, part + 0.06)
        return [[a, m, n, d], [m, b, c, n]]
    m, n = _entre(a, d, part), _entre(b, c, part - 0.06)
    return [[a, b, n, m], [m, n, c, d]]


def _entre(a: Point, b: Point, part: float) -> Point:
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)


def _remplissage(hasard: Random, voisins: set) -> str:
    """Never the fill of the parcel above or at the left."""
    choix = [nom for nom in REMPLISSAGES if nom not in voisins]
    return hasard.choices(choix, [REMPLISSAGES[nom] for nom in choix])[0]


def _trace(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points) + "z"


def _enseigne(hasard: Random, largeur: int, hauteur: int, pictogramme: str) -> str:
    """The pictogram of the page, on a light sheet laid over the fields."""
    x, y = largeur * 0.43, hauteur * 0.5
    bouge = [hasard.uniform(-6, 6) for _ in range(8)]
    coins = [(-64, -64), (64, -64), (64, 64), (-64, 64)]
    feuille = [
        (x + dx + bouge[2 * n], y + dy + bouge[2 * n + 1]) for n, (dx, dy) in enumerate(coins)
    ]
    usage = format_html(
        '<use class="tec-parcelles__picto" href="{}" x="{}" y="{}" width="84" height="84"/>',
        pictogramme,
        round(x - 42),
        round(y - 42),
    )
    return f'<path class="tec-parcelles__feuille" d="{_trace(feuille)}"/>{usage}'


def _sentier(lieux: tuple[Lieu, ...], largeur: int, hauteur: int) -> str:
    """From the lower edge through every place; the last stretch is still to walk: dotted."""
    points = [(lieu.x * largeur, lieu.y * hauteur) for lieu in lieux]
    depart = (points[0][0] - 0.18 * largeur, hauteur * 1.04)
    segments = _courbe([depart, *points])
    fait = f"M{depart[0]:.0f} {depart[1]:.0f}" + "".join(segments[:-1])
    reste = f"M{points[-2][0]:.0f} {points[-2][1]:.0f}{segments[-1]}"
    traits = [
        f'<path class="tec-parcelles__bord" d="{fait}{segments[-1]}"/>',
        f'<path class="tec-parcelles__chemin" d="{fait}"/>',
        f'<path class="tec-parcelles__chemin" stroke-dasharray="0.1 9" d="{reste}"/>',
    ]
    return "".join(
        traits + [_lieu(lieu, *point) for lieu, point in zip(lieux, points, strict=True)]
    )


def _courbe(points: list[Point]) -> list[str]:
    """Catmull-Rom through the points, as one cubic segment from each to the next."""
    (x1, y1), (x2, y2) = points[-2:]
    rebond = (x2 - (x2 - x1) * 1.2, y2 + (y2 - y1) * 0.5)  # so that the end is a bend
    entourees = [points[0], *points, rebond]
    segments = []
    for p0, p1, p2, p3 in zip(entourees, entourees[1:], entourees[2:], entourees[3:], strict=False):
        c1 = (p1[0] + (p2[0] - p0[0]) / 5, p1[1] + (p2[1] - p0[1]) / 5)
        c2 = (p2[0] - (p3[0] - p1[0]) / 5, p2[1] - (p3[1] - p1[1]) / 5)
        segments.append("C" + " ".join(f"{v:.0f}" for point in (c1, c2, p2) for v in point))
    return segments


def _lieu(lieu: Lieu, x: float, y: float) -> str:
    etat = " tec-parcelles__lieu--libre" if lieu.glyphe == "libre" else ""
    long = len(lieu.nom) * 6.9 + 18
    dx, dy = {
        "droite": (26, -13),
        "gauche": (-26 - long, -13),
        "haut": (-long / 2, -54),
        "bas": (-long / 2, 27),
    }[lieu.cote]
    return format_html(
        '<g class="tec-parcelles__lieu{}" transform="translate({} {})">'
        '<circle r="19"/><path d="{}"/>'
        '<rect x="{}" y="{}" width="{}" height="26"/><text x="{}" y="{}">{}</text></g>',
        etat,
        round(x),
        round(y),
        GLYPHES[lieu.glyphe],
        round(dx),
        dy,
        round(long),
        round(dx + long / 2),
        dy + 17.5,
        lieu.nom,
    )
