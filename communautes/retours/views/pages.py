"""What everybody reads."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communautes.retours.lecture import contexte_du_retour
from communautes.retours.models import RetourExperience
from home.langues import affichage


@require_safe
def retour(request, slug: str):
    lus = RetourExperience.objects.lisibles().pour_page()
    lu = get_object_or_404(lus, slug=slug)
    affichage.declarer_sans_traduction(request)
    return render(request, "retours/retour.html", contexte_du_retour(lu))
