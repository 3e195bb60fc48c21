"""What is done by a button (POST under /agir/): see communautes/comptes/acte.py."""

from collections.abc import Callable

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions import services
from communautes.adhesions.forms import ExclureForm, RejoindreForm, RoleForm
from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import peut_animer, peut_moderer
from communautes.adhesions.refus import AdhesionRefusee
from communautes.comptes.acte import Acte, ActeForm, MotifForm, OuiNonForm, action
from home.articles import de


@action
def rejoindre(request, pk: int):
    """An invisible community answers as if it did not exist."""
    communaute = get_object_or_404(CommunautePage.objects.sources().visibles(), pk=pk)
    titre = _("Rejoindre «\u00a0%(nom)s\u00a0»") % {"nom": communaute.title}
    acte = Acte(request, RejoindreForm, titre, communaute.get_url(request), refus=AdhesionRefusee)
    return acte.faire(
        lambda donnees: services.rejoindre(
            communaute, par=request.user, message=donnees["message"]
        ),
        bienvenue,
    )


def bienvenue(adhesion: Adhesion) -> str:
    nom = {"nom": adhesion.communaute.title}
    if adhesion.est_active:
        return _("Vous êtes membre de «\u00a0%(nom)s\u00a0».") % nom
    return (
        _("Votre demande est partie à l’animation de «\u00a0%(nom)s\u00a0». Réponse sous 7 jours.")
        % nom
    )


def sur_la_mienne(service: Callable, fait, *, formulaire=ActeForm) -> Callable:
    """On one's own adhésion; somebody else's does not exist."""

    @action
    def vue(request, pk: int):
        lues = Adhesion.objects.select_related("communaute")
        adhesion = get_object_or_404(lues, pk=pk, personne=request.user)
        defaut = reverse("adhesions:miennes")
        acte = Acte(request, formulaire, "", defaut, refus=AdhesionRefusee)
        return acte.faire(lambda donnees: service(adhesion, request.user, donnees), fait)

    return vue


def _sur_un_membre(
    service: Callable, fait, *, formulaire=ActeForm, titre="", qui: Callable = peut_animer
) -> Callable:
    """On a member of a community that one answers for; any other does not exist."""

    @action
    def vue(request, pk: int):
        lues = Adhesion.objects.select_related("communaute", "personne")
        adhesion = get_object_or_404(lues, pk=pk)
        if not qui(request.user, adhesion.communaute):
            raise Http404
        noms = {"de_nom": de(adhesion.personne.get_full_name() or _("cette personne"))}
        defaut = reverse("adhesions:animation", args=[adhesion.communaute.slug])
        acte = Acte(request, formulaire, str(titre) % noms, defaut, refus=AdhesionRefusee)
        return acte.faire(lambda donnees: service(adhesion, request.user, donnees), fait)

    return vue


quitter = sur_la_mienne(
    lambda adhesion, personne, donnees: services.quitter(adhesion, par=personne),
    gettext_lazy("Vous n’êtes plus membre de cette communauté. Ce que vous y avez écrit reste."),
)
paraitre = sur_la_mienne(
    lambda adhesion, personne, donnees: services.paraitre(
        adhesion, par=personne, oui=donnees["oui"] == "1"
    ),
    lambda adhesion: (
        _("Votre nom paraît dans l’annuaire des membres.")
        if adhesion.dans_l_annuaire
        else _("Votre nom ne paraît plus dans l’annuaire des membres.")
    ),
    formulaire=OuiNonForm,
)
rendre_le_role = sur_la_mienne(
    lambda adhesion, personne, donnees: services.donner_role(
        adhesion, Adhesion.Role.MEMBRE, par=personne
    ),
    gettext_lazy("Vous avez rendu votre rôle. Vous restez membre."),
)
accepter = _sur_un_membre(
    lambda adhesion, personne, donnees: services.accepter(adhesion, par=personne),
    gettext_lazy("Cette personne est membre, et en est avertie."),
)
refuser = _sur_un_membre(
    lambda adhesion, personne, donnees: services.refuser(
        adhesion, par=personne, motif=donnees["motif"]
    ),
    gettext_lazy("La demande est refusée, et la personne en sait le motif."),
    formulaire=MotifForm,
    titre=gettext_lazy("Refuser la demande %(de_nom)s"),
)
exclure = _sur_un_membre(
    lambda adhesion, personne, donnees: services.exclure(
        adhesion, par=personne, motif=donnees["motif"], jours=donnees["duree"]
    ),
    gettext_lazy("Cette personne est exclue, et en sait le motif."),
    formulaire=ExclureForm,
    titre=gettext_lazy("Exclure un membre"),
    qui=peut_moderer,
)
lever = _sur_un_membre(
    lambda adhesion, personne, donnees: services.lever_l_exclusion(
        adhesion, par=personne, motif=donnees["motif"]
    ),
    gettext_lazy("L’exclusion est levée, et la personne en est avertie."),
    formulaire=MotifForm,
    titre=gettext_lazy("Lever l’exclusion %(de_nom)s"),
)
donner_role = _sur_un_membre(
    lambda adhesion, personne, donnees: services.donner_role(
        adhesion, donnees["role"], par=personne
    ),
    gettext_lazy("Le rôle est changé, et la personne en est avertie."),
    formulaire=RoleForm,
)
