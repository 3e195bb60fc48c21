"""Finding what an address speaks of: what one may not read answers as what is not there."""

from contextlib import suppress

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from communautes.adhesions.models import CommunautePage, CommunauteTheme
from communautes.adhesions.permissions import ouvrables, peut_voir_la_page
from communautes.adhesions.views.pages import reservee
from communautes.discussions.lecture import lire, place_de
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import Place


class Reservee(Exception):
    """Of a community that one may know of, and whose discussions one may not read."""

    def __init__(self, place: Place):
        self.place = place


class Ailleurs(Exception):
    """Of one that was moved where they read too: an old mail, an old link lead there."""

    def __init__(self, discussion: Discussion):
        self.discussion = discussion


def communaute_ouverte(request, **cle) -> Place:
    """By its French address or its key."""
    themes = CommunauteTheme.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    sources = CommunautePage.objects.sources().select_related("vie", "locale")
    lues = ouvrables(sources).annotate(accent=Subquery(themes.values("theme__accent")[:1]))
    communaute = get_object_or_404(lues, **cle)
    place = place_de(request, communaute)
    place.est_ouvrable = True
    if not peut_voir_la_page(request, communaute):
        raise Http404
    return place


def discussion_lue(request, slug: str, pk: int) -> tuple[Discussion, Place]:
    """Where it went is told to who reads there, and to nobody else. Who does not read here is told
    so of any number: they cannot count what is said.
    """
    try:
        place = communaute_ouverte(request, slug=slug)
    except Http404:
        _suivre(request, slug, pk)
        raise
    discussion = lire(pk, place)
    if discussion is None:
        _suivre(request, slug, pk)
        if not place.lit:
            raise Reservee(place)
        raise Http404
    return discussion, place


def _suivre(request, slug: str, pk: int) -> None:
    """Raises Ailleurs where this person reads it, if they do."""
    la = CommunautePage.objects.filter(discussions=pk).exclude(slug=slug).first()
    if la is not None:
        with suppress(Http404, Reservee):
            raise Ailleurs(discussion_lue(request, la.slug, pk)[0])


def sur_une_discussion(request, pk: int) -> tuple[Discussion, Place]:
    """For an act: services ask again, under their lock."""
    lues = Discussion.objects.select_related("communaute__vie", "communaute__locale")
    discussion = get_object_or_404(lues, pk=pk)
    place = place_de(request, discussion.communaute)
    if not place.lit_la(discussion):
        raise Http404
    return discussion, place


def sur_une_reponse(request, pk: int) -> tuple[Reponse, Place]:
    lues = Reponse.objects.select_related(
        "discussion__communaute__vie", "discussion__communaute__locale"
    )
    reponse = get_object_or_404(lues, pk=pk)
    place = place_de(request, reponse.discussion.communaute)
    if not place.lit_le(reponse):
        raise Http404
    return reponse, place


def pas_pour_eux(request, reserve: Reservee):
    """Why, and the way there."""
    return reservee(request, reserve.place.communaute, reserve.place.adhesion)
