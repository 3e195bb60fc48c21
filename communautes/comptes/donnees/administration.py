"""Anonymising somebody's account, changing its address: with a reason, under one's own level."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre, services
from communautes.comptes.models import User
from communautes.comptes.permissions import peut_gerer
from communautes.journal.forms import MotifField
from home.courriels import AdresseField
from home.fraicheur import depart


class MotifForm(forms.Form):
    motif = MotifField()


class AnonymiserForm(MotifForm):
    compris = forms.BooleanField(
        label=gettext_lazy("J’ai compris que cela ne s’annule pas."),
        error_messages={"required": gettext_lazy("Cochez cette case pour confirmer.")},
    )


class AdresseForm(MotifForm):
    nouvelle = AdresseField(
        label=gettext_lazy("Nouvelle adresse électronique"),
        error_messages={"required": gettext_lazy("Saisissez la nouvelle adresse.")},
    )
    field_order = ["nouvelle", "motif"]


def changer_l_adresse(request, pk: int):
    """For who reads the old one no more: with a reason, and told to both addresses."""
    personne = _a_gerer(request, pk)
    form = AdresseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.imposer(
                personne,
                form.cleaned_data["nouvelle"],
                par=request.user,
                motif=form.cleaned_data["motif"],
            )
        except services.CorrectionRefusee as refus:
            form.add_error(None, str(refus))
        else:
            messages.success(
                request, _("L’adresse est changée. L’ancienne et la nouvelle en sont prévenues.")
            )
            return redirect("wagtailusers_users:edit", personne.pk)
    contexte = {"form": form, "personne": personne}
    return render(request, "donnees/admin/adresse.html", contexte)


def _a_gerer(request, pk: int) -> User:
    personne = get_object_or_404(User, pk=pk)
    if not request.user.has_perm("comptes.change_user") or not peut_gerer(request.user, personne):
        raise PermissionDenied
    return personne


def anonymiser(request, pk: int):
    """GET says what it will do; POST does it, and the person is told by mail."""
    personne = _a_gerer(request, pk)
    soi = personne == request.user
    form = AnonymiserForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not soi:
        try:
            services.anonymiser(
                personne,
                par=request.user,
                cause=services.Cause.ANCT,
                motif=form.cleaned_data["motif"],
            )
        except services.AnonymisationRefusee as refus:
            form.add_error("motif", str(refus))
        else:
            messages.success(
                request, _("Ce compte est anonymisé. Un dernier courriel en prévient la personne.")
            )
            return redirect("wagtailusers_users:index")
    contexte = {
        "form": form,
        "personne": personne,
        "soi": soi,
        "obstacles": registre.obstacles(personne),
        "contenus": depart.nombres_de_contenus([personne]).get(personne.pk, 0),
    }
    return render(request, "donnees/admin/anonymiser.html", contexte)
