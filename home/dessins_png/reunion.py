"""People around a table, seen from above."""

import math
from random import Random

from home.dessins_png.toile import (
    BLANC,
    BLEUS,
    ENCRE,
    JAUNES,
    OMBRE,
    TUILES,
    VERTS,
    Toile,
    courbe,
    retreci,
)


def reunion(hasard: Random, taille) -> Toile:
    """People around a table, seen from above: what is on it is a map of fields."""
    toile = Toile(taille, VERTS[4])
    largeur, hauteur = taille
    for n in range(-hauteur, largeur, 58):
        toile.ligne([(n, 0), (n + hauteur, hauteur)], VERTS[0], 4)
    cx, cy = largeur / 2, hauteur / 2
    rx, ry = largeur * 0.29, hauteur * 0.245
    places = hasard.choice((8, 9, 10))
    habits = [VERTS[3], BLEUS[3], JAUNES[2], TUILES[1], OMBRE, BLEUS[2]]
    peaux, cheveux = (
        ("#f6d7b8", "#d9a877", "#a9744a", "#7a4e2e"),
        (ENCRE, "#5b3a1e", "#c8aa39", "#8a8a8a"),
    )
    depart = hasard.uniform(0, 1)
    for n in range(places):
        angle = 2 * math.pi * (n + depart) / places
        x, y = cx + math.cos(angle) * (rx + 96), cy + math.sin(angle) * (ry + 96)
        personne(
            toile, x, y, angle, hasard.choice(habits), hasard.choice(peaux), hasard.choice(cheveux)
        )
    table = [
        (cx + math.cos(a) * rx * 1.04, cy + math.sin(a) * ry * 1.12)
        for a in (math.pi * k / 20 for k in range(40))
    ]
    toile.aplat([(x + 8, y + 11) for x, y in table], OMBRE)
    toile.aplat(table, JAUNES[3])
    toile.aplat(retreci(table, 0.955), JAUNES[0])
    carte_sur_table(toile, hasard, cx, cy)
    for n in range(places):
        angle = 2 * math.pi * (n + depart) / places
        x, y = cx + math.cos(angle) * rx * 0.84, cy + math.sin(angle) * ry * 0.9
        if n % 3 == 2:
            toile.rond(x, y, 13, BLANC)
            toile.rond(x, y, 9, TUILES[2])
        else:
            feuille(toile, x, y, angle + hasard.uniform(-0.3, 0.3))
    return toile


def personne(toile: Toile, x, y, angle, habit, peau, cheveux):
    """Shoulders turned to the table, then the head."""
    epaules = []
    for k in range(28):
        a = 2 * math.pi * k / 28
        dx, dy = math.cos(a) * 34, math.sin(a) * 58
        epaules.append(
            (
                x + dx * math.cos(angle) - dy * math.sin(angle),
                y + dx * math.sin(angle) + dy * math.cos(angle),
            )
        )
    toile.aplat([(px + 6, py + 9) for px, py in epaules], VERTS[2])
    toile.aplat(epaules, habit)
    for cote in (-1, 1):
        ex, ey = x - math.sin(angle) * 44 * cote, y + math.cos(angle) * 44 * cote
        bras = [(ex, ey), (ex - math.cos(angle) * 52, ey - math.sin(angle) * 52)]
        toile.ligne(bras, habit, 25, ronde=True)
        toile.rond(*bras[1], 12, peau)
    toile.rond(x, y, 30, cheveux)
    toile.rond(x - math.cos(angle) * 9, y - math.sin(angle) * 9, 22, peau)
    toile.rond(x + math.cos(angle) * 3, y + math.sin(angle) * 3, 23, cheveux)


def feuille(toile: Toile, x: float, y: float, angle: float):
    cos, sin = math.cos(angle), math.sin(angle)
    coins = [
        (x + dx * cos - dy * sin, y + dx * sin + dy * cos)
        for dx, dy in ((-17, -23), (17, -23), (17, 23), (-17, 23))
    ]
    toile.aplat(coins, BLANC)
    for part in (0.25, 0.45, 0.65):
        ligne = [
            (x + dx * cos - dy * sin, y + dx * sin + dy * cos)
            for dx, dy in ((-17 + 34 * part, -16), (-17 + 34 * part, 12))
        ]
        toile.ligne(ligne, BLEUS[2], 2.5)


def carte_sur_table(toile: Toile, hasard: Random, cx: float, cy: float):
    pas_x, pas_y = 66, 50
    sommets = {
        (i, j): (cx + i * pas_x + hasard.uniform(-13, 13), cy + j * pas_y + hasard.uniform(-9, 9))
        for i in range(-2, 3)
        for j in range(-1, 2)
    }
    for i in range(-2, 2):
        for j in range(-1, 1):
            coins = [sommets[i, j], sommets[i + 1, j], sommets[i + 1, j + 1], sommets[i, j + 1]]
            couleur = hasard.choice((VERTS[1], VERTS[3], BLEUS[1], BLEUS[3], JAUNES[2], VERTS[0]))
            toile.aplat(coins, couleur, BLANC, 5)
    chemin = courbe(
        [(cx - 110, cy + 34), (cx - 36, cy - 14), (cx + 28, cy + 20), (cx + 104, cy - 30)]
    )
    toile.ligne(chemin, BLANC, 11)
    toile.ligne(chemin, ENCRE, 5)
    for x, y in (chemin[0], chemin[len(chemin) // 2], chemin[-1]):
        toile.rond(x, y, 10, ENCRE)
        toile.rond(x, y, 5, BLANC)
