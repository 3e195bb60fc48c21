"""Asking, answering, correcting: what is typed comes back with what is wrong, and is kept before
anything is tried: a failure loses nothing.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.adhesions.views.pages import reservee
from communautes.comptes.acte import action
from communautes.discussions import mentions, nouvelles, services
from communautes.discussions.contexte import contexte_de_la_discussion, formulaire
from communautes.discussions.forms import BrouillonForm, CorrigerForm, PoserForm
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.ressemblances import ressemblances
from communautes.discussions.services.brouillons import brouillon_de
from communautes.discussions.views.lieux import (
    communaute_ouverte,
    discussion_lue,
    sur_une_discussion,
    sur_une_reponse,
)
from communautes.fichiers.models import Fichier
from communautes.notifications.services import dire_combien
from home.medias.limites import FichierRefuse


@require_safe
@never_cache
@login_required
def poser(request, slug: str):
    place = communaute_ouverte(request, slug=slug)
    if not place.pose:
        return reservee(request, place.communaute, place.adhesion)
    garde = brouillon_de(request.user, place.communaute)
    initial = {"titre": garde.titre, "texte": garde.texte} if garde else {}
    if titre := request.GET.get("titre", "").strip()[:150]:  # from a search without result
        initial = {"titre": titre} | initial
    return _page_de_la_question(request, place, PoserForm(personne=request.user, initial=initial))


@action
def publier_la_question(request, pk: int):
    """Also « Voir ce qui ressemble » and « Enregistrer le brouillon », for who has no script."""
    place = communaute_ouverte(request, pk=pk)
    services.garder_brouillon(request.user, place.communaute, **_tel_quel(request))
    if "brouillon" in request.POST:
        messages.success(request, _("Votre brouillon est enregistré\u00a0: vous seul·e le lisez."))
        return redirect("discussions:poser", place.communaute.slug)
    if not place.pose:
        return _pas_publie(
            request,
            _("Vous ne pouvez plus écrire ici\u00a0: votre question n’est pas publiée."),
            place.communaute.url,
            status=403,
        )
    appelables = mentions.appelables(place.communaute, None, par=request.user)
    if "ressemble" in request.POST:
        form = PoserForm(personne=request.user, initial=_tel_quel(request))
        return _page_de_la_question(request, place, form)
    form = PoserForm(request.POST, request.FILES, personne=request.user, appelables=appelables)
    posee = _tenter(
        form, lambda: services.poser(place.communaute, par=request.user, **form.pour_le_service())
    )
    if posee is None:
        return _page_de_la_question(request, place, form)
    messages.success(request, _dit(posee, _("Votre question est publiée.")))
    return redirect(posee)


def _page_de_la_question(request, place: Place, form: PoserForm):
    titre = str(form["titre"].value() or "")
    future = Discussion(communaute=place.communaute, auteur=request.user, titre="…", texte="…")
    contexte = {
        "communaute": place.communaute,
        "form": form,
        "trouvees": ressemblances(titre, place),
        "cherche": bool(titre.strip()),
        "previendra": dire_combien(nouvelles.combien(future, par=request.user)),
        "publique": place.est_publique,
        "deposes": _deposes(form),
        "appelables": [
            une.get_full_name()
            for une in mentions.appelables(place.communaute, None, par=request.user)
        ][: mentions.PROPOSEES],
    }
    statut = 422 if form.errors else 200
    return render(request, "discussions/poser.html", contexte, status=statut)


@action
def publier_la_reponse(request, pk: int):
    try:
        discussion, place = sur_une_discussion(request, pk)
    except Http404:
        phrase = _("Cette discussion ne se lit plus ici\u00a0: votre réponse n’est pas publiée.")
        return _pas_publie(request, phrase, "/", status=404)
    services.garder_brouillon(request.user, discussion, texte=_tel_quel(request)["texte"])
    if "brouillon" in request.POST:
        messages.success(request, _("Votre brouillon est enregistré\u00a0: vous seul·e le lisez."))
        return redirect(f"{discussion.get_absolute_url()}#repondre")
    # Who may not answer deposits nothing either; what they typed is kept, and services say why.
    fichiers = request.FILES if place.repond_a(discussion) else None
    form = formulaire(discussion, place, request.POST, fichiers)
    publiee = _tenter(
        form, lambda: services.repondre(discussion, par=request.user, **form.pour_le_service())
    )
    if publiee is None and not place.repond_a(discussion):
        phrase = " ".join(form.non_field_errors()) or _("Votre réponse n’est pas publiée.")
        return _pas_publie(request, phrase, discussion.get_absolute_url(), status=422)
    if publiee is None:
        return _discussion_a_corriger(request, discussion, form)
    messages.success(request, _dit(publiee, _("Votre réponse est publiée.")))
    return redirect(publiee)


def _pas_publie(request, phrase: str, suite: str, *, status: int):
    """There is no form any more to bring it back in: what was typed is given back as it is."""
    contexte = {"phrase": phrase, "suite": suite, **_tel_quel(request)}
    return render(request, "discussions/pas_publie.html", contexte, status=status)


def _discussion_a_corriger(request, discussion: Discussion, form):
    """As its page shows it, around what was typed."""
    lue, place = discussion_lue(request, discussion.communaute.slug, discussion.pk)
    contexte = contexte_de_la_discussion(request, lue, place, form=form)
    contexte |= {"form": form, "deposes": _deposes(form)}
    return render(request, "discussions/discussion.html", contexte, status=422)


def _deposes(form) -> list[Fichier]:
    """Those that were accepted, whatever else is wrong."""
    siens = Fichier.objects.en_attente().filter(depose_par=form.personne)
    return list(siens.filter(pk__in=form.deposes)) if form.deposes else []


def _tenter(form, service: Callable):
    """What the service makes, or None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        return service()
    except FichierRefuse as refus:
        form.add_error("fichiers", refus)
    except DiscussionRefusee as refus:
        form.add_error(None, str(refus))
    return None


