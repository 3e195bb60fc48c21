"""What is done by a button (POST under /agir/): see communautes/comptes/acte.py."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.acte import Acte, ActeForm, MotifForm, OuiNonForm, action
from communautes.retours import nouvelles, permissions, services
from communautes.retours.adresses import suivi_de
from communautes.retours.forms.suivi import CourrielsForm, InviterForm, VersionForm
from communautes.retours.models import CollectiviteAuteure
from communautes.retours.refus import RetourRefuse
from communautes.retours.services import etapes
from communautes.retours.services.courriels import fermer_le_contact, regler
from communautes.retours.views.suivi import retour_suivi

SANS_INVITATION = gettext_lazy("Cette invitation a été annulée, ou a déjà sa réponse.")


def _sur_un_retour(service: Callable, fait, *, formulaire=ActeForm, titre="") -> Callable:
    """On a retour that this person follows; `service(retour, par, donnees)`."""

    @action
    def vue(request, pk: int):
        retour = retour_suivi(request, pk)
        acte = Acte(request, formulaire, titre, suivi_de(retour), refus=RetourRefuse)
        return acte.faire(lambda donnees: service(retour, request.user, donnees), fait)

    return vue


def _ou_dire(phrase) -> Callable:
    """What is gone meanwhile (pressed twice, an old page) is said, like what one does not see."""

    def autour(vue: Callable) -> Callable:
        @wraps(vue)
        def dite(request, pk: int):
            try:
                return vue(request, pk)
            except Http404:
                messages.error(request, str(phrase))
                return redirect("retours:les_miens")

        return dite

    return autour


changer_de_version = _sur_un_retour(
    lambda retour, par, dit: etapes.changer_de_version(retour, par=par, format=dit["format"]),
    gettext_lazy("La version est changée\u00a0: rien de ce que vous avez écrit n’est perdu."),
    formulaire=VersionForm,
    titre=gettext_lazy("Changer de version"),
)
accepter = _sur_un_retour(
    lambda retour, par, _donnees: services.accepter(retour, par=par),
    gettext_lazy("Ce retour est le vôtre\u00a0: finissez-le, puis envoyez-le."),
)
courriels = _sur_un_retour(
    lambda retour, par, dit: regler(
        retour, par=par, messages=dit["messages"], rappel=dit["rappel"]
    ),
    gettext_lazy("C’est noté."),
    formulaire=CourrielsForm,
    titre=gettext_lazy("Les courriels à son sujet"),
)
contact = _sur_un_retour(
    lambda retour, par, dit: fermer_le_contact(retour, par=par, oui=dit["oui"] == "1"),
    gettext_lazy("C’est noté."),
    formulaire=OuiNonForm,
)
envoyer = _sur_un_retour(
    lambda retour, par, _donnees: etapes.envoyer(retour, par=par),
    gettext_lazy("C’est envoyé à l’ANCT\u00a0: vous serez prévenu·e de sa réponse."),
)
reprendre = _sur_un_retour(
    lambda retour, par, _donnees: services.reprendre(retour, par=par),
    gettext_lazy("Ce retour est de nouveau un brouillon\u00a0: il n’est plus à l’ANCT."),
)
corriger = _sur_un_retour(
    lambda retour, par, _donnees: services.publier_la_correction(retour, par=par),
    gettext_lazy("Votre correction est publiée."),
)
retirer = _sur_un_retour(
    lambda retour, par, dit: services.retirer(retour, par=par, motif=dit["motif"]),
    gettext_lazy("Ce retour est retiré\u00a0: sa page dit qu’il l’a été."),
    formulaire=MotifForm,
    titre=gettext_lazy("Retirer ce retour"),
)
archiver = _sur_un_retour(
    lambda retour, par, _donnees: services.archiver(retour, par=par),
    gettext_lazy("Ce retour est archivé\u00a0: on le lit encore, il n’est plus proposé."),
)
desarchiver = _sur_un_retour(
    lambda retour, par, _donnees: services.desarchiver(retour, par=par),
    gettext_lazy("Ce retour n’est plus archivé."),
)


def _invitee(ligne: CollectiviteAuteure) -> str:
    if nouvelles.qui_peut_signer(ligne).exists():
        phrase = _("%(nom)s est invitée à signer\u00a0: ses membres vérifiés sont prévenus.")
    else:
        phrase = _(
            "%(nom)s est invitée à signer. Personne n’y a encore de compte vérifié\u00a0: "
            "l’invitation y attendra."
        )
    return phrase % {"nom": ligne.collectivite.nom}


inviter = _sur_un_retour(
    lambda retour, par, dit: services.inviter(retour, dit["collectivite"], par=par),
    _invitee,
    formulaire=InviterForm,
    titre=gettext_lazy("Inviter une collectivité à signer"),
)


@action
def supprimer(request, pk: int):
    retour = retour_suivi(request, pk)
    acte = Acte(request, ActeForm, "", suivi_de(retour), refus=RetourRefuse)
    if permissions.ecrit(request.user, retour) and retour.first_published_at is None:
        acte.defaut = reverse("retours:les_miens")
    return acte.faire(
        lambda donnees: services.supprimer(retour, par=request.user),
        gettext_lazy("Le brouillon est supprimé."),
    )


@action
@_ou_dire(gettext_lazy("Cette proposition n’attend plus de réponse."))
def refuser(request, pk: int):
    """The draft proposed out of an answer goes: there is nothing to come back to."""
    retour = retour_suivi(request, pk)
    acte = Acte(request, ActeForm, "", reverse("retours:les_miens"), refus=RetourRefuse)
    return acte.faire(
        lambda donnees: services.refuser(retour, par=request.user),
        gettext_lazy("C’est noté\u00a0: le brouillon est supprimé, votre réponse reste."),
    )


@action
@_ou_dire(SANS_INVITATION)
def desinviter(request, pk: int):
    """Of a retour that one follows."""
    lues = CollectiviteAuteure.objects.select_related("retour", "collectivite")
    ligne = get_object_or_404(lues, pk=pk)
    retour = retour_suivi(request, ligne.retour_id)
    acte = Acte(request, ActeForm, "", suivi_de(retour), refus=RetourRefuse)
    fait = _("L’invitation de %(nom)s est annulée\u00a0: elle ne lit plus ce retour.")
    return acte.faire(
        lambda donnees: services.desinviter(ligne, par=request.user),
        fait % {"nom": ligne.collectivite.nom},
    )


@action
@_ou_dire(SANS_INVITATION)
def signer(request, pk: int):
    """Yes or no, in the name of an invited collectivité. Who says no follows it no more."""
    ligne = _ligne(request, pk)
    oui = request.POST.get("oui") == "1"
    defaut = suivi_de(ligne.retour) if oui else reverse("retours:les_miens")
    acte = Acte(request, OuiNonForm, "", defaut, refus=RetourRefuse)
    return acte.faire(
        lambda donnees: services.repondre(ligne, par=request.user, oui=donnees["oui"] == "1"),
        lambda faite: (
            _("Votre collectivité signe ce retour.")
            if faite.signe
            else _("Votre collectivité ne signe pas ce retour.")
        ),
    )


@action
@_ou_dire(gettext_lazy("Votre collectivité ne signe plus ce retour."))
def se_desengager(request, pk: int):
    ligne = _ligne(request, pk)
    acte = Acte(request, ActeForm, "", reverse("retours:les_miens"), refus=RetourRefuse)
    return acte.faire(
        lambda donnees: services.se_desengager(ligne, par=request.user),
        gettext_lazy("Votre collectivité ne signe plus ce retour."),
    )


def _ligne(request, pk: int) -> CollectiviteAuteure:
    """Of one's own collectivité: any other does not exist."""
    lues = CollectiviteAuteure.objects.select_related("retour__parcours", "collectivite")
    ligne = get_object_or_404(lues, pk=pk)
    if permissions.signe_pour(request.user, ligne) is None:
        raise Http404
    return ligne
