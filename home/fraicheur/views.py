"""Screens of freshness in the admin: each one asks who comes before anything else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request

from home.fraicheur import depart, services
from home.fraicheur.dates import prochaine_date
from home.fraicheur.forms import DepartForm, RepriseForm, VerifierForm
from home.fraicheur.models import modeles_suivis
from home.fraicheur.permissions import peut_passer_la_main, raison_de_refus
from home.fraicheur.services import SuiviRefuse
from home.jours import date_format


@require_http_methods(["GET", "POST"])
def verifier(request, modele: str, pk: int):
    """One content: its next date is proposed, and changed at will."""
    objet = _objet(modele, pk)
    edition = AdminURLFinder(request.user).get_edit_url(objet)
    if edition is None:
        raise PermissionDenied
    retour = get_valid_next_url_from_request(request) or edition
    if raison := raison_de_refus(objet, par=request.user):
        messages.error(
            request,
            _("«\u00a0%(titre)s\u00a0» n’est pas marqué comme vérifié\u00a0: %(raison)s.")
            % {"titre": objet, "raison": raison},
        )
        return redirect(retour)
    jour = timezone.localdate()
    proposee = prochaine_date(objet.verifie_le, objet.a_revoir_le, jour=jour)
    form = VerifierForm(request.POST or None, initial={"a_revoir_le": proposee})
    if request.method == "POST" and form.is_valid():
        return _marquer(request, objet, form.cleaned_data["a_revoir_le"], retour)
    contexte = {"objet": objet, "form": form, "retour": retour, "edition": edition, "jour": jour}
    contexte |= _entete(_("Marquer comme vérifié"), edition, str(objet))
    return render(
        request, "home/fraicheur/verifier.html", contexte, status=422 if form.errors else 200
    )


def _objet(modele: str, pk: int):
    """A content that is dated for itself, read with what deciding asks for."""
    for classe in modeles_suivis():
        if classe._meta.model_name == modele:
            return get_object_or_404(classe.objects.propres().pour_suivi(), pk=pk)
    raise Http404


def _marquer(request, objet, a_revoir_le, retour: str):
    choisi = type(objet).objects.filter(pk=objet.pk)
    try:
        services.marquer_verifiees(choisi, par=request.user, a_revoir_le=a_revoir_le)
    except SuiviRefuse as refus:
        messages.error(request, str(refus))
    else:
        messages.success(
            request,
            _("«\u00a0%(titre)s\u00a0» est marqué comme vérifié\u00a0; à revoir le %(date)s.")
            % {"titre": objet, "date": date_format(a_revoir_le, "j F Y")},
        )
    return redirect(retour)


@require_http_methods(["GET", "POST"])
def passer_la_main(request):
    """Who leaves (in the address), what they own, who takes over: one confirmation."""
    if not peut_passer_la_main(request.user):
        raise PermissionDenied
    choix = DepartForm(request.GET or None)
    de = choix.cleaned_data["de"] if choix.is_bound and choix.is_valid() else None
    contexte = {"choix": choix, "de": de, **_entete(_("Passer la main"), "", "")}
    if de is None:
        return render(request, "home/fraicheur/passer_la_main.html", contexte)
    parts = depart.parts_de(de)
    nombre = sum(part.nombre for part in parts)
    form = RepriseForm(
        request.POST or None,
        de=de,
        modeles=[part.modele for part in parts],
    )
    if request.method == "POST" and form.is_valid() and _passer(request, de, form):
        return redirect("fraicheur:passer_la_main")
    finder = AdminURLFinder(request.user)
    for part in parts:
        for objet in part.premiers:
            objet.adresse = finder.get_edit_url(objet)
    contexte |= {"form": form, "parts": parts, "nombre": nombre, "jour": timezone.localdate()}
    return render(
        request, "home/fraicheur/passer_la_main.html", contexte, status=422 if form.errors else 200
    )


def _passer(request, de, form) -> bool:
    a = form.cleaned_data["a"]
    try:
        nombre = depart.passer_la_main(
            de=de, a=a, par=request.user, nombre=form.cleaned_data["nombre"]
        )
    except SuiviRefuse as refus:
        messages.error(request, str(refus))
        return False
    phrase = ngettext(
        "%(nombre)s contenu de %(de)s est confié à %(a)s.",
        "%(nombre)s contenus de %(de)s sont confiés à %(a)s.",
        nombre,
    )
    messages.success(request, phrase % {"nombre": nombre, "de": de, "a": a})
    return True


def _entete(titre: str, edition: str, objet: str) -> dict:
    """Wagtail's page header: title and way back."""
    fil = [{"url": reverse("wagtailadmin_home"), "label": _("Accueil")}]
    if edition:
        fil.append({"url": edition, "label": objet})
    return {
        "page_title": titre,
        "header_title": titre,
        "header_icon": "check" if edition else "group",
        "breadcrumbs_items": [*fil, {"url": "", "label": titre}],
    }
