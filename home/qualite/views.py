"""Setting a finding aside, with the reason; the report itself is in rapport.py."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from home.qualite import registre, services
from home.qualite.forms import IgnorerForm
from home.qualite.models import Constat
from home.qualite.permissions import peut_corriger, peut_lire
from home.qualite.rapport import adresse_de


@require_http_methods(["GET", "POST"])
def ignorer(request, pk: int):
    """The finding, and why it may be left as it is; once it is, who said so and why."""
    constat = _constat(request, pk)
    if constat is None:
        return _deja_corrige(request)
    form = IgnorerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        motif = form.cleaned_data["motif"]
        return _agir(request, services.ignorer, _("Le constat est ignoré."), constat, motif=motif)
    contenu = registre.contenu(constat.type_de_contenu.model_class())
    contexte = {
        "constat": constat,
        "type_nom": contenu.libelle,
        "adresse": adresse_de(contenu, constat),
        "form": form,
        "suite": _suite(request),
        **_entete(),
    }
    return render(
        request, "home/qualite/ignorer.html", contexte, status=422 if form.errors else 200
    )


@require_POST
def reprendre(request, pk: int):
    constat = _constat(request, pk)
    if constat is None:
        return _deja_corrige(request)
    return _agir(request, services.reprendre, _("Le constat est à corriger de nouveau."), constat)


def _constat(request, pk: int) -> Constat | None:
    """None: it has been mended since the report was read."""
    if not peut_lire(request.user):
        raise PermissionDenied
    constats = Constat.objects.select_related("type_de_contenu", "ignore_par")
    constat = constats.filter(pk=pk).first()
    if constat is not None and not peut_corriger(request.user, constat):
        raise PermissionDenied
    return constat


def _deja_corrige(request):
    messages.info(request, _("Ce constat n’existe plus\u00a0: le contenu a été corrigé."))
    return redirect(_suite(request))


def _agir(request, service, succes: str, constat: Constat, **arguments):
    try:
        service(constat, par=request.user, **arguments)
    except services.ConstatRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, succes)
    return redirect(_suite(request))


def _suite(request) -> str:
    return get_valid_next_url_from_request(request) or reverse("qualite:rapport")


def _entete() -> dict:
    """Wagtail's page header: title and way back."""
    titre = _("Ignorer un constat")
    return {
        "page_title": titre,
        "header_title": titre,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse("qualite:rapport"), "label": _("Qualité des contenus")},
            {"url": "", "label": titre},
        ],
    }
