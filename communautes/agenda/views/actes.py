"""What is done by a button (POST under /agir/): see communautes/comptes/acte.py."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.agenda import services
from communautes.agenda.forms_compte_rendu import EtatForm
from communautes.agenda.models import DecisionDeRencontre, Participation, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.agenda.views.pages import a_preparer, lisible
from communautes.comptes.acte import Acte, ActeForm, action


def _sur_une_rencontre(service: Callable, fait, *, trouver: Callable = lisible) -> Callable:
    """On a meeting that this person may read (or prepare); any other does not exist."""

    @action
    def vue(request, pk: int):
        rencontre = trouver(request, pk)
        acte = Acte(request, ActeForm, "", rencontre.get_absolute_url(), refus=RencontreRefusee)
        return acte.faire(lambda donnees: service(rencontre, par=request.user), fait)

    return vue


def _inscription_dite(une: Participation) -> str:
    if une.est_inscrite:
        return _("Vous êtes inscrit·e. La rencontre est dans votre agenda.")
    return _(
        "Tout est pris\u00a0: vous êtes au rang %(rang)s de la liste d’attente, et prévenu·e dès "
        "qu’une place se libère."
    ) % {"rang": une.rang}


inscrire = _sur_une_rencontre(services.inscrire, _inscription_dite)
annoncer = _sur_une_rencontre(
    services.annoncer,
    lambda rencontre: (
        _("La rencontre est annoncée.")
        if rencontre.est_publie
        else _("La rencontre attend une relecture avant de paraître.")
    ),
    trouver=a_preparer,
)


@action
def se_retirer(request, pk: int):
    """Also from what one may read no more: it always succeeds."""
    siennes = Participation.objects.select_related("rencontre").filter(personne=request.user)
    sienne = get_object_or_404(siennes, rencontre=pk)
    lisible_encore = Rencontre.objects.filter(pk=pk).lisibles_par(request.user).exists()
    defaut = sienne.rencontre.get_absolute_url() if lisible_encore else reverse("agenda:le_mien")
    acte = Acte(request, ActeForm, "", defaut, refus=RencontreRefusee)
    return acte.faire(
        lambda donnees: services.se_retirer(sienne.rencontre, par=request.user),
        gettext_lazy("Vous n’êtes plus inscrit·e. Votre place est libre pour une autre personne."),
    )


@action
def supprimer(request, pk: int):
    rencontre = a_preparer(request, pk)
    acte = Acte(request, ActeForm, "", reverse("agenda:liste"), refus=RencontreRefusee)
    return acte.faire(
        lambda donnees: services.supprimer(rencontre, par=request.user),
        gettext_lazy("Le brouillon est supprimé."),
    )


@action
def clore(request, pk: int):
    """A decision: done, given up, to do again."""
    lues = DecisionDeRencontre.objects.select_related("rencontre")
    lisibles = Rencontre.objects.lisibles_par(request.user)
    decision = get_object_or_404(lues.filter(rencontre__in=lisibles), pk=pk)
    defaut = f"{decision.rencontre.get_absolute_url()}#decisions"
    acte = Acte(request, EtatForm, "", defaut, refus=RencontreRefusee)
    return acte.faire(
        lambda donnees: services.clore(decision, donnees["etat"], par=request.user),
        lambda faite: (
            _("La décision est maintenant «\u00a0%(etat)s\u00a0».")
            % {"etat": faite.get_etat_display()}
        ),
    )


@action
def ouvrir_une_adresse(request):
    acte = Acte(request, ActeForm, "", reverse("agenda:le_mien"), refus=RencontreRefusee)
    return acte.faire(
        lambda donnees: services.ouvrir_une_adresse(request.user),
        gettext_lazy("Votre adresse d’agenda est prête. S’il y en avait une, elle ne sert plus."),
    )


@action
def fermer_l_adresse(request):
    acte = Acte(request, ActeForm, "", reverse("agenda:le_mien"), refus=RencontreRefusee)
    return acte.faire(
        lambda donnees: services.fermer_l_adresse(request.user),
        gettext_lazy("Votre adresse d’agenda ne sert plus."),
    )
