"""The page of a retour, that everybody reads."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communautes.comptes.affiliations.courant import agir
from communautes.retours.lecture import contexte_du_retour, pour_lecture
from communautes.retours.liste import comme_celui_ci
from communautes.retours.models import RetourExperience
from communautes.retours.reprises import page
from home.langues import affichage


@require_safe
def retour(request, slug: str):
    lus = pour_lecture(RetourExperience.objects.lisibles())
    lu = get_object_or_404(lus, slug=slug)
    affichage.declarer_sans_traduction(request)
    courante = agir(request).courante
    contexte = contexte_du_retour(lu) | page.contexte(lu, request)
    contexte["voisins"] = comme_celui_ci(lu, courante and courante.collectivite)
    return render(request, "retours/retour.html", contexte)
