"""A community's questions, a discussion, what a message said before it was corrected."""

from collections.abc import Callable
from functools import wraps

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communautes.adhesions.referentiels import Visibilite
from communautes.comptes.affiliations.courant import agir
from communautes.discussions import lecture
from communautes.discussions.contexte import contexte_de_la_discussion
from communautes.discussions.forms import FiltreForm
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import Place
from communautes.discussions.ressemblances import ressemblances as ce_qui_ressemble
from communautes.discussions.views.lieux import (
    Ailleurs,
    Reservee,
    communaute_ouverte,
    discussion_lue,
    pas_pour_eux,
)


def page(vue: Callable) -> Callable:
    """A page that may be reserved: it says so, rather than 404, of what one may know of."""

    @require_safe
    @wraps(vue)
    def servie(request, *args, **kwargs):
        try:
            reponse = vue(request, *args, **kwargs)
        except Reservee as reserve:
            reponse = pas_pour_eux(request, reserve)
        except Ailleurs as la:
            reponse = redirect(la.discussion)
            add_never_cache_headers(reponse)
        return reponse

    return servie


def ce_qu_on_lit(request, slug: str) -> Place:
    place = communaute_ouverte(request, slug=slug)
    if not place.lit:
        raise Reservee(place)
    return place


@page
def liste(request, slug: str):
    """What is pinned, what waits for an answer, then the latest; filtered by its address."""
    place = ce_qu_on_lit(request, slug)
    choisie = FiltreForm(request.GET).choisie()
    ici = lecture.visibles_de(Discussion.objects.filter(communaute=place.communaute), place)
    filtrees = _filtrees(ici, choisie, place).pour_liste().sans_reponse_d_abord()
    page_obj = Paginator(filtrees, lecture.QUESTIONS_PAR_PAGE).get_page(request.GET.get("page"))
    files = [(code, nom) for code, nom in FiltreForm.FILES if code != "miennes" or place.est_membre]
    contexte = {
        "communaute": place.communaute,
        "place": place,
        "page_obj": page_obj,
        "lignes": lecture.lignes(list(page_obj), place),
        "nombre": page_obj.paginator.count,
        "files": files,
        "choisie": choisie,
        "indexable": place.communaute.visibilite == Visibilite.PUBLIQUE and not choisie,
    }
    return _privee(request, place, render(request, "discussions/liste.html", contexte))


def _filtrees(discussions, choisie: str, place: Place):
    if choisie == "sans_reponse":
        return discussions.sans_reponse()
    if choisie == "resolues":
        return discussions.resolues()
    if choisie == "miennes":
        return discussions.filter(auteur=place.personne.pk)
    return discussions


@page
def discussion(request, slug: str, pk: int):
    lue, place = discussion_lue(request, slug, pk)
    contexte = contexte_de_la_discussion(request, lue, place)
    return _privee(request, place, render(request, "discussions/discussion.html", contexte))


@page
def reponse(request, slug: str, pk: int, reponse: int):
    """Leads to the page where it is, and to its place there."""
    lue, place = discussion_lue(request, slug, pk)
    trouvee = get_object_or_404(Reponse, pk=reponse, discussion=lue)
    trouvee.discussion = lue
    if not place.lit_le(trouvee):
        raise Http404
    numero = lecture.numero_de_page(trouvee, place)
    suite = f"?page={numero}" if numero > 1 and lue.reponse_retenue_id != trouvee.pk else ""
    return redirect(f"{lue.get_absolute_url()}{suite}#reponse-{trouvee.pk}")


@page
@never_cache
def historique(request, slug: str, pk: int):
    lue, place = discussion_lue(request, slug, pk)
    return _historique(request, lue, lue, place)


@page
@never_cache
def historique_de_la_reponse(request, slug: str, pk: int, reponse: int):
    lue, place = discussion_lue(request, slug, pk)
    trouvee = get_object_or_404(Reponse, pk=reponse, discussion=lue)
    trouvee.discussion = lue
    return _historique(request, trouvee, lue, place)


def _historique(request, ecrit, lue: Discussion, place: Place):
    """Its author and who moderates: one also corrects what should not have been written."""
    if not place.lit_l_historique(ecrit):
        raise Http404
    versions = Paginator(ecrit.versions.all(), lecture.PAR_PAGE)
    contexte = {
        "communaute": place.communaute,
        "discussion": lue,
        "ecrit": ecrit,
        "page_obj": versions.get_page(request.GET.get("page")),
    }
    return render(request, "discussions/historique.html", contexte)


@page
def ressemblances(request, slug: str):
    """A piece of the page where one asks, replaced while one types; whole without a script."""
    place = ce_qu_on_lit(request, slug)
    titre = request.GET.get("titre", "").replace("\x00", "")[:150]
    contexte = {"trouvees": ce_qui_ressemble(titre, place), "cherche": bool(titre.strip())}
    return _privee(request, place, render(request, "discussions/_ressemblances.html", contexte))


@page
def autour(request, slug: str, pk: int):
    """What resembles a discussion: a piece of its page, asked after it."""
    lue, place = discussion_lue(request, slug, pk)
    trouvees = ce_qui_ressemble(lue.titre, place, sauf=lue)[:3]
    contexte = {"trouvees": trouvees, "rien": True}
    gabarit = "discussions/_liste_de_ce_qui_ressemble.html"
    return _privee(request, place, render(request, gabarit, contexte))


def _privee(request, place: Place, reponse):
    """A shared cache keeps what a visitor reads of a public community, and nothing else."""
    if agir(request).connecte or not place.est_publique:
        reponse["Cache-Control"] = "private, no-store"
    if request.headers.get("HX-Request"):
        patch_vary_headers(reponse, ["HX-Request"])
    return reponse
