"""Removing someone's factors, when they lost all of them: in the admin, with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from communautes.comptes.models import User
from communautes.comptes.permissions import peut_gerer
from communautes.comptes.second_facteur import facteurs
from communautes.comptes.second_facteur.forms import MotifForm


def reinitialiser(request, pk: int):
    personne = get_object_or_404(User, pk=pk)
    if not request.user.has_perm("comptes.change_user") or not peut_gerer(request.user, personne):
        raise PermissionDenied
    form = MotifForm(request.POST or None)
    if form.is_valid():
        try:
            facteurs.reinitialiser(personne, par=request.user, motif=form.cleaned_data["motif"])
        except facteurs.FacteurRefuse as refus:
            messages.error(request, str(refus))
        else:
            messages.success(
                request,
                _("Ses secondes vérifications sont retirées. Un courriel l’en prévient."),
            )
        return redirect("wagtailusers_users:edit", personne.pk)
    contexte = {"form": form, "personne": personne, "a_un_facteur": facteurs.a_un_facteur(personne)}
    return render(request, "comptes/admin/second_facteur.html", contexte)
