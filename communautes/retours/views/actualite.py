"""« Toujours vrai ? »: by the mail's link, without signing in, or signed in with both answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from communautes.comptes.acte import Acte, ActeForm, action
from communautes.retours import adresses
from communautes.retours.models import RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises import permissions
from communautes.retours.services import actualite as services
from communautes.retours.views.reprises import lisible


@require_safe
@never_cache
def toujours_vrai(request, pk: int, jeton: str):
    """One button: software that follows the links of mails answers nothing."""
    retour = lisible(pk=pk)
    valable = services.personne_du_jeton(jeton, retour) is not None
    contexte = {"retour": retour, "jeton": jeton, "valable": valable}
    return render(request, "retours/reprises_toujours_vrai.html", contexte)


@require_POST
@never_cache
def confirmer(request, pk: int, jeton: str):
    retour = lisible(pk=pk)
    try:
        services.dire_toujours_vrai_par_le_lien(retour, jeton)
    except RetourRefuse as refus:
        messages.error(request, str(refus))
        return redirect("retours:toujours_vrai", retour.pk, jeton)
    messages.success(request, _merci())
    return redirect(retour)


@require_safe
@never_cache
@login_required
def actualite(request, pk: int):
    retour = _a_verifier(request, pk)
    contexte = {"retour": retour, "suivi": adresses.suivi_de(retour)}
    return render(request, "retours/reprises_actualite.html", contexte)


@action
def verifier(request, pk: int):
    retour = _a_verifier(request, pk)
    defaut = adresses.suivi_de(retour)
    acte = Acte(request, ActeForm, _("Dire qu’il est toujours vrai"), defaut, refus=RetourRefuse)
    return acte.faire(
        lambda donnees: services.dire_toujours_vrai(retour, par=request.user), _merci()
    )


@action
def perimer(request, pk: int):
    """Leads to where it is brought up to date."""
    retour = _a_verifier(request, pk)
    defaut = adresses.suivi_de(retour)
    acte = Acte(
        request, ActeForm, _("Dire qu’il n’est plus tout à fait vrai"), defaut, refus=RetourRefuse
    )
    return acte.faire(
        lambda donnees: services.dire_perime(retour, par=request.user),
        _(
            "C’est dit à qui le lit\u00a0: «\u00a0à actualiser\u00a0». Mettez-le à jour quand "
            "vous pourrez."
        ),
    )


def _a_verifier(request, pk: int) -> RetourExperience:
    retour = get_object_or_404(RetourExperience.objects.pour_page(), pk=pk)
    if not permissions.verifie(request.user, retour):
        raise Http404
    return retour


def _merci() -> str:
    return _("Merci\u00a0: il est daté d’aujourd’hui. Nous vous le redemanderons dans un an.")
