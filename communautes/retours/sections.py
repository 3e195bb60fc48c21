"""What other rooms' pages show of retours: home, a theme, an actor, a collectivité."""

from urllib.parse import urlencode

from django.urls import reverse

from communautes.retours.cartes import carte_de_resultat, carte_de_retour
from communautes.retours.indexation import NATURE
from communautes.retours.models import RetourExperience
from search.facade import Requete, chercher

DERNIERS = 3


def de_l_accueil(page, request) -> dict | None:
    """The three newest: one query."""
    return _trouves(Requete(nature=(NATURE,), tri="recent", par_page=DERNIERS))


def du_theme(page, request) -> dict | None:
    """The most used first: one query, and one for its French address elsewhere."""
    themes = (str(page.translation_key),)
    requete = Requete(nature=(NATURE,), themes=themes, tri="reprises", par_page=DERNIERS)
    trouves = _trouves(requete)
    if trouves:
        trouves["url"] += f"?{urlencode({'theme': page.slug_francais()})}"
    return trouves


def de_l_acteur(acteur, request) -> dict | None:
    """Those that name it."""
    return _lus(RetourExperience.objects.visibles().filter(acteurs_lies__acteur=acteur))


def de_la_collectivite(collectivite, request) -> dict | None:
    """Those that it signs."""
    return _lus(RetourExperience.objects.visibles().de_la_collectivite(collectivite), au_plus=12)


def _trouves(requete: Requete) -> dict | None:
    trouves = chercher(requete)
    if not trouves.total:
        return None
    return {
        "cartes": [carte_de_resultat(ligne) for ligne in trouves.lignes],
        "nombre": trouves.total,
        "url": reverse("retours:liste"),
    }


def _lus(retours, au_plus: int = DERNIERS) -> dict | None:
    lus = list(retours.recents().pour_page()[: au_plus + 1])
    if not lus:
        return None
    return {
        "cartes": [carte_de_retour(retour) for retour in lus[:au_plus]],
        "autres": len(lus) > au_plus,
        "url": reverse("retours:liste"),
    }
