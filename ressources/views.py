"""The directory of actors: its list, and the page of each."""

from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.langues import affichage
from home.langues.lecture import SOURCE
from ressources.cartes_acteurs import carte_de_resultat
from ressources.models import Acteur
from ressources.sections import de_l_acteur
from search import ecran, facettes
from search.facade import PUBLIC

FACETTES = ("genre", "territoire", "theme", "public", "taille")
TRIS = ("pertinence", "titre", "recent")


@require_safe
def annuaire(request):
    """The whole state is in the address; under /en/ the same actors, searched by French words."""
    affiche = ecran.composer(
        request.GET,
        locale=get_language(),
        locale_index=SOURCE,
        facettes=facettes.choisir(*FACETTES),
        fixe={"nature": ("acteur",)},
        tri="titre",
        tris=TRIS,
        acces=PUBLIC,
    )
    cartes = [carte_de_resultat(ligne) for ligne in affiche.resultats.lignes]
    gabarit = "ressources/_acteurs.html" if request.htmx else "ressources/annuaire.html"
    response = render(request, gabarit, {"ecran": affiche, "cartes": cartes})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def acteur(request, slug: str):
    visibles = Acteur.objects.visibles().select_related("logo")
    trouve = get_object_or_404(visibles.prefetch_related("themes_lies__theme"), slug=slug)
    affichage.declarer_sans_traduction(request)
    contexte = trouve.contexte() | {"sections": de_l_acteur.pour(trouve, request)}
    return render(request, "ressources/acteur.html", contexte)
