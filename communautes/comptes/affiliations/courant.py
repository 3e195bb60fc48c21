"""« Vous agissez au nom de … »: asked of the database at each request, chosen by the session."""

from functools import cached_property

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation

CLE = "affiliation"
AU_NOM_DE = "au_nom_de"  # hidden field of a form that acts for a collectivité, and names it


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
        choisie = self.request.session.get(CLE) if self.connecte else None
        par_cle = {affiliation.pk: affiliation for affiliation in self.affiliations}
        suivante = par_cle.get(choisie) or next(iter(self.affiliations), None)
        if choisie is not None and choisie not in par_cle:
            self._dire_la_fin(choisie, suivante)
        if len(par_cle) > 1 or choisie is not None:
            self._retenir(suivante)
        return suivante

    @property
    def du_formulaire(self) -> Affiliation | None:
        """That which the page showed when it was sent (`AU_NOM_DE`), chosen since in another tab or
        not; None once it has ended.
        """
        dite = self.request.POST.get(AU_NOM_DE)
        if dite is None:
            return self.courante
        return next((a for a in self.affiliations if str(a.pk) == dite), None)

    def _retenir(self, affiliation: Affiliation | None) -> None:
        """Also the one that was taken without a choice: another does not take its place unsaid."""
        cle = affiliation and affiliation.pk
        if self.request.session.get(CLE) != cle:
            self.request.session[CLE] = cle

    def _dire_la_fin(self, choisie, suivante: Affiliation | None) -> None:
        siennes = Affiliation.objects.filter(personne=self.request.user, pk=choisie)
        finie = siennes.select_related("collectivite").first()
        if finie is None:
            return
        noms = {
            "de_finie": finie.collectivite.de_nom,
            "de_nom": suivante and suivante.collectivite.de_nom,
        }
        phrase = (
            _("Vous n’agissez plus au nom %(de_finie)s\u00a0: vous agissez au nom %(de_nom)s.")
            if suivante
            else _("Vous n’agissez plus au nom %(de_finie)s, ni d’aucune autre collectivité.")
        )
        messages.warning(self.request, phrase % noms)

    def choisir(self, pk: int) -> Affiliation | None:
        """Only one's own, and in force; None when it is not."""
        choisie = next((a for a in self.affiliations if a.pk == pk), None)
        if choisie is not None:
            self.request.session[CLE] = choisie.pk
            self.__dict__.pop("courante", None)
        return choisie


def lecteur(request):
    """Who reads; a visitor without a session costs neither a query nor a cookie."""
    return request.user if agir(request).connecte else AnonymousUser()


def agir(request) -> Agir:
    """The same for a whole request."""
    if not hasattr(request, "_agir"):
        request._agir = Agir(request)
    return request._agir


def contexte(request) -> dict:
    """For the header of every page (settings.TEMPLATES)."""
    return {"agir": SimpleLazyObject(lambda: agir(request))}
