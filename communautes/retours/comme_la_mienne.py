"""« Des collectivités comme la mienne »: which retours come first, and why, in one line.

Of a retour counts the collectivité that writes it, as it was when it was published: what two
signers have apart is what none of them is. Points add up: size gives most, then kind, then place,
so that a small commune learns more of another small one far away than of the metropolis nearby;
and two lesser reasons may weigh more than a great one.
"""

from django.utils.translation import gettext as _

from communautes.retours.models import CollectiviteAuteure
from communautes.territoires.models import Collectivite
from home.referentiels import Strate
from home.territoires import jeton_departement, jeton_region

MEME_TAILLE, TAILLE_VOISINE = 4, 2  # the same band of population, or the one beside
MEME_SORTE = 3
MEME_REGION, MEME_DEPARTEMENT = 2, 1  # a département adds to its région

Proches = tuple[tuple[str, int], ...]


def profil(sorte: str, strate: str, region: str, departements) -> list[str]:
    """What the index keeps of a collectivité: one token for each thing that is compared."""
    jetons = [_sorte(sorte)] if sorte else []
    jetons += [_taille(strate)] if strate else []
    jetons += [jeton_region(region)] if region else []
    return jetons + [jeton_departement(code) for code in departements]


def profil_du_retour(auteures: list[CollectiviteAuteure]) -> list[str]:
    """Of the collectivité that writes it, among those that sign."""
    for ligne in auteures:
        if ligne.principale:
            return profil(ligne.type, ligne.strate, ligne.region, ligne.departements)
    return []


def proches_de(lieu: Collectivite) -> Proches:
    """(token, points), for the sort « proche » of the index."""
    points = {_sorte(lieu.type): MEME_SORTE}
    for strate in _voisines(lieu.strate):
        points[_taille(strate)] = MEME_TAILLE if strate == lieu.strate else TAILLE_VOISINE
    if lieu.region:
        points[jeton_region(lieu.region)] = MEME_REGION
    for code in _departements(lieu):
        points[jeton_departement(code)] = MEME_DEPARTEMENT
    return tuple(points.items())


def pourquoi(lieu: Collectivite, jetons: list[str]) -> str:
    """« même région, commune, de 3 500 à 20 000 habitants »; nothing when nothing is shared."""
    communs = set(jetons)
    raisons = []
    if communs & {jeton_departement(code) for code in _departements(lieu)}:
        raisons.append(_("même département"))
    elif lieu.region and jeton_region(lieu.region) in communs:
        raisons.append(_("même région"))
    if _sorte(lieu.type) in communs:
        raisons.append(_en_minuscule(Collectivite.Type(lieu.type).label))
    for strate in _voisines(lieu.strate):
        if _taille(strate) in communs:
            meme = strate == lieu.strate
            raisons.append(_en_minuscule(Strate(strate).label) if meme else _("taille voisine"))
    return ", ".join(raisons)


def lire(code: str) -> Collectivite | None:
    """Of « commune/54547 »; the successor of one that was merged; None when there is none."""
    type_, _barre, numero = code.replace("\x00", "")[:30].partition("/")
    trouvee = Collectivite.objects.pour_cartes().filter(type=type_, code=numero).first()
    return trouvee and (trouvee.successeur or trouvee)


def code_de(lieu: Collectivite) -> str:
    return f"{lieu.type}/{lieu.code}"


def _voisines(strate: str) -> list[str]:
    """The band itself, and those beside it; nothing when nobody counted the inhabitants."""
    if strate not in Strate.values:
        return []
    rang = Strate.values.index(strate)
    return Strate.values[max(rang - 1, 0) : rang + 2]


def _departements(lieu: Collectivite) -> list[str]:
    return lieu.departements or [code for code in [lieu.departement] if code]


def _sorte(sorte: str) -> str:
    return f"sorte-{sorte}"


def _taille(strate: str) -> str:
    return f"taille-{strate}"


def _en_minuscule(libelle) -> str:
    mots = str(libelle)
    return mots[:1].lower() + mots[1:]
