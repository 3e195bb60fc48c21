"""The town: a square seen from above, a village seen from the fields."""

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
    rectangle,
    retreci,
    sillons,
)


def place(hasard: Random, taille) -> Toile:
    """A square with its trees, the roofs around it, a market and a fountain."""
    toile = Toile(taille, JAUNES[0])
    largeur, hauteur = taille
    for n in range(0, largeur + hauteur, 34):  # paving
        toile.ligne([(n, 0), (n - hauteur, hauteur)], JAUNES[4], 3)
    marge_x, marge_y = largeur * 0.15, hauteur * 0.17
    for bord in range(2):  # rows of roofs, above and below
        x = -20.0
        while x < largeur:
            large, haut = hasard.uniform(92, 168), marge_y - hasard.uniform(4, 26)
            y = -12 if bord == 0 else hauteur - haut + 12
            clair, sombre = hasard.choice(
                (
                    (TUILES[1], TUILES[2]),
                    (TUILES[0], "#f3b8ae"),
                    (BLEUS[2], BLEUS[3]),
                    (JAUNES[2], JAUNES[3]),
                )
            )
            toit(toile, x, y, large, haut, clair, sombre)
            x += large + hasard.choice((3, 3, 3, 26))
    for cote in (0, 1):
        y = marge_y + 16
        while y < hauteur - marge_y - 90:
            haut, large = hasard.uniform(80, 118), marge_x - hasard.uniform(14, 44)
            x = -14 if cote == 0 else largeur - large + 14
            clair, sombre = hasard.choice(((TUILES[1], TUILES[2]), (BLEUS[2], BLEUS[3])))
            toit(toile, x, y, large, haut, clair, sombre)
            y += haut + 4
    jardin = [
        (largeur * 0.24, hauteur * 0.3),
        (largeur * 0.55, hauteur * 0.26),
        (largeur * 0.57, hauteur * 0.73),
        (largeur * 0.22, hauteur * 0.7),
    ]
    toile.aplat(jardin, VERTS[0], BLANC, 9)
    sillons(toile, retreci(jardin, 0.94), VERTS[1], hasard.uniform(-0.6, 0.6), 18)
    cx, cy = largeur * 0.395, hauteur * 0.5
    for ax, ay in jardin:
        toile.ligne([(ax, ay), (cx, cy)], BLANC, 16)
    toile.rond(cx, cy, 62, BLANC)
    toile.rond(cx, cy, 50, BLEUS[2])
    toile.rond(cx, cy, 38, BLEUS[1])
    toile.rond(cx, cy, 10, BLANC)
    for (ax, ay), (bx, by) in zip(jardin, [*jardin[1:], jardin[0]], strict=True):
        for part in (0.16, 0.38, 0.62, 0.84):
            x, y = ax + (bx - ax) * part, ay + (by - ay) * part
            toile.arbre(x + (cx - x) * 0.12, y + (cy - y) * 0.14, hasard.uniform(19, 27))
    for n in range(6):  # the market's stalls
        x, y = largeur * 0.635 + (n % 2) * 128, hauteur * 0.29 + (n // 2) * 104
        couleur = hasard.choice((VERTS[3], BLEUS[3], TUILES[1], JAUNES[2]))
        toile.aplat(rectangle(x + 6, y + 7, 98, 62), JAUNES[3])
        for bande in range(7):
            toile.aplat(rectangle(x + bande * 14, y, 14, 62), couleur if bande % 2 == 0 else BLANC)
    for _ in range(26):
        x = hasard.uniform(largeur * 0.2, largeur * 0.82)
        y = hasard.choice((hasard.uniform(0.2, 0.25), hasard.uniform(0.75, 0.8))) * hauteur
        passant(toile, x, y, hasard)
    return toile


def passant(toile: Toile, x: float, y: float, hasard: Random):
    toile.rond(x + 3, y + 4, 8, JAUNES[3])
    toile.rond(x, y, 8, hasard.choice((ENCRE, BLEUS[3], TUILES[1], OMBRE)))
    toile.rond(x, y - 1, 4, JAUNES[0])


def toit(
    toile: Toile, x: float, y: float, largeur: float, hauteur: float, couleur: str, sombre: str
):
    """A roof seen from above: two slopes and their shadow."""
    toile.aplat(rectangle(x + 6, y + 7, largeur, hauteur), OMBRE)
    if largeur >= hauteur:
        toile.aplat(rectangle(x, y, largeur, hauteur / 2), couleur)
        toile.aplat(rectangle(x, y + hauteur / 2, largeur, hauteur / 2), sombre)
    else:
        toile.aplat(rectangle(x, y, largeur / 2, hauteur), couleur)
        toile.aplat(rectangle(x + largeur / 2, y, largeur / 2, hauteur), sombre)


def village(hasard: Random, taille) -> Toile:
    """Houses on their hill, seen from the fields."""
    toile = Toile(taille, BLEUS[0])
    largeur, hauteur = taille
    toile.rond(largeur * hasard.uniform(0.68, 0.86), hauteur * 0.2, 58, JAUNES[2])
    for rang, (niveau, couleur) in enumerate(
        ((0.46, BLEUS[1]), (0.55, VERTS[1]), (0.66, VERTS[0]))
    ):
        crete = courbe(
            [
                (largeur * n / 4, hauteur * (niveau + hasard.uniform(-0.07, 0.05)))
                for n in range(-1, 6)
            ]
        )
        toile.aplat([*crete, (largeur + 400, hauteur), (-400, hauteur)], couleur)
        if rang == 1:
            for _ in range(22):
                x, y = hasard.choice(crete)
                arbre_debout(toile, x, y + 12, hasard.uniform(13, 22))
    base = hauteur * 0.69
    clocher = largeur * hasard.uniform(0.42, 0.56)
    maisons = sorted(
        (clocher + ecart * 92 + hasard.uniform(-18, 18), hasard.uniform(-16, 26))
        for ecart in (-4.4, -3.5, -2.6, -1.8, -0.95, 0.95, 1.8, 2.7, 3.6, 4.4)
    )
    eglise(toile, clocher, base - 6)
    for x, ecart in sorted(maisons, key=lambda maison: maison[1]):
        maison(toile, hasard, x, base + ecart)
    avant = [
        [
            (-10, hauteur * 0.79),
            (largeur * 0.34, hauteur * 0.76),
            (largeur * 0.3, hauteur + 10),
            (-10, hauteur + 10),
        ],
        [
            (largeur * 0.34, hauteur * 0.76),
            (largeur * 0.7, hauteur * 0.775),
            (largeur * 0.78, hauteur + 10),
            (largeur * 0.3, hauteur + 10),
        ],
        [
            (largeur * 0.7, hauteur * 0.775),
            (largeur + 10, hauteur * 0.75),
            (largeur + 10, hauteur + 10),
            (largeur * 0.78, hauteur + 10),
        ],
    ]
    teintes = [
        (JAUNES[2], JAUNES[3]),
        (VERTS[3], OMBRE),
        (JAUNES[0], JAUNES[2]),
        (VERTS[2], VERTS[3]),
    ]
    for parcelle, (couleur, trait) in zip(avant, hasard.sample(teintes, 3), strict=True):
        toile.aplat(parcelle, couleur, BLANC, 8)
        sillons(toile, retreci(parcelle, 0.93), trait, hasard.uniform(-0.9, 0.9), 20)
    for _ in range(12):
        x = hasard.uniform(0, largeur)
        arbre_debout(toile, x, hauteur * hasard.uniform(0.77, 0.8), hasard.uniform(16, 26))
    return toile


def arbre_debout(toile: Toile, x: float, y: float, rayon: float):
    toile.ligne([(x, y), (x, y - rayon * 1.6)], OMBRE, 5)
    toile.rond(x, y - rayon * 1.9, rayon, VERTS[3])
    toile.rond(x - rayon * 0.28, y - rayon * 2.15, rayon * 0.42, VERTS[2])


def maison(toile: Toile, hasard: Random, x: float, y: float):
    large, haut = hasard.uniform(78, 104), hasard.uniform(52, 76)
    mur = hasard.choice((BLANC, JAUNES[4], "#fff4f3", BLEUS[4]))
    tuile = hasard.choice((TUILES[1], TUILES[2], TUILES[1], BLEUS[3]))
    toile.aplat(rectangle(x - large / 2, y - haut, large, haut), mur)
    toile.aplat(rectangle(x + large / 2 - 16, y - haut, 16, haut), BLEUS[0])
    if hasard.random() < 0.6:
        toile.aplat(rectangle(x + large * 0.2, y - haut - 46, 13, 34), TUILES[2])
    toile.aplat(
        [(x - large / 2 - 8, y - haut), (x, y - haut - 42), (x + large / 2 + 8, y - haut)], tuile
    )
    volet = hasard.choice((BLEUS[3], VERTS[3], JAUNES[3]))
    toile.aplat(rectangle(x - 9, y - 34, 18, 34), volet)
    for cote in (-1, 1):
        toile.aplat(rectangle(x + cote * large * 0.27 - 8, y - haut + 14, 16, 18), ENCRE)


def eglise(toile: Toile, x: float, y: float):
    toile.aplat(rectangle(x - 30, y - 168, 60, 168), BLANC)
    toile.aplat(rectangle(x + 12, y - 168, 18, 168), BLEUS[0])
    toile.aplat([(x - 38, y - 168), (x, y - 262), (x + 38, y - 168)], BLEUS[3])
    toile.rond(x, y - 136, 14, JAUNES[2])
    toile.rond(x, y - 136, 5, ENCRE)
    toile.aplat(rectangle(x - 9, y - 106, 18, 40), ENCRE)
