"""What resembles a question: public resources and questions by search, those of one's own community
by the database, since search knows nothing of what is not public.
"""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import F
from django.utils.translation import override

from communautes.discussions.models import Discussion
from communautes.discussions.permissions import Place
from home.langues.lecture import SOURCE
from search import registre
from search.analyse import configuration, preparer
from search.facade import Requete, chercher

AU_PLUS = 5
SIGNES = 8  # of a title that is being typed, before it says anything
NATURES = ("ressource", "discussion")


def ressemblances(titre: str, place: Place, *, sauf: Discussion | None = None) -> list[dict]:
    """[{titre, url, nature, resume}], five at most: what this reader may open."""
    if len(titre.strip()) < SIGNES:
        return []
    ici = [] if place.est_publique or not place.lit else _d_ici(titre, place, sauf)
    return [*ici, *_du_portail(titre, sauf)][:AU_PLUS]


def _du_portail(titre: str, sauf: Discussion | None) -> list[dict]:
    trouves = chercher(
        Requete(texte=titre, locale=SOURCE, nature=NATURES, par_page=AU_PLUS + 1)
    ).lignes
    with override(SOURCE):  # search keeps addresses of the source language
        deja = {sauf.get_absolute_url()} if sauf is not None else set()
        if sauf is not None and sauf.promue_en is not None:  # linked already, under its answer
            deja.add(sauf.promue_en.url)
    libelles = {nature.code: nature.libelle for nature in registre.natures()}
    return [
        {
            "titre": un.titre,
            "url": un.chemin,
            "nature": libelles.get(un.nature, ""),
            "resolue": un.nature == "discussion" and un.sous_nature in Discussion.RESOLUES,
            "reponses": un.carte.get("reponses") if un.nature == "discussion" else None,
        }
        for un in trouves
        if un.chemin not in deja
    ]


def _d_ici(titre: str, place: Place, sauf: Discussion | None) -> list[dict]:
    """Two of them at most, closest first."""
    mots = " or ".join(preparer(titre).split())
    config = configuration(SOURCE)
    question = SearchQuery(mots, config=config, search_type="websearch")
    vecteur = SearchVector("titre", weight="A", config=config) + SearchVector(
        "texte", weight="D", config=config
    )
    lues = (
        Discussion.objects.lus_de_tous()
        .filter(communaute=place.communaute)
        .exclude(pk=sauf.pk if sauf is not None else 0)
        .annotate(recherche=vecteur, rang=SearchRank(F("recherche"), question))
        .filter(recherche=question)
        .pour_liste()
        .order_by("-rang", "-pk")[:2]
    )
    libelle = registre.nature("discussion").libelle
    for une in lues:
        une.communaute = place.communaute
    return [
        {
            "titre": une.titre,
            "url": une.get_absolute_url(),
            "nature": libelle,
            "resolue": une.est_resolue,
            "reponses": une.nombre_de_reponses,
        }
        for une in lues
    ]
