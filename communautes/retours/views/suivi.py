"""For who writes or signs a retour: where it stands, what is asked, what they may do."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.retours import permissions
from communautes.retours.models import RetourExperience


@require_safe
@never_cache
@login_required
def suivi(request, pk: int):
    retour = get_object_or_404(RetourExperience.objects.select_related("parcours"), pk=pk)
    if not permissions.lit_le_brouillon(request.user, retour):
        raise Http404
    return render(request, "retours/suivi.html", {"retour": retour})
