"""The list of retours, as its address says it: facets, sorts, and whom it is compared with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.courant import agir
from communautes.retours import comme_la_mienne
from communautes.retours.cartes import carte_de_resultat
from communautes.retours.indexation import EN_COURS, NATURE
from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Cout, Duree
from communautes.territoires.models import Collectivite
from home.langues.lecture import SOURCE
from home.referentiels import NiveauAtteint, Strate
from search import ecran, facettes
from search.analyse import LONGUEUR_MAXIMALE
from search.ecran import VALEURS_AU_PLUS
from search.facade import PROCHE, PUBLIC, Requete, chercher

TRIS = ("pertinence", "recent", "reprises")
COMME = "comme"  # the parameter: « commune/54547 »; empty: with nobody
VOISINS = 3
PREMIERE_ANNEE = 1990


def _choix(enum):
    return lambda locale: [facettes.Valeur(c.value, c.value, str(c.label)) for c in enum]


def _durees(locale: str) -> list[facettes.Valeur]:
    return [
        *_choix(Duree)(locale),
        facettes.Valeur("en-cours", EN_COURS, _("Toujours en cours")),
    ]


def _annees(locale: str) -> list[facettes.Valeur]:
    """The newest first; what ends later than next year is found by its other facets."""
    derniere = localdate().year + 1
    return [
        facettes.Valeur(str(annee), str(annee), str(annee))
        for annee in range(derniere, PREMIERE_ANNEE - 1, -1)
    ]


_FACETTES = (
    facettes.Facette("sorte", "publics", gettext_lazy("Collectivité"), _choix(Collectivite.Type)),
    facettes.Facette("population", "strates", gettext_lazy("Population"), _choix(Strate)),
    facettes.Facette("cout", "couts", gettext_lazy("Coût"), _choix(Cout)),
    facettes.Facette("duree", "durees", gettext_lazy("Durée"), _durees),
    facettes.Facette(
        "participation", "niveaux", gettext_lazy("Participation"), _choix(NiveauAtteint)
    ),
    facettes.Facette("annee", "annees", gettext_lazy("Année"), _annees),
)
PARAMETRES = (
    "theme",
    "territoire",
    "population",
    "sorte",
    "cout",
    "participation",
    "duree",
    "annee",
    "etiquette",
)


def brancher() -> None:
    for facette in _FACETTES:
        facettes.enregistrer(facette)


@dataclass(frozen=True)
class Comparaison:
    """`demandee`: said by the address, rather than by who reads."""

    lieu: Collectivite | None = None
    demandee: bool = False
    inconnue: bool = False

    @property
    def gardes(self) -> tuple[tuple[str, str], ...]:
        if self.lieu is not None:
            return ((COMME, comme_la_mienne.code_de(self.lieu)),)
        return ((COMME, ""),) if self.demandee else ()


def comparaison(request) -> Comparaison:
    """With the collectivité that the address names, else with the one that one acts for."""
    code = request.GET.get(COMME)
    if code:
        lieu = comme_la_mienne.lire(code)
        return Comparaison(lieu, demandee=lieu is not None, inconnue=lieu is None)
    courante = agir(request).courante if code is None else None
    return Comparaison(courante and courante.collectivite, demandee=code is not None)


def composer(request, avec: Comparaison) -> ecran.Ecran:
    """Under /en/ the same retours, searched by French words."""
    fixe: dict = {"nature": (NATURE,)}
    tris, tri = TRIS, "recent"
    if avec.lieu is not None:
        fixe["proches"] = comme_la_mienne.proches_de(avec.lieu)
        tris, tri = (*TRIS, PROCHE), PROCHE
    affiche = ecran.composer(
        request.GET,
        locale=get_language(),
        locale_index=SOURCE,
        facettes=facettes.choisir(*PARAMETRES),
        fixe=fixe,
        tri=tri,
        tris=tris,
        acces=PUBLIC,
        gardes=avec.gardes,
    )
    if avec.inconnue:
        affiche.remarques.append(
            _("La collectivité de cette adresse n’existe pas\u00a0: rien n’est comparé.")
        )
    return affiche


def _mots(affiche: ecran.Ecran) -> list[tuple[str, str]]:
    return [("q", affiche.texte)] if affiche.texte else []


def question(affiche: ecran.Ecran) -> str:
    """Of a list, for what is beside it: « ?q=eau&theme=ecole »; nothing when there is none."""
    paires = _mots(affiche) + affiche.choisis
    return f"?{urlencode(paires)}" if paires else ""


def sans_comparer(affiche: ecran.Ecran) -> str:
    return "?" + urlencode([*_mots(affiche), *affiche.choisis, (COMME, "")])


def posee(donnees) -> list[tuple[str, str]]:
    """(parameter, value) of the question that an address carries beside the list."""
    valeurs = [(nom, v) for nom in ("q", *PARAMETRES) for v in donnees.getlist(nom) if v]
    return [
        (nom, v.replace("\x00", "")[:LONGUEUR_MAXIMALE]) for nom, v in valeurs[:VALEURS_AU_PLUS]
    ]


def comme_celui_ci(retour: RetourExperience, lecteur: Collectivite | None) -> dict | None:
    """Others on its themes, those closest to who reads first, else to who wrote; one query."""
    themes = tuple(str(lien.theme.translation_key) for lien in retour.themes_lies.all())
    principales = [ligne for ligne in retour.auteures_acceptees if ligne.principale]
    lieu = lecteur or (principales[0].collectivite if principales else None)
    if not themes or lieu is None:
        return None
    trouves = chercher(
        Requete(
            nature=(NATURE,),
            themes=themes,
            tri=PROCHE,
            proches=comme_la_mienne.proches_de(lieu),
            par_page=VOISINS + 1,
        )
    )
    adresse = retour.get_absolute_url()
    autres = [ligne for ligne in trouves.lignes if not adresse.endswith(ligne.chemin)][:VOISINS]
    if not autres:
        return None
    codes = [("theme", lien.theme.slug) for lien in retour.themes_lies.all()]
    codes.append((COMME, comme_la_mienne.code_de(lieu)))
    return {
        "lieu": lieu,
        "le_mien": lecteur is not None,
        "cartes": [carte_de_resultat(ligne, lieu) for ligne in autres],
        "nombre": trouves.total,
        "url": f"{reverse('retours:liste')}?{urlencode(codes)}",
    }
