"""Two screens of the admin: choosing the other account; reading what will happen, and doing it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communautes.comptes.models import User
from communautes.comptes.reunion import suggestions
from communautes.comptes.reunion.comparaison import comparer, peut_reunir
from communautes.comptes.reunion.forms import RechercheForm, ReunionForm
from communautes.comptes.reunion.services import ReunionRefusee, reunir


@require_safe
def choisir(request, pk: int):
    personne = _celle(request, pk)
    form = RechercheForm(request.GET)
    question = form.cleaned_data["q"] if form.is_valid() else ""
    contexte = {
        "personne": personne,
        "form": form,
        "question": question,
        "trouvees": suggestions.chercher_parmi(personne, question) if question else [],
        "suggerees": suggestions.suggerer(personne),
    }
    return render(request, "comptes/admin/reunion_choisir.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def comparer_et_reunir(request, pk: int, autre: int):
    """`pk` stays, `autre` is absorbed."""
    garde, absorbe = _celle(request, pk), _celle(request, autre)
    form = ReunionForm(request.POST or None)
    if form.is_valid():
        donnees = form.cleaned_data
        try:
            reunir(
                garde,
                absorbe,
                par=request.user,
                motif=donnees["motif"],
                empreinte=donnees["empreinte"],
            )
        except ReunionRefusee as refus:
            form.add_error(None, str(refus))
            garde, absorbe = _celle(request, pk), _celle(request, autre)
        else:
            messages.success(
                request, _("Les deux comptes n’en font plus qu’un. Un courriel le leur dit.")
            )
            return redirect("wagtailusers_users:edit", garde.pk)
    comparaison = comparer(garde, absorbe, par=request.user)
    contexte = {"comparaison": comparaison, "garde": garde, "absorbe": absorbe, "form": form}
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "comptes/admin/reunion_comparer.html", contexte, status=statut)


def _celle(request, pk: int) -> User:
    personne = get_object_or_404(User, pk=pk)
    if not peut_reunir(request.user, personne):
        raise PermissionDenied
    return personne


urlpatterns = [
    path("personnes/<int:pk>/reunir/", choisir, name="personnes_reunir"),
    path(
        "personnes/<int:pk>/reunir/<int:autre>/",
        comparer_et_reunir,
        name="personnes_reunir_avec",
    ),
]
