"""What ANCT decides of an affiliation: which decisions there are, and the one that is taken."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import peut_instruire

TRANSFERER = "transferer"  # then « -12 », the contest of who asks for the place
ACTES = {
    "valider": (
        gettext_lazy("Valider cette affiliation"),
        gettext_lazy("L’affiliation est validée."),
    ),
    "refuser": (gettext_lazy("Refuser la demande"), gettext_lazy("La demande est refusée.")),
    "terminer": (
        gettext_lazy("Mettre fin à cette affiliation"),
        gettext_lazy("L’affiliation est terminée."),
    ),
    "ecarter": (
        gettext_lazy("Ne pas valider, laisser en l’état"),
        gettext_lazy("La demande est écartée, et la personne en sait le motif."),
    ),
    "nommer": (gettext_lazy("Nommer référent"), gettext_lazy("La personne est référente.")),
    "retirer": (
        gettext_lazy("Retirer le rôle de référent"),
        gettext_lazy("La personne n’est plus référente."),
    ),
    "maintenir": (
        gettext_lazy("Maintenir cette personne, et clore ce qui est ouvert contre elle"),
        gettext_lazy("La personne est maintenue."),
    ),
    TRANSFERER: (
        gettext_lazy("Donner le rôle à %(qui)s, qui le demande"),
        gettext_lazy("Le rôle de référent a changé de personne."),
    ),
}

REPRISE = "instruction_refusee"
LONGUEUR_REPRISE = 1000


class ActeForm(forms.Form):
    acte = forms.RegexField(rf"^({'|'.join(ACTES)})(-\d{{1,18}})?$")
    motif = forms.CharField(max_length=300, required=False)


def ouvertes_contre(affiliation: Affiliation) -> list[Contestation]:
    """The first made first: they have waited the longest."""
    siennes = affiliation.contestations.ouvertes().order_by("faite_le", "pk")
    return list(siennes.select_related("par__personne", "par__collectivite"))


def possibles(affiliation: Affiliation, ouvertes: list[Contestation]) -> dict[str, str]:
    """Code of each decision → what it is called here."""
    if not affiliation.est_en_vigueur:
        codes = ["maintenir"] if ouvertes else []
    elif affiliation.statut == Affiliation.Statut.DEMANDEE:
        codes = ["valider", "refuser", *(["maintenir"] if ouvertes else [])]
    else:
        codes = ["valider", "terminer", "retirer" if affiliation.est_referente else "nommer"]
        codes += ["ecarter"] if affiliation.demande_a_l_anct else []
        codes += ["maintenir"] if ouvertes else []
    actes = {code: str(ACTES[code][0]) for code in codes}
    return actes | {
        f"{TRANSFERER}-{une.pk}": str(ACTES[TRANSFERER][0]) % {"qui": une.par.nom_ecrit}
        for une in ouvertes
        if une.nature == Contestation.Nature.PLACE and une.par.est_membre
    }


@require_POST
def instruire(request, pk: int):
    if not peut_instruire(request.user):
        raise PermissionDenied
    affiliation = get_object_or_404(Affiliation, pk=pk)
    form = ActeForm(request.POST)
    try:
        if not form.is_valid():
            raise services.AffiliationRefusee(
                _("Choisissez une décision, et un motif de 300 signes au plus.")
            )
        acte = form.cleaned_data["acte"]
        _faire(acte, affiliation, par=request.user, motif=form.cleaned_data["motif"])
    except services.AffiliationRefusee as refus:
        messages.error(request, str(refus))
        saisi = {nom: request.POST.get(nom, "")[:LONGUEUR_REPRISE] for nom in form.fields}
        request.session[REPRISE] = saisi | {"pk": pk}
    else:
        messages.success(request, str(ACTES[acte.partition("-")[0]][1]))
    return redirect("affiliations_admin:inspect", pk)


def reprise(request, affiliation: Affiliation) -> dict:
    """What was typed and refused on this very affiliation; once."""
    saisi = request.session.get(REPRISE)
    if not saisi or saisi["pk"] != affiliation.pk:
        return {}
    return request.session.pop(REPRISE)


def _faire(acte: str, affiliation: Affiliation, *, par, motif: str) -> None:
    code, _tiret, cle = acte.partition("-")
    if code in ("maintenir", TRANSFERER):
        ouvertes = {str(une.pk): une for une in ouvertes_contre(affiliation)}
        contestation = ouvertes.get(cle) if cle else next(iter(ouvertes.values()), None)
        if contestation is None or (code == TRANSFERER and not cle):
            raise services.AffiliationRefusee(
                _("Cette contestation est close\u00a0: rechargez la page.")
            )
        services.trancher(contestation, par=par, transferer=code == TRANSFERER, motif=motif)
        return
    faire = {
        "valider": services.valider,
        "refuser": services.refuser,
        "terminer": services.terminer,
        "ecarter": services.ecarter,
        "nommer": services.nommer_referent,
        "retirer": services.retirer_referent,
    }[code]
    faire(affiliation, par=par, motif=motif)
