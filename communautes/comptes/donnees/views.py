"""« Mes données »: each person reads, takes away, corrects and erases their own."""

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communautes.comptes.donnees import export, registre, services
from communautes.comptes.donnees.forms import AdresseForm, CodeForm, CorrectionForm
from communautes.comptes.donnees.models import ChangementDAdresse
from communautes.comptes.donnees.preuve import est_fraiche, preuve_fraiche
from communautes.comptes.evenements import noter
from communautes.comptes.models import Presence, User
from communautes.comptes.retour import avec_suite, suite_de

lire_et_agir = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@login_required
def mes_donnees(request):
    sections = list(export.sections(request.user))
    contexte = {
        "sections": [une for une in sections if une.lignes],
        "vides": [une.detention.titre for une in sections if not une.lignes],
        "combien": export.MONTREES,
    }
    return render(request, "donnees/mes_donnees.html", contexte)


@require_safe
@never_cache
@login_required
def telecharger(request):
    adresse = request.build_absolute_uri(reverse("donnees:schema"))
    reponse = JsonResponse(
        export.fichier(request.user, schema=adresse),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    reponse["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return reponse


@require_safe
def schema(request):
    """Public: it describes the file, of nobody."""
    return JsonResponse(export.schema(), json_dumps_params={"ensure_ascii": False, "indent": 2})


@lire_et_agir
@never_cache
@login_required
def corriger(request):
    lue = User.objects.get(pk=request.user.pk)  # what a refused form writes on it is not shown
    form = CorrectionForm(request.POST or None, instance=lue)
    if request.method == "POST" and form.is_valid():
        services.corriger(request.user, **form.valeurs)
        messages.success(request, _("C’est corrigé."))
        return redirect("donnees:mes_donnees")
    statut = 422 if form.errors else 200
    return render(request, "donnees/corriger.html", {"form": form}, status=statut)


@lire_et_agir
@never_cache
@login_required
@preuve_fraiche
def adresse(request):
    form = AdresseForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            services.demander(request.user, form.cleaned_data["nouvelle"])
        except services.CorrectionRefusee as refus:
            form.add_error("nouvelle", str(refus))
        else:
            return redirect("donnees:code")
    statut = 422 if form.errors else 200
    return render(request, "donnees/adresse.html", {"form": form}, status=statut)


@lire_et_agir
@never_cache
@login_required
@preuve_fraiche
def code(request):
    demande = ChangementDAdresse.objects.valables().filter(personne=request.user).first()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            personne = services.prouver(request.user, form.cleaned_data["code"])
        except services.CorrectionRefusee as refus:
            form.add_error("code", str(refus))
        else:
            update_session_auth_hash(request, personne)
            messages.success(request, _("Votre adresse est changée. L’ancienne est prévenue."))
            return redirect("donnees:mes_donnees")
    elif demande is None:
        return redirect("donnees:adresse")
    statut = 422 if form.errors else 200
    contexte = {"form": form, "demande": demande}
    return render(request, "donnees/code.html", contexte, status=statut)


@lire_et_agir
@never_cache
@login_required
@preuve_fraiche
def supprimer(request):
    """GET says what goes and what stays; POST does it, and ends the session."""
    personne, refus = request.user, ""
    if request.method == "POST":
        try:
            services.anonymiser(personne, par=personne, cause=services.Cause.DEMANDE)
        except services.AnonymisationRefusee as erreur:
            refus = str(erreur)
        else:
            logout(request)
            return redirect("donnees:supprime")
    contexte = {
        "obstacles": [refus] if refus else registre.obstacles(personne),
        "annonces": registre.annonces(personne),
        "restent": [une for une in registre.montrees() if une.devenir],
        "partent": [une for une in registre.montrees() if not une.devenir],
    }
    statut = 409 if refus else 200
    return render(request, "donnees/supprimer.html", contexte, status=statut)


@require_safe
def supprime(request):
    """Public, and the same for everybody: it knows nobody any more."""
    return render(request, "donnees/supprime.html")


@require_POST
@never_cache
def se_reconnecter(request):
    """To the door and back; who has just proved who they are goes straight there."""
    suite = suite_de(request, defaut=reverse("donnees:mes_donnees"))
    if request.user.is_authenticated and est_fraiche(request):
        return redirect(suite)
    logout(request)
    return redirect(avec_suite("account_login", suite))


@require_POST
@never_cache
@login_required
def retirer_adresse(request):
    """One that came with another account (reunion/): it opens this one no more."""
    siennes = EmailAddress.objects.filter(user=request.user).exclude(email=request.user.email)
    if siennes.filter(email=request.POST.get("adresse", "")).delete()[0]:
        noter("adresse_retiree", personne=request.user)
        messages.success(request, _("Cette adresse n’ouvre plus votre compte."))
    return redirect("donnees:mes_donnees")


@require_POST
@never_cache
@login_required
def effacer_presences(request):
    """One of those who share a mailbox asks that their name be erased from it."""
    siennes = Presence.objects.filter(personne=request.user, nom=request.POST.get("nom", ""))
    if request.user.boite_partagee and siennes.exclude(nom="").update(nom="", fonction=""):
        messages.success(request, _("Ce nom et cette fonction sont effacés de vos passages."))
    return redirect("donnees:mes_donnees")