def _dit(ecrit: Ecrit, publie: str) -> str:
    if ecrit.est_publie:
        return publie
    return _(
        "C’est envoyé, et relu avant d’être publié\u00a0: vous seul·e et la modération le lisez "
        "pour l’instant."
    )


def _tel_quel(request) -> dict:
    form = BrouillonForm(request.POST)
    form.is_valid()
    return {nom: form.cleaned_data.get(nom, request.POST.get(nom, "")) for nom in form.fields}


@action
def brouillon_de_question(request, pk: int):
    """Sent by the script while one types: says when it was kept."""
    place = communaute_ouverte(request, pk=pk)
    if not place.est_membre:
        raise Http404
    garde = services.garder_brouillon(request.user, place.communaute, **_tel_quel(request))
    return _enregistre(garde)


@action
def brouillon_de_reponse(request, pk: int):
    discussion, _place = sur_une_discussion(request, pk)
    texte = _tel_quel(request)["texte"]
    return _enregistre(services.garder_brouillon(request.user, discussion, texte=texte))


def _enregistre(garde) -> HttpResponse:
    if garde is None:
        return HttpResponse(status=204)
    heure = date_format(localtime(garde.modifie_le), "H \\h i")
    phrase = _("Brouillon enregistré à %(heure)s.") % {"heure": heure}
    return HttpResponse(phrase, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_required
def modifier(request, slug: str, pk: int):
    discussion, place = sur_une_discussion(request, pk)
    return _page_de_correction(request, discussion, place)


@require_safe
@never_cache
@login_required
def modifier_la_reponse(request, slug: str, pk: int, reponse: int):
    lue, place = sur_une_reponse(request, reponse)
    return _page_de_correction(request, lue, place)


@action
def corriger(request, pk: int):
    discussion, place = sur_une_discussion(request, pk)
    return _corriger(request, discussion, place)


@action
def corriger_la_reponse(request, pk: int):
    reponse, place = sur_une_reponse(request, pk)
    return _corriger(request, reponse, place)


def _corriger(request, ecrit: Ecrit, place: Place):
    if ecrit.auteur_id != request.user.pk:
        raise Http404
    question = isinstance(ecrit, Discussion)
    form = CorrigerForm(request.POST, question=question)
    corrige = _tenter(
        form,
        lambda: services.corriger(
            ecrit,
            par=request.user,
            texte=form.cleaned_data["texte"],
            titre=form.cleaned_data.get("titre", ""),
            lu_le=form.cleaned_data["lu"],
        ),
    )
    if corrige is None:
        return _page_de_correction(request, ecrit, place, form)
    messages.success(request, _dit(corrige, _("Votre correction est publiée.")))
    return redirect(corrige)


def _page_de_correction(request, ecrit: Ecrit, place: Place, form: CorrigerForm | None = None):
    if form is None and not place.corrige(ecrit):
        raise Http404
    question = isinstance(ecrit, Discussion)
    if form is None:
        derniere = ecrit.versions.first()
        initial = {
            "titre": getattr(ecrit, "titre", ""),
            "texte": ecrit.texte,
            "lu": derniere.jusqu_au.isoformat() if derniere else ecrit.ecrit_le.isoformat(),
        }
        form = CorrigerForm(question=question, initial=initial)
    contexte = {
        "communaute": place.communaute,
        "discussion": ecrit if isinstance(ecrit, Discussion) else ecrit.discussion,
        "ecrit": ecrit,
        "question": question,
        "reponse": isinstance(ecrit, Reponse),
        "form": form,
    }
    statut = 422 if form.errors else 200
    return render(request, "discussions/modifier.html", contexte, status=statut)
