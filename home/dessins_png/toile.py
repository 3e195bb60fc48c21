"""The drawing surface, and what several pictures share: smooth lines, furrows, fields."""

import math
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from home.dessins import Point, quadrillage

FACTEUR = 2  # drawn twice too large, then reduced, so that edges are smooth

# The light theme's own colours, since a picture has no theme.
PAPIER, ENCRE, BLANC = "#f5fbf6", "#161616", "#ffffff"
VERTS = ("#c3fad5", "#9ef9be", "#6fe49d", "#00a95f", "#e3fdeb")
BLEUS = ("#dee5fd", "#bfccfb", "#8a9ee0", "#465f9d", "#f4f6fe")
JAUNES = ("#feecc2", "#ffe552", "#efcb3a", "#c8aa39", "#fef6e3")
TUILES = ("#fddfda", "#ce614a", "#a94645")
OMBRE = "#297254"


class Toile:
    """A drawing surface in final pixels: every measure is multiplied here, once."""

    def __init__(self, taille: tuple[int, int], fond: str):
        self.largeur, self.hauteur = taille
        self.image = Image.new("RGB", (taille[0] * FACTEUR, taille[1] * FACTEUR), fond)
        self.dessin = ImageDraw.Draw(self.image)

    def aplat(self, points: list[Point], couleur: str, bord: str = "", epaisseur: float = 0):
        trace = [(x * FACTEUR, y * FACTEUR) for x, y in points]
        self.dessin.polygon(trace, fill=couleur)
        if epaisseur:
            self.ligne([*points, points[0], points[1]], bord, epaisseur)

    def rond(self, x: float, y: float, rayon: float, couleur: str, bord: str = "", epaisseur=0.0):
        boite = [(x - rayon) * FACTEUR, (y - rayon) * FACTEUR]
        boite += [(x + rayon) * FACTEUR, (y + rayon) * FACTEUR]
        self.dessin.ellipse(
            boite, fill=couleur, outline=bord or None, width=round(epaisseur * FACTEUR)
        )

    def ligne(self, points: list[Point], couleur: str, epaisseur: float, ronde: bool = False):
        trace = [(x * FACTEUR, y * FACTEUR) for x, y in points]
        self.dessin.line(trace, fill=couleur, width=round(epaisseur * FACTEUR), joint="curve")
        if ronde:
            for x, y in (points[0], points[-1]):
                self.rond(x, y, epaisseur / 2, couleur)

    def arbre(self, x: float, y: float, rayon: float, couleur: str = VERTS[3]):
        self.rond(x + rayon * 0.28, y + rayon * 0.3, rayon, OMBRE)
        self.rond(x, y, rayon, couleur)
        self.rond(x - rayon * 0.25, y - rayon * 0.28, rayon * 0.45, VERTS[2])

    def png(self) -> bytes:
        reduite = self.image.reduce(FACTEUR).quantize(128, method=Image.Quantize.FASTOCTREE)
        sortie = BytesIO()
        reduite.save(sortie, "PNG", compress_level=6)
        return sortie.getvalue()


def courbe(points: list[Point], pas: int = 16) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    entourees = [points[0], *points, points[-1]]
    trace = []
    for p0, p1, p2, p3 in zip(entourees, entourees[1:], entourees[2:], entourees[3:], strict=False):
        for n in range(pas):
            t = n / pas
            trace.append(
                tuple(
                    0.5
                    * (
                        2 * b
                        + (c - a) * t
                        + (2 * a - 5 * b + 4 * c - d) * t * t
                        + (3 * b - a - 3 * c + d) * t**3
                    )
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return [*trace, points[-1]]


def sillons(toile: Toile, parcelle: list[Point], couleur: str, angle: float, pas: float):
    """Parallel furrows, cut at the edges of the parcel."""
    cos, sin = math.cos(angle), math.sin(angle)
    tournes = [(x * cos + y * sin, y * cos - x * sin) for x, y in parcelle]
    bas, haut = min(y for _, y in tournes), max(y for _, y in tournes)
    y = bas + pas
    while y < haut:
        coupes = []
        for (x1, y1), (x2, y2) in zip(tournes, [*tournes[1:], tournes[0]], strict=True):
            if (y1 - y) * (y2 - y) < 0:
                coupes.append(x1 + (x2 - x1) * (y - y1) / (y2 - y1))
        coupes.sort()
        for debut, fin in zip(coupes[::2], coupes[1::2], strict=False):
            if fin - debut > 14:
                segment = [(x * cos - y * sin, x * sin + y * cos) for x in (debut + 6, fin - 6)]
                toile.ligne(segment, couleur, 2)
        y += pas


def champs(toile: Toile, hasard: Random, cote: int = 150, haies: int = 26):
    """Fields seen from above, some ploughed, some planted, with trees on their edges."""
    couleurs = [VERTS[0], VERTS[4], VERTS[1], JAUNES[0], JAUNES[4], BLEUS[0], VERTS[2], JAUNES[2]]
    poids = [7, 5, 4, 5, 3, 3, 2, 2]
    traits = dict(
        zip(
            couleurs,
            [VERTS[2], VERTS[1], VERTS[2], JAUNES[2], JAUNES[0], BLEUS[1], VERTS[3], JAUNES[3]],
            strict=True,
        )
    )
    parcelles, derniere = [], ""
    for _colonne, _large, parcelle in quadrillage(hasard, toile.largeur, toile.hauteur, cote):
        choix = [(c, p) for c, p in zip(couleurs, poids, strict=True) if c != derniere]
        derniere = hasard.choices([c for c, _ in choix], [p for _, p in choix])[0]
        toile.aplat(parcelle, derniere, BLANC, 7)
        if hasard.random() < 0.5:
            angle, pas = hasard.uniform(-1.2, 1.2), hasard.choice((12, 16, 20))
            sillons(toile, retreci(parcelle, 0.93), traits[derniere], angle, pas)
        parcelles.append(parcelle)
    for _ in range(haies):
        parcelle = hasard.choice(parcelles)
        a, b = hasard.sample(parcelle[:2] + parcelle[-1:], 2)
        part, rayon = hasard.uniform(0.1, 0.9), hasard.uniform(9, 17)
        toile.arbre(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, rayon)


def retreci(parcelle: list[Point], part: float) -> list[Point]:
    x = sum(p[0] for p in parcelle) / len(parcelle)
    y = sum(p[1] for p in parcelle) / len(parcelle)
    return [(x + (px - x) * part, y + (py - y) * part) for px, py in parcelle]


def rectangle(x: float, y: float, largeur: float, hauteur: float) -> list[Point]:
    return [(x, y), (x + largeur, y), (x + largeur, y + hauteur), (x, y + hauteur)]
