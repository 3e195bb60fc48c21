"""Finding a collectivité, and the public page of each."""

from django import forms
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from communautes.territoires import sections
from communautes.territoires.forms import CollectiviteField, cle_de
from communautes.territoires.models import Collectivite
from communautes.territoires.nommes import nom_de_la_region
from communautes.territoires.recherche import chercher as trouver
from home.langues import affichage


class TrouverForm(forms.Form):
    collectivite = CollectiviteField(
        label=_("Votre collectivité"),
        help_text=_(
            "Son nom, son code INSEE ou son code postal\u00a0: «\u00a0saint denis 93\u00a0»."
        ),
    )


@require_safe
def liste(request):
    """The picker on its own: it leads to the page of the one that is chosen."""
    form = TrouverForm(request.GET if "collectivite" in request.GET else None)
    if form.is_valid():
        return redirect(form.cleaned_data["collectivite"])
    return render(request, "territoires/liste.html", {"form": form})


@require_safe
@cache_control(public=True, max_age=300)
def chercher(request):
    """What answers to what is typed: {collectivites: [{cle, intitule, type, url}]}, ten at most."""
    voulus = tuple(t for t in request.GET.get("types", "").split() if t in Collectivite.Type.values)
    trouvees = trouver(request.GET.get("q", ""), types=voulus)
    return JsonResponse(
        {
            "collectivites": [
                {
                    "cle": cle_de(c),
                    "intitule": c.intitule,
                    "type": str(c.get_type_display()),
                    "url": c.get_absolute_url(),
                }
                for c in trouvees
            ]
        }
    )


@require_safe
def collectivite(request, type_: str, code: str):
    """One that was merged leads to its successor; one without assembly says who deliberates."""
    connues = Collectivite.objects.pour_cartes().select_related("exercee_par")
    trouvee = get_object_or_404(connues, type=type_, code=code)
    if trouvee.successeur:
        return redirect(trouvee.successeur)
    affichage.declarer_sans_traduction(request)
    contexte = {
        "collectivite": trouvee,
        "region": nom_de_la_region(trouvee.region) if trouvee.region else "",
        "sections": sections.pour(trouvee, request),
    }
    return render(request, "territoires/collectivite.html", contexte)
