"""What is done by a button (POST under /agir/affiliations/): a service, its refusal in words."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.courant import agir
from communautes.comptes.affiliations.forms import ReconfirmerForm
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import affiliation_qui_gere
from communautes.comptes.affiliations.views import retour


def action(vue: Callable) -> Callable:
    return never_cache(require_POST(login_required(vue)))


@action
def choisir(request):
    """For whom one acts from now on: one's own, and in force."""
    try:
        choisie = agir(request).choisir(int(request.POST.get("affiliation", "")))
    except ValueError:
        choisie = None
    if choisie is None:
        messages.error(request, _("Vous n’agissez plus au nom de cette collectivité."))
    else:
        messages.success(
            request,
            _("Vous agissez maintenant au nom de %(nom)s.") % {"nom": choisie.collectivite.nom},
        )
    return retour(request, "affiliations:mon_compte")


def _sur_la_mienne(service: Callable, fait) -> Callable:
    """On one's own affiliation; somebody else's does not exist."""

    @action
    def vue(request, pk: int):
        affiliation = get_object_or_404(Affiliation, pk=pk, personne=request.user)
        _faire(request, lambda: service(affiliation, request), fait)
        return retour(request, "affiliations:mon_compte")

    return vue


def _sur_un_membre(service: Callable, fait) -> Callable:
    """On a member of the collectivité that one manages; any other does not exist."""

    @action
    def vue(request, pk: int):
        affiliation = get_object_or_404(Affiliation.objects.select_related("collectivite"), pk=pk)
        if affiliation_qui_gere(request.user, affiliation.collectivite) is None:
            raise Http404
        _faire(request, lambda: service(affiliation, request), fait)
        return redirect("affiliations:membres")

    return vue


def _faire(request, service: Callable, fait) -> None:
    try:
        service()
    except services.AffiliationRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, str(fait))


def _motif(request) -> str:
    return request.POST.get("motif", "")


def _fin_de_mandat(request):
    form = ReconfirmerForm(request.POST)
    if not form.is_valid():
        raise services.AffiliationRefusee(form.errors["fin_mandat"][0])
    return form.cleaned_data["fin_mandat"]


envoyer_code = _sur_la_mienne(
    lambda affiliation, request: services.envoyer_code(affiliation, par=request.user),
    gettext_lazy("Un code part au courriel officiel de la collectivité\u00a0: demandez-le-lui."),
)
reconfirmer = _sur_la_mienne(
    lambda affiliation, request: services.reconfirmer(
        affiliation, par=request.user, fin_mandat=_fin_de_mandat(request)
    ),
    gettext_lazy("C’est noté\u00a0: votre affiliation est confirmée."),
)
quitter = _sur_la_mienne(
    lambda affiliation, request: services.terminer(affiliation, par=request.user),
    gettext_lazy(
        "Vous n’agissez plus au nom de cette collectivité. Ce que vous y avez fait reste."
    ),
)
rendre_le_role = _sur_la_mienne(
    lambda affiliation, request: services.retirer_referent(affiliation, par=request.user),
    gettext_lazy("Vous n’êtes plus référent de cette collectivité."),
)
cautionner = _sur_un_membre(
    lambda affiliation, request: services.cautionner(affiliation, par=request.user),
    gettext_lazy("Cette personne est cautionnée, et en est avertie."),
)
refuser = _sur_un_membre(
    lambda affiliation, request: services.refuser(
        affiliation, par=request.user, motif=_motif(request)
    ),
    gettext_lazy("Cette demande est refusée, et la personne en sait le motif."),
)
retirer = _sur_un_membre(
    lambda affiliation, request: services.terminer(
        affiliation, par=request.user, motif=_motif(request)
    ),
    gettext_lazy("Cette affiliation est terminée, et la personne en sait le motif."),
)
nommer = _sur_un_membre(
    lambda affiliation, request: services.nommer_referent(affiliation, par=request.user),
    gettext_lazy("Cette personne est référente."),
)
habiliter = _sur_un_membre(
    lambda affiliation, request: services.habiliter(
        affiliation, par=request.user, oui=request.POST.get("oui") == "1"
    ),
    gettext_lazy("L’habilitation est changée."),
)


@action
def contester(request, pk: int):
    contestee = get_object_or_404(Affiliation.objects.select_related("collectivite"), pk=pk)
    sienne = next(
        (a for a in agir(request).affiliations if a.collectivite_id == contestee.collectivite_id),
        None,
    )
    if sienne is None:
        raise Http404
    _faire(
        request,
        lambda: services.contester(contestee, par=sienne, motif=_motif(request)),
        _("Le référent est averti\u00a0; sans réponse dans les sept jours, l’ANCT tranchera."),
    )
    return redirect("affiliations:membres")


@action
def ceder(request, pk: int):
    siennes = Contestation.objects.filter(contestee__personne=request.user)
    contestation = get_object_or_404(siennes.select_related("contestee", "par"), pk=pk)
    _faire(
        request,
        lambda: services.ceder(contestation, par=request.user),
        _("Vous avez cédé votre place de référent."),
    )
    return redirect("affiliations:membres")
