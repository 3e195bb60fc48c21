"""Writing to who wrote a retour, and answering; through the portal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communautes.adhesions.forms_relais import EcrireForm
from communautes.adhesions.presentation import nom_et_fonction
from communautes.comptes.affiliations.courant import agir
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises.page import Situation
from communautes.retours.services import contact
from communautes.retours.views.reprises import METHODES, lisible


@require_http_methods(METHODES)
@never_cache
@login_required
def ecrire(request, slug: str):
    retour = lisible(slug=slug)
    affiliation = agir(request).courante
    contexte = {
        "situation": Situation(retour, request),
        "empeche": contact.pourquoi_pas(retour, affiliation, request.user),
    }

    def envoyer(donnees) -> None:
        contact.ecrire(retour, affiliation, par=request.user, **donnees)

    return _page(request, retour, envoyer, contexte)


@require_http_methods(METHODES)
@never_cache
@login_required
def repondre(request, slug: str, jeton: str):
    """The address is worth something to who received it by mail, and to nobody else."""
    retour = lisible(slug=slug)
    a = contact.a_qui_repondre(jeton, retour, par=request.user)
    if a is None:
        raise Http404

    def envoyer(donnees) -> None:
        contact.repondre(retour, jeton, par=request.user, **donnees)

    return _page(request, retour, envoyer, {"a": nom_et_fonction(a)})


def _page(request, retour, envoyer, contexte: dict):
    form = EcrireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            envoyer(form.cleaned_data)
        except RetourRefuse as refus:
            form.add_error("texte", str(refus))
        else:
            messages.success(request, _("Votre message est parti."))
            return redirect(retour)
    contexte |= {"retour": retour, "form": form, "moi": nom_et_fonction(request.user)}
    statut = 422 if form.errors else 200
    return render(request, "retours/reprises_ecrire.html", contexte, status=statut)
