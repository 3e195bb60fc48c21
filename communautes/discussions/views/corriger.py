"""Correcting one's own words: kept as they are typed, and before anything is tried."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.acte import action
from communautes.discussions import services
from communautes.discussions.forms import CorrigerForm
from communautes.discussions.models import Brouillon, Discussion, Reponse
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import Place
from communautes.discussions.services.brouillons import brouillon_de
from communautes.discussions.views.envoi import dit, enregistre, rendre, tel_quel, tenter
from communautes.discussions.views.lieux import sur_une_discussion, sur_une_reponse


@require_safe
@never_cache
@login_required
def modifier(request, slug: str, pk: int):
    discussion, place = sur_une_discussion(request, pk)
    return _page_de_correction(request, discussion, place)


@require_safe
@never_cache
@login_required
def modifier_la_reponse(request, slug: str, pk: int, reponse: int):
    lue, place = sur_une_reponse(request, reponse)
    return _page_de_correction(request, lue, place)


@action
def corriger(request, pk: int):
    return _corriger(request, sur_une_discussion, pk)


@action
def corriger_la_reponse(request, pk: int):
    return _corriger(request, sur_une_reponse, pk)


def _corriger(request, trouver, pk: int):
    """Also « Repartir du message publié », that throws the draft away."""
    try:
        ecrit, place = trouver(request, pk)
    except Http404:
        phrase = _("Ce message ne se lit plus ici\u00a0: votre correction n’est pas publiée.")
        return rendre(request, phrase, "/", status=404)
    if ecrit.auteur_id != request.user.pk:
        raise Http404
    if "repartir" in request.POST:
        services.jeter_brouillon(request.user, ecrit, correction=True)
        return redirect(_adresse(ecrit, place))
    if place.corrige(ecrit):
        services.garder_brouillon(request.user, ecrit, correction=True, **tel_quel(request))
    form = CorrigerForm(request.POST, question=isinstance(ecrit, Discussion))
    corrige = tenter(
        form,
        lambda: services.corriger(
            ecrit,
            par=request.user,
            texte=form.cleaned_data["texte"],
            titre=form.cleaned_data.get("titre", ""),
            lu_le=form.cleaned_data["lu"],
        ),
    )
    if corrige is None:
        return _page_de_correction(request, ecrit, place, form)
    messages.success(request, dit(corrige, _("Votre correction est publiée.")))
    return redirect(corrige)


@action
def brouillon_de_correction(request, pk: int):
    """Sent by the script while one types; so is the next."""
    return _garder(request, *sur_une_discussion(request, pk))


@action
def brouillon_de_correction_de_reponse(request, pk: int):
    return _garder(request, *sur_une_reponse(request, pk))


def _garder(request, ecrit: Ecrit, place: Place):
    if not place.corrige(ecrit):
        raise Http404
    garde = services.garder_brouillon(request.user, ecrit, correction=True, **tel_quel(request))
    return enregistre(garde)


def _adresse(ecrit: Ecrit, place: Place) -> str:
    slug = place.communaute.slug
    if isinstance(ecrit, Discussion):
        return reverse("discussions:modifier", args=[slug, ecrit.pk])
    return reverse("discussions:modifier_la_reponse", args=[slug, ecrit.discussion_id, ecrit.pk])


def _page_de_correction(request, ecrit: Ecrit, place: Place, form: CorrigerForm | None = None):
    if form is None and not place.corrige(ecrit):
        raise Http404
    question = isinstance(ecrit, Discussion)
    garde = None
    if form is None:
        garde = brouillon_de(request.user, ecrit, correction=True)
        form = CorrigerForm(question=question, initial=_de_depart(ecrit, garde))
    contexte = {
        "communaute": place.communaute,
        "discussion": ecrit if isinstance(ecrit, Discussion) else ecrit.discussion,
        "ecrit": ecrit,
        "question": question,
        "reponse": isinstance(ecrit, Reponse),
        "form": form,
        "garde": garde,
    }
    statut = 422 if form.errors else 200
    return render(request, "discussions/modifier.html", contexte, status=statut)


def _de_depart(ecrit: Ecrit, garde: Brouillon | None) -> dict:
    """What was begun, else the message as it is."""
    derniere = ecrit.versions.first()
    depuis = garde or ecrit
    return {
        "titre": getattr(depuis, "titre", ""),
        "texte": depuis.texte,
        "lu": derniere.jusqu_au.isoformat() if derniere else ecrit.ecrit_le.isoformat(),
    }
