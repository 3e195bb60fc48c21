"""The forms of who prepares a meeting: what it is, why it is cancelled, what came out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import formset_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communautes.adhesions.models import Adhesion
from communautes.adhesions.permissions import peut_conduire
from communautes.adhesions.views.pages import ouverte, reservee
from communautes.agenda import nouvelles, services
from communautes.agenda.forms import CompteRenduForm, DecisionForm, RencontreForm, initial_de
from communautes.agenda.models import Participation, Rencontre
from communautes.agenda.permissions import peut_planifier
from communautes.agenda.refus import ChampRefuse, RencontreRefusee
from communautes.agenda.views.pages import a_preparer
from communautes.comptes.acte import MotifForm
from communautes.comptes.models import User
from communautes.notifications.services import dire_combien, previendra
from home.marques import relire

METHODES = ["GET", "HEAD", "POST"]
PORTEURS_AU_PLUS = 200


@require_http_methods(METHODES)
@never_cache
@login_required
def nouvelle(request):
    """Of the whole portal: ANCT's."""
    if not peut_conduire(request.user):
        raise Http404
    return _formulaire(request, None, None)


@require_http_methods(METHODES)
@never_cache
@login_required
def nouvelle_dans(request, slug: str):
    communaute, adhesion = ouverte(request, slug)
    if not peut_planifier(request.user, communaute):
        return reservee(request, communaute, adhesion)
    return _formulaire(request, None, communaute)


@require_http_methods(METHODES)
@never_cache
@login_required
def modifier(request, pk: int):
    rencontre = a_preparer(request, pk)
    return _formulaire(request, rencontre, rencontre.communaute)


@require_http_methods(METHODES)
@never_cache
@login_required
def annuler(request, pk: int):
    rencontre = a_preparer(request, pk)
    form = MotifForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.annuler(rencontre, par=request.user, motif=form.cleaned_data["motif"])
        except RencontreRefusee as refus:
            form.add_error("motif", str(refus))
        else:
            messages.success(request, _("La rencontre est annulée, et qui devait venir le sait."))
            return redirect(rencontre)
    apres = Rencontre.objects.select_related("communaute").get(pk=rencontre.pk)
    apres.etat = Rencontre.Etat.ANNULEE
    contexte = {
        "rencontre": rencontre,
        "form": form,
        "combien": _combien(nouvelles.ANNULEE, apres, nouvelles.concernes(apres), request.user),
    }
    return render(request, "agenda/annuler.html", contexte, status=422 if form.errors else 200)


@require_http_methods(METHODES)
@never_cache
@login_required
def compte_rendu(request, pk: int):
    """The minutes, and as many decisions as there are, with three more."""
    rencontre = a_preparer(request, pk)
    ecrit = getattr(rencontre, "compte_rendu", None)
    decisions = {une.pk: une for une in rencontre.decisions.select_related("porteur")}
    donnees = request.POST if request.method == "POST" else None
    lu = services.marque_de(rencontre)
    form = CompteRenduForm(donnees, initial={"texte": ecrit.texte if ecrit else "", "lu": lu})
    lignes = formset_factory(DecisionForm, extra=3, max_num=50, absolute_max=50)(
        donnees,
        prefix="decisions",
        initial=[_initial(une) for une in decisions.values()],
        form_kwargs={"personnes": _porteurs(rencontre, decisions), "decisions": decisions},
    )
    bon = bool(donnees) and form.is_valid() and lignes.is_valid()
    if bon and _ecrire(request, rencontre, form, lignes):
        messages.success(request, _("Le compte rendu est publié."))
        return redirect(rencontre)
    contexte = {"rencontre": rencontre, "form": form, "lignes": lignes, "ecrit": ecrit}
    fautif = bool(donnees) and (form.errors or any(lignes.errors) or lignes.non_form_errors())
    return render(request, "agenda/compte_rendu.html", contexte, status=422 if fautif else 200)


def _formulaire(request, rencontre: Rencontre | None, communaute):
    donnees = request.POST if request.method == "POST" else None
    initial = initial_de(rencontre) if rencontre else {}
    form = RencontreForm(donnees, initial=initial, communaute=communaute)
    if donnees and form.is_valid():
        ecrite = _enregistrer(request, form, rencontre, communaute)
        if ecrite is not None:
            return redirect(ecrite)
    contexte = {"form": form, "rencontre": rencontre, "communaute": communaute}
    if rencontre is not None and not rencontre.est_brouillon:
        contexte["combien"] = dire_combien(
            nouvelles.combien_au_deplacement(rencontre, request.user)
        )
    return render(request, "agenda/formulaire.html", contexte, status=422 if form.errors else 200)


def _enregistrer(request, form, rencontre, communaute) -> Rencontre | None:
    donnees, par = form.cleaned_data, request.user
    try:
        if rencontre is None:
            ecrite = services.creer(communaute, donnees, par=par, cle=donnees["envoi"])
            phrase = _("Le brouillon est enregistré\u00a0: relisez-le, puis annoncez la rencontre.")
        else:
            ecrite = services.modifier(rencontre, donnees, par=par, lu=donnees["lu"])
            phrase = _("La rencontre est modifiée.")
    except ChampRefuse as refus:
        form.add_error(refus.champ, str(refus))
        return None
    except RencontreRefusee as refus:
        form.add_error(None, str(refus))
        relire(form, refus)
        return None
    messages.success(request, phrase)
    return ecrite


def _ecrire(request, rencontre, form, lignes) -> bool:
    dites = []
    for ligne in lignes:
        donnees = ligne.cleaned_data
        if not donnees.get("texte"):
            continue
        porteur = donnees["porteur"] and get_object_or_404(User, pk=donnees["porteur"])
        dites.append({**donnees, "porteur": porteur or None})
    try:
        ecrit = form.cleaned_data
        services.ecrire_compte_rendu(
            rencontre, ecrit["texte"], dites, par=request.user, lu=ecrit["lu"]
        )
    except RencontreRefusee as refus:
        form.add_error(None, str(refus))
        relire(form, refus)
        return False
    return True


def _initial(decision) -> dict:
    return {
        "cle": decision.pk,
        "texte": decision.texte,
        "porteur": decision.porteur_id or "",
        "porteur_dit": decision.porteur_dit,
        "echeance": decision.echeance,
    }


def _porteurs(rencontre: Rencontre, decisions: dict) -> list[tuple[int, str]]:
    """Who came, who animates or moderates, and who does something already."""
    inscrites = Participation.objects.inscrites().filter(rencontre=rencontre)
    moderent = Adhesion.objects.actives().filter(
        communaute=rencontre.communaute_id, role__in=Adhesion.MODERENT
    )
    cles = set(inscrites.values_list("personne", flat=True)[:PORTEURS_AU_PLUS])
    cles |= set(moderent.values_list("personne", flat=True)[:PORTEURS_AU_PLUS])
    cles |= {une.porteur_id for une in decisions.values() if une.porteur_id}
    lues = User.objects.filter(pk__in=cles).order_by("last_name", "first_name", "pk")
    return [(une.pk, une.get_full_name() or str(_("Une personne"))) for une in lues]


def _combien(code: str, rencontre: Rencontre, qui, par) -> str:
    return dire_combien(previendra(code, rencontre, a=qui, par=par, cadre=rencontre.communaute))
