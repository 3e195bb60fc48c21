"""The index of retours, and the choice of a collectivité to compare with."""

from urllib.parse import urlencode

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from communautes.retours import comme_la_mienne
from communautes.retours.cartes import carte_de_resultat
from communautes.retours.liste import COMME, comparaison, composer, posee, question, sans_comparer
from communautes.territoires.forms import CollectiviteField


class ComparerForm(forms.Form):
    collectivite = CollectiviteField(
        label=_("Votre collectivité"),
        help_text=_(
            "Son nom, son code INSEE ou son code postal\u00a0: «\u00a0saint denis 93\u00a0»."
        ),
        question=_("Plusieurs collectivités répondent\u00a0: laquelle est la vôtre\u00a0?"),
    )


@require_safe
def liste(request):
    """The whole state is in the address."""
    avec = comparaison(request)
    affiche = composer(request, avec)
    contexte = {
        "ecran": affiche,
        "cartes": [carte_de_resultat(ligne, avec.lieu) for ligne in affiche.resultats.lignes],
        "comme": avec.lieu,
        "question": question(affiche),
        "sans_comparer": sans_comparer(affiche),
    }
    gabarit = "retours/_liste.html" if request.htmx else "retours/liste.html"
    response = render(request, gabarit, contexte)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def comme(request):
    """The picker on its own: it leads to the list that is compared with the one chosen, and that
    asks what it asked before.
    """
    gardes = posee(request.GET)
    form = ComparerForm(request.GET if "collectivite" in request.GET else None)
    if form.is_valid():
        code = comme_la_mienne.code_de(form.cleaned_data["collectivite"])
        return redirect(f"{reverse('retours:liste')}?{urlencode([*gardes, (COMME, code)])}")
    return render(request, "retours/comme.html", {"form": form, "gardes": gardes})
