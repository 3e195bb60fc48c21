from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search import ecran, facettes, registre
from search.facade import PUBLIC, suggerer

FACETTES = ("type", "theme", "niveau", "public", "taille")
SIGNES_AVANT_DE_SUGGERER = 2


@require_safe
def recherche(request):
    """One search for everything; the whole state is in the address."""
    affichage = ecran.composer(
        request.GET,
        locale=get_language(),
        facettes=facettes.choisir(*FACETTES),
        tri="recent",
        acces=PUBLIC,
    )
    gabarit = "search/_resultats.html" if request.htmx else "search/recherche.html"
    libelles = {nature.code: nature for nature in registre.natures()}
    response = render(request, gabarit, {"ecran": affichage, "natures": libelles})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
@cache_control(public=True, max_age=60)
def suggestions(request):
    """Titles that begin like what is being typed: [{titre, url, nature}], six at most."""
    texte = request.GET.get("q", "").replace("\x00", "").strip()
    trouvees = []
    if len(texte) >= SIGNES_AVANT_DE_SUGGERER:
        trouvees = suggerer(texte, locale=get_language())
    return JsonResponse(
        {
            "suggestions": [
                {"titre": s.titre, "url": s.chemin, "nature": _libelle(s.nature)} for s in trouvees
            ]
        }
    )


def _libelle(code: str) -> str:
    nature = registre.nature(code)
    return str(nature.libelle) if nature else ""
