"""Asking, answering: what is typed comes back with what is wrong, and is kept before anything is
tried: a failure loses nothing.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.adhesions.views.pages import reservee
from communautes.comptes.acte import action
from communautes.discussions import mentions, nouvelles, services
from communautes.discussions.contexte import contexte_de_la_discussion, formulaire
from communautes.discussions.forms import PoserForm
from communautes.discussions.lecture import place_de
from communautes.discussions.models import Discussion
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.ressemblances import ressemblances
from communautes.discussions.services.brouillons import brouillon_de
from communautes.discussions.services.completer import pourquoi_pas
from communautes.discussions.views.envoi import (
    deposes,
    dit,
    enregistre,
    rendre,
    tel_quel,
    tenter,
)
from communautes.discussions.views.lieux import (
    communaute_ouverte,
    discussion_lue,
    sur_une_discussion,
)
from communautes.notifications.services import dire_combien


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
    return _page_de_la_question(request, place, _formulaire(place, initial=initial))


@action
def publier_la_question(request, pk: int):
    """Also « Voir ce qui ressemble » and « Enregistrer le brouillon », for who has no script."""
    try:
        place = communaute_ouverte(request, pk=pk)
    except Http404:
        phrase = _("Cette communauté ne se lit plus ici\u00a0: votre question n’est pas publiée.")
        return rendre(request, phrase, "/", status=404)
    services.garder_brouillon(request.user, place.communaute, **tel_quel(request))
    if "brouillon" in request.POST:
        messages.success(request, _("Votre brouillon est enregistré\u00a0: vous seul·e le lisez."))
        return redirect("discussions:poser", place.communaute.slug)
    if not place.pose:
        return rendre(
            request,
            _("Vous ne pouvez plus écrire ici\u00a0: votre question n’est pas publiée."),
            place.communaute.url,
            status=403,
        )
    appelables = mentions.appelables(place.communaute, None, par=request.user)
    if "ressemble" in request.POST:  # what was said of who will read is not said anew
        dite = {nom: request.POST[nom] for nom in ("qui_lira",) if nom in request.POST}
        form = _formulaire(place, initial=tel_quel(request) | dite)
        return _page_de_la_question(request, place, form)
    form = _formulaire(place, request.POST, request.FILES, appelables=appelables)
    posee = tenter(
        form, lambda: services.poser(place.communaute, par=request.user, **form.pour_le_service())
    )
    if posee is None:
        return _page_de_la_question(request, place, form)
    messages.success(request, dit(posee, _("Votre question est publiée.")))
    return redirect(posee)


def _formulaire(place: Place, *donnees, **options) -> PoserForm:
    return PoserForm(*donnees, personne=place.personne, publique=place.est_publique, **options)


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
        "deposes": deposes(form),
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
        return rendre(request, phrase, "/", status=404)
    services.garder_brouillon(request.user, discussion, texte=tel_quel(request)["texte"])
    if "brouillon" in request.POST:
        messages.success(request, _("Votre brouillon est enregistré\u00a0: vous seul·e le lisez."))
        return redirect(f"{discussion.get_absolute_url()}#repondre")
    # Who may not answer deposits nothing either; what they typed is kept, and services say why.
    fichiers = request.FILES if place.repond_a(discussion) else None
    form = formulaire(discussion, place, request.POST, fichiers)
    publiee = tenter(form, lambda: _repondre(request, discussion, form, refuses=fichiers is None))
    if publiee is None and not place.repond_a(discussion):
        phrase = " ".join(form.non_field_errors()) or _("Votre réponse n’est pas publiée.")
        return rendre(request, phrase, discussion.get_absolute_url(), status=422)
    if publiee is None:
        return _discussion_a_corriger(request, discussion, form)
    messages.success(request, dit(publiee, _("Votre réponse est publiée.")))
    return redirect(publiee)


def _repondre(request, discussion: Discussion, form, *, refuses: bool):
    """`refuses`: files were not even looked at; of a reply that is there already, it is said."""
    publiee = services.repondre(discussion, par=request.user, **form.pour_le_service())
    if refuses and request.FILES:
        raise DiscussionRefusee(pourquoi_pas(publiee, place_de(request, discussion.communaute)))
    return publiee


def _discussion_a_corriger(request, discussion: Discussion, form):
    """As its page shows it, around what was typed."""
    lue, place = discussion_lue(request, discussion.communaute.slug, discussion.pk)
    contexte = contexte_de_la_discussion(request, lue, place, form=form)
    contexte |= {"form": form, "deposes": deposes(form)}
    return render(request, "discussions/discussion.html", contexte, status=422)


@action
def brouillon_de_question(request, pk: int):
    """Sent by the script while one types: says when it was kept."""
    place = communaute_ouverte(request, pk=pk)
    if not place.est_membre:
        raise Http404
    garde = services.garder_brouillon(request.user, place.communaute, **tel_quel(request))
    return enregistre(garde)


@action
def brouillon_de_reponse(request, pk: int):
    discussion, _place = sur_une_discussion(request, pk)
    texte = tel_quel(request)["texte"]
    return enregistre(services.garder_brouillon(request.user, discussion, texte=texte))
