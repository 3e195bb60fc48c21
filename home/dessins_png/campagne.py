"""Seen from above: fields and their trail, a river, a map of communes."""

import math
from random import Random

from home.dessins import quadrillage
from home.dessins_png.toile import (
    BLANC,
    BLEUS,
    ENCRE,
    JAUNES,
    TUILES,
    VERTS,
    Toile,
    champs,
    courbe,
    retreci,
)


def paysage(hasard: Random, taille) -> Toile:
    toile = Toile(taille, BLANC)
    champs(toile, hasard, haies=34)
    largeur, hauteur = taille
    chemin = courbe(
        [
            (-20, hauteur * hasard.uniform(0.55, 0.9)),
            (largeur * 0.24, hauteur * hasard.uniform(0.35, 0.8)),
            (largeur * 0.5, hauteur * hasard.uniform(0.3, 0.7)),
            (largeur * 0.76, hauteur * hasard.uniform(0.2, 0.65)),
            (largeur + 20, hauteur * hasard.uniform(0.1, 0.45)),
        ]
    )
    toile.ligne(chemin, BLANC, 22)
    toile.ligne(chemin, ENCRE, 6)
    for part in (0.3, 0.62):
        repere(toile, *chemin[int(len(chemin) * part)], hasard.choice((VERTS[3], BLEUS[3])))
    return toile


def repere(toile: Toile, x: float, y: float, couleur: str = ENCRE):
    toile.rond(x, y, 27, BLANC)
    toile.rond(x, y, 22, couleur)
    toile.rond(x, y, 8, BLANC)


def riviere(hasard: Random, taille) -> Toile:
    toile = Toile(taille, BLANC)
    champs(toile, hasard)
    largeur, hauteur = taille
    centre = [hauteur * hasard.uniform(0.3, 0.7) for _ in range(5)]
    cours = courbe([(largeur * (n - 0.15) / 3.7, y) for n, y in enumerate(centre)])
    toile.ligne(cours, BLANC, 112)
    toile.ligne(cours, BLEUS[2], 98)
    toile.ligne(cours, BLEUS[1], 78)
    for ecart in (-20, 4, 24):
        morceau = [(x, y + ecart) for x, y in cours]
        debut = hasard.randrange(4, 14)
        for n in range(debut, len(morceau) - 6, 15):
            toile.ligne(morceau[n : n + 5], BLEUS[4], 3, ronde=True)
    n = len(cours) // 2 + hasard.randrange(-6, 7)
    (x, y), (x2, y2) = cours[n], cours[n + 2]
    angle = math.atan2(y2 - y, x2 - x) + math.pi / 2
    dx, dy = math.cos(angle) * 92, math.sin(angle) * 92
    toile.ligne([(x - dx, y - dy), (x + dx, y + dy)], BLANC, 46)
    toile.ligne([(x - dx, y - dy), (x + dx, y + dy)], TUILES[1], 36)
    toile.ligne([(x - dx, y - dy), (x + dx, y + dy)], JAUNES[0], 26)
    for x, y in cours[3:-3:7]:
        cote = hasard.choice((-1, 1))
        toile.arbre(
            x + hasard.uniform(-18, 18), y + cote * hasard.uniform(66, 82), hasard.uniform(11, 20)
        )
    return toile


def carte(hasard: Random, taille) -> Toile:
    """A map of communes: some are engaged, a trail joins them."""
    toile = Toile(taille, BLEUS[4])
    largeur, hauteur = taille
    engagees, marge = [], min(90, hauteur * 0.13)
    for _colonne, _large, commune in quadrillage(hasard, largeur, hauteur, 118):
        couleur = hasard.choices(
            (BLEUS[0], BLEUS[1], VERTS[0], VERTS[3], BLEUS[3], JAUNES[2]), (9, 5, 4, 2, 2, 1)
        )[0]
        toile.aplat(commune, couleur, BLANC, 6)
        milieu = retreci(commune, 0)[0]
        if marge < milieu[0] < largeur - marge and marge < milieu[1] < hauteur - marge:
            engagees.append(milieu)
    lieux = []
    for part in range(5):
        gauche, droite = largeur * part / 5, largeur * (part + 1) / 5
        candidats = [lieu for lieu in engagees if gauche <= lieu[0] < droite]
        if candidats:
            lieux.append(hasard.choice(candidats))
    chemin = courbe(lieux)
    toile.ligne(chemin, BLANC, 20)
    toile.ligne(chemin, ENCRE, 6)
    for n, (x, y) in enumerate(lieux):
        couleur = (VERTS[3], JAUNES[2], TUILES[1], VERTS[3], BLEUS[3])[n % 5]
        epingle(toile, x, y, couleur)
    return toile


def epingle(toile: Toile, x: float, y: float, couleur: str):
    toile.rond(x + 5, y + 4, 13, BLEUS[2])
    toile.aplat([(x, y), (x - 25, y - 42), (x + 25, y - 42)], BLANC)
    toile.rond(x, y - 52, 34, BLANC)
    toile.aplat([(x, y - 8), (x - 20, y - 40), (x + 20, y - 40)], couleur)
    toile.rond(x, y - 52, 27, couleur)
    toile.rond(x, y - 52, 11, BLANC)
