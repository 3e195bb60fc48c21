"""The forms of who prepares a meeting: what it is, why it is cancelled."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from communautes.adhesions.permissions import peut_conduire
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.agenda import nouvelles, services
from communautes.agenda.forms import RencontreForm, initial_de
from communautes.agenda.models import Rencontre
from communautes.agenda.permissions import peut_planifier
from communautes.agenda.refus import ChampRefuse, RencontreModifiee, RencontreRefusee
from communautes.agenda.services.ecriture import verifier_vivante
from communautes.agenda.views.envoi import preparation, refuser
from communautes.agenda.views.pages import a_preparer
from communautes.comptes.acte import MotifForm
from communautes.notifications.services import dire_combien, previendra


@preparation
def nouvelle(request):
    """Of the whole portal: ANCT's."""
    if not peut_conduire(request.user):
        raise Http404
    return _formulaire(request, None, None)


@preparation
def nouvelle_dans(request, slug: str):
    communaute, adhesion = ouverte(request, slug)
    if not peut_planifier(request.user, communaute):
        return reservee(request, communaute, adhesion)
    if request.method != "POST":  # said before it is written; what was is given back
        try:
            verifier_vivante(communaute)
        except RencontreRefusee as refus:
            messages.error(request, str(refus))
            return redirect(communaute.get_url(request))
    return _formulaire(request, None, communaute)


@preparation
def modifier(request, pk: int):
    rencontre = a_preparer(request, pk)
    return _formulaire(request, rencontre, rencontre.communaute)


@preparation
def annuler(request, pk: int):
    rencontre = a_preparer(request, pk)
    form = MotifForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            annulee = services.annuler(
                rencontre, par=request.user, motif=form.cleaned_data["motif"]
            )
        except RencontreRefusee as refus:
            form.add_error("motif", str(refus))
        else:
            messages.success(
                request,
                _("La rencontre est annulée, et qui devait venir le sait.")
                if annulee.est_publie
                else _(
                    "La rencontre est annulée\u00a0: si la modération la rend, qui devait venir le "
                    "saura."
                ),
            )
            return redirect(rencontre)
    apres = Rencontre.objects.select_related("communaute").get(pk=rencontre.pk)
    apres.etat = Rencontre.Etat.ANNULEE
    contexte = {
        "rencontre": rencontre,
        "form": form,
        "combien": _combien(nouvelles.ANNULEE, apres, nouvelles.concernes(apres), request.user),
    }
    return render(request, "agenda/annuler.html", contexte, status=422 if form.errors else 200)


def _formulaire(request, rencontre: Rencontre | None, communaute):
    form = _lu(request, rencontre, communaute)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_enregistrer(request, form, rencontre, communaute))
        except ChampRefuse as refus:
            form.add_error(refus.champ, str(refus))
        except RencontreModifiee as refus:
            rencontre = a_preparer(request, rencontre.pk)
            form = _lu(request, rencontre, communaute)
            refuser(form, refus)
        except RencontreRefusee as refus:
            form.add_error(None, str(refus))
    contexte = {
        "form": form,
        "rencontre": rencontre,
        "communaute": communaute,
        "entre_temps": form.rendre() if form.errors else [],
    }
    if rencontre is not None and not rencontre.est_brouillon:
        contexte["combien"] = dire_combien(
            nouvelles.combien_au_deplacement(rencontre, request.user)
        )
    return render(request, "agenda/formulaire.html", contexte, status=422 if form.errors else 200)


def _lu(request, rencontre: Rencontre | None, communaute) -> RencontreForm:
    donnees = request.POST if request.method == "POST" else None
    initial = initial_de(rencontre) if rencontre else {}
    form = RencontreForm(donnees, initial=initial, communaute=communaute)
    form.fondre()
    return form


def _enregistrer(request, form, rencontre, communaute) -> Rencontre:
    donnees, par = form.cleaned_data, request.user
    if rencontre is None:
        ecrite = services.creer(communaute, donnees, par=par, cle=donnees["envoi"])
        phrase = _("Le brouillon est enregistré\u00a0: relisez-le, puis annoncez la rencontre.")
    else:
        ecrite = services.modifier(rencontre, donnees, par=par, lu=donnees["lu"])
        phrase = _("La rencontre est modifiée.")
    messages.success(request, phrase)
    return ecrite


def _combien(code: str, rencontre: Rencontre, qui, par) -> str:
    return dire_combien(previendra(code, rencontre, a=qui, par=par, cadre=rencontre.communaute))
