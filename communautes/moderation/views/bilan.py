"""The years of moderation in numbers, in the admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communautes.moderation.bilan import LIGNES, annees
from communautes.moderation.permissions import peut_moderer_partout


@require_safe
def bilan(request):
    if not peut_moderer_partout(request.user):
        raise PermissionDenied
    lues = annees()
    lignes = [(libelle, [une.nombre(code) for une in lues]) for code, libelle in LIGNES.items()]
    return render(request, "moderation/admin/bilan.html", {"annees": lues, "lignes": lignes})
