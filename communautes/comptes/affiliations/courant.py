"""« Vous agissez au nom de … »: asked of the database at each request, chosen by the session."""

from functools import cached_property

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from communautes.comptes.affiliations.models import Affiliation

CLE = "affiliation"


class Agir:
    """What a signed-in person acts for. One query, and none for a visitor."""

    def __init__(self, request):
        self.request = request

    @cached_property
    def connecte(self) -> bool:
        """Without touching the session of a visitor who has none: pages stay cacheable."""
        a_une_session = settings.SESSION_COOKIE_NAME in self.request.COOKIES
        return a_une_session and self.request.user.is_authenticated

    @cached_property
    def affiliations(self) -> list[Affiliation]:
        """In force now: one that has ended is not acted for, whatever the session says."""
        if not self.connecte:
            return []
        siennes = Affiliation.objects.en_vigueur().filter(personne=self.request.user)
        return list(siennes.pour_liste().order_by("-niveau", "depuis", "pk"))

    @cached_property
    def courante(self) -> Affiliation | None:
        choisie = self.request.session.get(CLE) if self.affiliations else None
        par_cle = {affiliation.pk: affiliation for affiliation in self.affiliations}
        return par_cle.get(choisie) or next(iter(self.affiliations), None)

    def choisir(self, pk: int) -> Affiliation | None:
        """Only one's own, and in force; None when it is not."""
        choisie = next((a for a in self.affiliations if a.pk == pk), None)
        if choisie is not None:
            self.request.session[CLE] = choisie.pk
            self.__dict__.pop("courante", None)
        return choisie


def agir(request) -> Agir:
    """The same for a whole request."""
    if not hasattr(request, "_agir"):
        request._agir = Agir(request)
    return request._agir


def contexte(request) -> dict:
    """For the header of every page (settings.TEMPLATES)."""
    return {"agir": SimpleLazyObject(lambda: agir(request))}
