"""Refusals that the admin's own views know nothing of, said in French instead of a 500."""

from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.droits import demandes, refus
from home.droits.refus import dire
from home.publication import PublicationRefusee


class RefusMiddleware:
    """Brings the editor back, with what is missing or in the way.

    Publication refused by `publish`: the form answers on its own; this is for workflow,
    bulk actions and translation. Deletion refused by the database: what still uses it is named.
    Acts that the role has not on this page or file: the reason (refus.py). Addresses that no
    screen makes (demandes.py).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        demandes.verifier(request, view_kwargs)
        if request.resolver_match.view_name in refus.VUES:
            return refus.expliquer(request, view_kwargs)
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, PublicationRefusee):
            return _publication_refusee(request, exception)
        dans_l_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if dans_l_admin and isinstance(exception, ProtectedError | RestrictedError):
            return _suppression_refusee(request, exception)
        return None


def _publication_refusee(request, refus: PublicationRefusee):
    dire(request, refus)
    formulaire = AdminURLFinder(request.user).get_edit_url(refus.objet)
    return redirect(formulaire or "wagtailadmin_home")


def _suppression_refusee(request, refus):
    lignes = getattr(refus, "protected_objects", None) or refus.restricted_objects
    usages = sorted({str(ligne) for ligne in lignes})
    messages.error(
        request,
        ngettext(
            "Rien n’a été supprimé : « %(premier)s » s’en sert encore.",
            "Rien n’a été supprimé : %(nombre)s contenus s’en servent encore, "
            "dont « %(premier)s ».",
            len(usages),
        )
        % {"premier": usages[0], "nombre": len(usages)},
    )
    retour = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(retour, allowed_hosts={request.get_host()}):
        return redirect(retour)
    return redirect("wagtailadmin_home")
