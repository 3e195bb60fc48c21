"""Where retours come from: the map of tiles, and its table."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communautes.retours.liste import Comparaison, composer, question
from communautes.territoires.carte import carte as dessiner
from home.territoires import NOMS_DEPARTEMENTS, departements_de, jeton_departement

TERRITOIRE = "territoire"  # the facet's parameter


@require_safe
def carte(request):
    """The filters of the list hold here; each département leads to its own retours.

    A facet counts its values as if none were ticked: those outside what is ticked are left out.
    """
    affiche = composer(request, Comparaison())
    comptes = dict(affiche.resultats.facettes["territoires"])
    ici = departements_de(code for facette, code in affiche.choisis if facette == TERRITOIRE)
    par_code = {code: comptes.get(jeton_departement(code), 0) for code in ici or NOMS_DEPARTEMENTS}
    autres = [paire for paire in affiche.choisis if paire[0] != TERRITOIRE]
    if affiche.texte:
        autres.insert(0, ("q", affiche.texte))

    def adresse(code: str) -> str:
        choix = urlencode([*autres, (TERRITOIRE, jeton_departement(code))])
        return f"{reverse('retours:liste')}?{choix}"

    dessinee = dessiner(
        par_code,
        titre=_("Retours d’expérience, par département"),
        unite=_("retours"),
        adresse=adresse,
    )
    contexte = {
        "ecran": affiche,
        "carte": dessinee,
        "departements": len(dessinee["lignes"]),
        "liste": reverse("retours:liste") + question(affiche),
    }
    return render(request, "retours/carte.html", contexte)
