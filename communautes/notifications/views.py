"""« Mes notifications », how one is told of each kind, and a mail's « unsubscribe ».

GET changes nothing: opening one from the list is a button, that marks it read and leads there.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communautes.comptes.retour import est_d_ici
from communautes.notifications import arrets, lecture, registre, services
from communautes.notifications.forms import PreferencesForm, SourdineForm
from communautes.notifications.jetons import arret_de
from communautes.notifications.models import Notification

PAR_PAGE = 30
EN_SOURDINE = 50


@require_safe
@never_cache
@login_required
def liste(request):
    siennes = Notification.objects.filter(personne=request.user)
    page = Paginator(siennes.pour_la_liste(), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page_obj": page,
        "lignes": lecture.lire(page, request.user),
        "non_lues": services.combien_non_lues(request.user),
    }
    return render(request, "notifications/liste.html", contexte)


@require_POST
@never_cache
@login_required
def ouvrir(request, pk: int):
    [ligne] = lecture.lire([_la_mienne(request, pk)], request.user)
    if not ligne.lisible:
        messages.error(request, _("Ce contenu n’existe plus, ou vous n’y avez plus accès."))
        return redirect("notifications:liste")
    services.marquer_lue(ligne.notification)
    return redirect(ligne.adresse)


@require_POST
@never_cache
@login_required
def marquer(request, pk: int):
    services.marquer_lue(_la_mienne(request, pk))
    return redirect("notifications:liste")


@require_POST
@never_cache
@login_required
def tout_lire(request):
    if services.tout_marquer_lu(request.user):
        messages.success(request, _("Tout est marqué comme lu."))
    return redirect("notifications:liste")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def preferences(request):
    form = PreferencesForm(request.POST or None, personne=request.user)
    if request.method == "POST" and form.is_valid():
        services.choisir(request.user, form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect("notifications:preferences")
    muettes = services.sourdines_de(request.user)
    page = Paginator(muettes, EN_SOURDINE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "toujours": [un for un in registre.genres() if not un.debrayable],
        "page_obj": page,
        "sourdines": lecture.lire_sourdines(page, request.user),
    }
    statut = 422 if form.errors else 200
    return render(request, "notifications/preferences.html", contexte, status=statut)


@require_POST
@never_cache
@login_required
def sourdine(request):
    """What one may not read cannot be silenced; what was silenced always can be heard again."""
    form = SourdineForm(request.POST)
    if not form.is_valid():
        raise Http404
    cible, cle = form.cleaned_data["objet"]
    if form.cleaned_data["taire"]:
        objet = cible.lus([cle]).get(cle)
        if objet is None or not cible.peuvent_lire([request.user], [objet]):
            raise Http404
        services.mettre_en_sourdine(request.user, objet)
        messages.success(request, _("C’est en sourdine\u00a0: vous n’en serez plus prévenu·e."))
    else:
        services.retirer_la_sourdine(request.user, cible.modele(pk=cle))
        messages.success(request, _("Vous en serez de nouveau prévenu·e."))
    suite = form.cleaned_data["suite"]
    return redirect(suite if est_d_ici(request, suite) else reverse("notifications:preferences"))


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
@never_cache
def arreter(request, texte: str):
    """RFC 8058: a mail program posts here, without session nor cookie; GET shows a button."""
    arret = arret_de(texte)
    quoi = arret and arrets.en_mots(arret)
    if not quoi:
        return render(request, "notifications/arret_perdu.html", status=404)
    if request.method == "POST":
        arrets.faire(arret)
    contexte = {"quoi": quoi, "fait": request.method == "POST"}
    return render(request, "notifications/arreter.html", contexte)


def _la_mienne(request, pk: int) -> Notification:
    """Somebody else's does not exist."""
    siennes = Notification.objects.select_related("evenement__par")
    return get_object_or_404(siennes, pk=pk, personne=request.user)
