"""Calling people in, and the page that an invitation opens: reading it uses nothing up."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communautes.adhesions.forms_invitations import AccepterForm, InviterForm
from communautes.adhesions.lecture_invitations import contexte_de_l_invitation, en_nombres
from communautes.adhesions.liens import adresse_de, invitation_du_lien
from communautes.adhesions.models import Invitation
from communautes.adhesions.permissions import peut_mener
from communautes.adhesions.refus import AdhesionRefusee, InvitationsRefusees
from communautes.adhesions.services import invitations
from communautes.adhesions.views.actes import bienvenue
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.comptes.acte import Acte, ActeForm, action

PAR_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def inviter(request, slug: str):
    """For who animates, and ANCT: several addresses at once, and what awaits an answer."""
    communaute, adhesion = ouverte(request, slug)
    if not peut_mener(request.user, communaute):
        return reservee(request, communaute, adhesion)
    form = InviterForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _envoyer(request, communaute, form):
        return redirect("adhesions:invitations", communaute.slug)
    en_attente = Invitation.objects.ouvertes().filter(communaute=communaute)
    en_attente = en_attente.select_related("invitee_par")
    page = Paginator(en_attente, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "communaute": communaute,
        "adhesion": adhesion,
        "form": form,
        "page_obj": page,
        "nombres": en_nombres(communaute),
    }
    statut = 422 if form.errors else 200
    return render(request, "adhesions/invitations.html", contexte, status=statut)


def _envoyer(request, communaute, form) -> bool:
    donnees = form.cleaned_data
    try:
        parties = invitations.inviter(
            communaute,
            donnees["adresses"],
            par=request.user,
            role=donnees["role"],
            message=donnees["message"],
        )
    except InvitationsRefusees as refus:
        for phrase in refus.phrases:
            form.add_error("adresses", phrase)
    except AdhesionRefusee as refus:
        form.add_error("adresses", str(refus))
    else:
        phrase = ngettext(
            "%(nombre)s invitation est partie.",
            "%(nombre)s invitations sont parties.",
            len(parties),
        )
        messages.success(request, phrase % {"nombre": len(parties)})
        return True
    return False


@require_safe
@never_cache
def invitation(request, pk: int, signature: str):
    """Nothing is asked of who reads it; a mail reader that opens the link changes nothing."""
    lue = _du_lien(pk, signature)
    contexte = contexte_de_l_invitation(request, lue, signature)
    statut = 200 if contexte["ouverte"] or contexte["adhesion"] else 410
    return render(request, "adhesions/invitation.html", contexte, status=statut)


def _du_lien(pk: int, signature: str) -> Invitation:
    lue = invitation_du_lien(pk, signature)
    if lue is None:
        raise Http404
    return lue


@action
def accepter(request, pk: int, signature: str):
    lue = _du_lien(pk, signature)
    formulaire = partial(AccepterForm, personne=request.user)
    titre = _("Accepter l’invitation")
    acte = Acte(request, formulaire, titre, adresse_de(lue), refus=AdhesionRefusee)
    return acte.faire(
        lambda donnees: invitations.accepter(lue, par=request.user, nom=acte.form.nom), bienvenue
    )


@never_cache
@require_POST
def decliner(request, pk: int, signature: str):
    """Without an account too: nobody opens one to say no."""
    lue = _du_lien(pk, signature)
    acte = Acte(request, ActeForm, "", adresse_de(lue), refus=AdhesionRefusee)
    par = request.user if request.user.is_authenticated else None
    return acte.faire(
        lambda donnees: invitations.decliner(lue, par=par),
        gettext_lazy("Vous avez décliné cette invitation\u00a0: votre adresse en est effacée."),
    )


@action
def annuler(request, pk: int):
    lues = Invitation.objects.select_related("communaute")
    lue = get_object_or_404(lues, pk=pk)
    if not peut_mener(request.user, lue.communaute):
        raise Http404
    defaut = reverse("adhesions:invitations", args=[lue.communaute.slug])
    acte = Acte(request, ActeForm, "", defaut, refus=AdhesionRefusee)
    return acte.faire(
        lambda donnees: invitations.annuler(lue, par=request.user),
        gettext_lazy("L’invitation est annulée\u00a0: son lien ne sert plus."),
    )
