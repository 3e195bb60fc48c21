"""Beginning a retour, and writing it step by step: what is typed is kept, receivable or not."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.comptes.acte import action
from communautes.comptes.affiliations.courant import agir
from communautes.comptes.droits import verdict
from communautes.retours import permissions
from communautes.retours.adresses import suivi_de
from communautes.retours.etapes import PAR_CODE, Etape, etapes_de
from communautes.retours.forms.suivi import CommencerForm, InviterForm
from communautes.retours.models import RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services import etapes as services
from communautes.retours.services.ecriture import brouillon_de
from communautes.retours.services.pieces import regle
from communautes.retours.views.pieces import GENRES, traiter
from communautes.retours.views.reprises import au_nom_de
from communautes.retours.views.suivi import auteures_de, remarques_de, retour_suivi
from home.jours import heure_en_mots


@require_safe
@never_cache
@login_required
def nouveau(request):
    titre = request.GET.get("titre", "").strip()[:200]  # from a search without result
    return _page_du_nouveau(request, CommencerForm(initial={"titre": titre}))


@action
def commencer(request):
    form = CommencerForm(request.POST)
    if agir(request).courante is not None and form.is_valid():
        donnees = form.cleaned_data
        try:
            retour = services.commencer_une_fois(
                au_nom_de(request),
                par=request.user,
                titre=donnees["titre"],
                format=donnees["format"],
            )
        except RetourRefuse as refus:
            form.add_error(None, str(refus))
        else:
            suite = next(e for e in etapes_de(retour) if e.code != "titre")
            return redirect("retours:ecrire", retour.pk, suite.code)
    return _page_du_nouveau(request, form, status=422)


def _page_du_nouveau(request, form: CommencerForm, *, status: int = 200):
    courante = agir(request).courante
    contexte = {"form": form, "verdict": verdict("publier_retour", courante)}
    return render(request, "retours/commencer.html", contexte, status=status)


@require_safe
@never_cache
@login_required
def ecrire(request, pk: int, etape: str):
    """What cannot be written now is followed."""
    retour, demandee = retour_suivi(request, pk), _etape(etape)
    if not permissions.ecrit(request.user, retour):
        return redirect(suivi_de(retour))
    brouillon = brouillon_de(retour)
    contexte = {}
    if demandee.formulaire is not None:
        form = services.formulaire(demandee, brouillon, retour.parcours)
        contexte = {"form": form, "lu": services.marques_de(form.canonique())}
    return _page(request, retour, brouillon, demandee, contexte)


@action
def garder(request, pk: int, etape: str):
    """A step, sent by one of its buttons, or by the script while one types."""
    demandee = _etape(etape)
    en_tapant = request.headers.get("x-requested-with") == "XMLHttpRequest"
    try:
        return _garder(request, pk, demandee, en_tapant=en_tapant)
    except (Http404, RetourRefuse) as refuse:  # also of a draft that goes once it was kept
        return _pas_garde(request, refuse, en_tapant=en_tapant)


def _garder(request, pk: int, demandee: Etape, *, en_tapant: bool):
    retour = retour_suivi(request, pk)
    if demandee.formulaire is None:
        return redirect("retours:ecrire", pk, demandee.code)
    gardee = services.garder(retour, demandee, request.POST, par=request.user, en_tapant=en_tapant)
    if en_tapant:
        return _dit(gardee)
    faits, refus = traiter(request, retour, demandee)
    for phrase in faits:
        messages.success(request, phrase)
    if gardee.form.errors or refus:
        return _a_corriger(request, pk, demandee, gardee, refus)
    return redirect(_suite(request, retour, demandee, reste=bool(faits)))


def _dit(gardee: services.Gardee) -> JsonResponse:
    """To the script: what to say, and what the page is read with from now on."""
    if gardee.croises:
        phrase = _("Changé ailleurs pendant que vous écriviez\u00a0: enregistrez pour comparer.")
        return JsonResponse({"etat": phrase}, status=HTTPStatus.CONFLICT)
    phrase = _enregistre_a(gardee.le)
    if gardee.form.errors:
        fautes = " ".join(e for liste in gardee.form.errors.values() for e in liste)
        phrase = _("%(enregistre)s, à corriger\u00a0: %(fautes)s") % {
            "enregistre": phrase,
            "fautes": fautes,
        }
    return JsonResponse({"etat": phrase, "lu": gardee.lu_de_la_page})


def _enregistre_a(le) -> str:
    return _("Enregistré à %(heure)s") % {"heure": heure_en_mots(le)}


def _pas_garde(request, refus: Exception, *, en_tapant: bool):
    """There is no step to bring it back in: what was typed is given back."""
    introuvable = isinstance(refus, Http404)
    phrase = (
        _("Vous n’écrivez plus ce retour, ou il n’existe plus\u00a0: ceci n’est pas enregistré.")
        if introuvable
        else str(refus)
    )
    if en_tapant:
        return JsonResponse({"etat": phrase}, status=HTTPStatus.FORBIDDEN)
    sauf = {"csrfmiddlewaretoken", "lu", "page", "vers", "renvoi", "retirer", "monter"}
    dits = [v for nom, vs in request.POST.lists() if nom not in sauf for v in vs if v.strip()]
    contexte = {
        "phrase": phrase,
        "suite": reverse("retours:les_miens"),
        "texte": "\n\n".join(dits),
    }
    statut = HTTPStatus.NOT_FOUND if introuvable else HTTPStatus.FORBIDDEN
    return render(request, "comptes/pas_publie.html", contexte, status=statut)


def _a_corriger(request, pk: int, etape: Etape, gardee: services.Gardee, refus: list[str]):
    """The step again, around what was typed; pieces that were taken are there."""
    retour = retour_suivi(request, pk)
    brouillon = brouillon_de(retour)
    form, lu = gardee.form, gardee.lu
    if etape.code in GENRES and not gardee.croises:
        form = services.formulaire(etape, brouillon, retour.parcours)
        lu = services.marques_de(form.canonique())
    contexte = {"form": form, "lu": lu, "entre_temps": gardee.croises, "refus": refus}
    return _page(request, retour, brouillon, etape, contexte, status=422)


def _suite(request, retour: RetourExperience, etape: Etape, *, reste: bool) -> str:
    """Where the button that was pressed leads. `reste`: there is more to say here."""
    vers = "ici" if reste else request.POST.get("vers", "suite")
    if vers == "suivi":
        return suivi_de(retour)
    if vers == "apercu":
        return reverse("retours:apercu", args=[retour.pk])
    avant, apres = _voisines(_toutes(retour, brouillon_de(retour), etape), etape)
    la = {"avant": avant, "ici": etape}.get(vers, apres)
    if la is None:
        return suivi_de(retour)
    return reverse("retours:ecrire", args=[retour.pk, la.code])


def _toutes(retour: RetourExperience, brouillon: RetourExperience, etape: Etape) -> list[Etape]:
    """Of its version, with those of which ANCT asks something, and this one."""
    demandees = {une["etape"].remarque for une in remarques_de(retour) if une["etape"]}
    return etapes_de(brouillon, {*demandees, etape.remarque})


def _voisines(toutes: list[Etape], etape: Etape) -> tuple[Etape | None, Etape | None]:
    rang = toutes.index(etape)
    return (toutes[rang - 1] if rang else None), next(iter(toutes[rang + 1 :]), None)


def _etape(code: str) -> Etape:
    if code not in PAR_CODE:
        raise Http404
    return PAR_CODE[code]


def _page(request, retour, brouillon, etape: Etape, contexte: dict, *, status: int = 200):
    toutes = _toutes(retour, brouillon, etape)
    avant, apres = _voisines(toutes, etape)
    contexte |= {
        "retour": retour,
        "brouillon": brouillon,
        "etape": etape,
        "etapes": toutes,
        "rang": toutes.index(etape) + 1,
        "avant": avant,
        "apres": apres,
        "remarques": [une for une in remarques_de(retour) if une["etape"] == etape],
        "page": request.POST.get("page", "") or uuid4(),
        "enregistre": _enregistre_a(retour.parcours.modifie_le),
    }
    if etape.code in GENRES:
        contexte["regle"] = regle(etape.code)
    if etape.formulaire is None:
        contexte |= {
            "auteures": auteures_de(retour, request.user),
            "inviter": InviterForm(initial={"suite": request.path}),
        }
    return render(request, "retours/ecrire.html", contexte, status=status)
