"""The pages of the second factor. Secrets wait in the session, encrypted, while they are shown."""

import json
import time
from functools import wraps

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communautes.comptes.permissions import doit_prouver
from communautes.comptes.retour import avec_suite, suite_de
from communautes.comptes.second_facteur import facteurs, preuve, qr
from communautes.comptes.second_facteur.adapter import coffre
from communautes.comptes.second_facteur.forms import (
    ApplicationForm,
    CleForm,
    CleProuveeForm,
    CodeForm,
)
from communautes.comptes.session import garder

PROPOSE = "second_facteur_propose"  # the secret being enrolled, encrypted
A_GARDER = "codes_de_secours"  # those just made, encrypted, and until when
DUREE_DES_CODES = 600  # seconds


def chez_soi(vue):
    """Signed in; and whoever has a factor changes nothing before having proved it."""

    @never_cache
    @login_required
    @wraps(vue)
    def _vue(request, *args, **kwargs):
        if not preuve.prouve(request) and facteurs.a_un_facteur(request.user):
            return redirect(avec_suite("second_facteur_prouver", request.get_full_path()))
        return vue(request, *args, **kwargs)

    return _vue


@require_GET
@chez_soi
def accueil(request):
    contexte = {
        "facteurs": facteurs.facteurs(request.user),
        "application": facteurs.facteurs(request.user).filter(type="totp").exists(),
        "codes_restants": facteurs.codes_restants(request.user),
        "exige": doit_prouver(request.user),
        "suite": suite_de(request),
    }
    return render(request, "comptes/second_facteur/accueil.html", contexte)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prouver(request):
    """A code of the application, a recovery code, or a passkey."""
    personne, suite = request.user, suite_de(request)
    if preuve.prouve(request):
        return redirect(suite)
    if not facteurs.a_un_facteur(personne):
        return redirect(avec_suite("second_facteur", suite))
    form, form_cle = CodeForm(personne=personne), CleProuveeForm(personne=personne)
    if request.method == "POST" and request.POST.get("credential"):
        form_cle = CleProuveeForm(request.POST, personne=personne)
        if form_cle.is_valid():
            facteurs.noter_la_cle(personne, form_cle.cleaned_data["credential"])
            preuve.marquer(request, "passkey")
            return redirect(suite)
    elif request.method == "POST":
        form = CodeForm(request.POST, personne=personne)
        if form.is_valid():
            preuve.marquer(request, form.moyen)
            if form.moyen == "recuperation":
                messages.info(request, _("Vos autres sessions sont fermées."))
            return redirect(suite)
    contexte = {"form": form, "form_cle": form_cle, "suite": suite, "options": ""}
    if facteurs.facteurs(personne).filter(type="webauthn").exists():
        contexte["options"] = _en_json(webauthn.begin_authentication(personne))
    return render(request, "comptes/second_facteur/prouver.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@chez_soi
def application(request):
    """The same secret until it is used: a page read again does not spoil what was scanned."""
    if facteurs.facteurs(request.user).filter(type="totp").exists():
        messages.error(request, str(facteurs.DEJA_UNE_APPLICATION))
        return redirect(avec_suite("second_facteur", suite_de(request)))
    if PROPOSE not in request.session:
        request.session[PROPOSE] = coffre.chiffrer(generate_totp_secret())
    secret = coffre.dechiffrer(request.session[PROPOSE])
    form = ApplicationForm(request.POST or None, personne=request.user, secret=secret)
    if form.is_valid():
        del request.session[PROPOSE]
        return _enregistrer(
            request, "totp", lambda: facteurs.ajouter_application(request.user, secret)
        )
    adresse = get_adapter().build_totp_url(request.user, secret)
    contexte = {"form": form, "secret": secret, "qr": qr.dessiner(adresse)}
    return render(
        request, "comptes/second_facteur/application.html", contexte | {"suite": suite_de(request)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@chez_soi
def cle(request):
    form = CleForm(request.POST or None)
    if form.is_valid():
        donnees = form.cleaned_data
        return _enregistrer(
            request,
            "passkey",
            lambda: facteurs.ajouter_cle(
                request.user, nom=donnees["nom"], credential=donnees["credential"]
            ),
        )
    options = _en_json(webauthn.begin_registration(request.user, False))
    contexte = {"form": form, "options": options, "suite": suite_de(request)}
    return render(request, "comptes/second_facteur/cle.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@chez_soi
def retirer(request, pk: int):
    facteur = get_object_or_404(facteurs.facteurs(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "comptes/second_facteur/retirer.html", {"facteur": facteur})
    try:
        facteurs.retirer(request.user, facteur)
    except facteurs.FacteurRefuse as refus:
        messages.error(request, str(refus))
    else:
        garder(request)
        messages.success(request, _("C’est retiré. Vos autres sessions sont fermées."))
    return redirect("second_facteur")


@require_http_methods(["GET", "HEAD", "POST"])
@chez_soi
def codes(request):
    """GET: those that were just made, for ten minutes, read again as often as needed."""
    if request.method == "POST" and facteurs.a_un_facteur(request.user):
        nouveaux = facteurs.regenerer_les_codes(request.user)
        garder(request)
        return _montrer_les_codes(request, nouveaux)
    if not (presentes := _codes_a_garder(request)):
        return redirect("second_facteur")
    contexte = {"codes": presentes, "suite": suite_de(request, defaut=reverse("second_facteur"))}
    return render(request, "comptes/second_facteur/codes.html", contexte)


@require_GET
@chez_soi
def fichier_des_codes(request):
    if not (presentes := _codes_a_garder(request)):
        return redirect("second_facteur")
    titre = _("Territoires en commun\u00a0: codes de secours, chacun sert une fois.")
    reponse = HttpResponse("\n".join([titre, "", *presentes, ""]), content_type="text/plain")
    reponse["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
    return reponse


@require_POST
@chez_soi
def codes_gardes(request):
    request.session.pop(A_GARDER, None)
    return redirect(suite_de(request, defaut=reverse("second_facteur")))


def _enregistrer(request, moyen: str, ajouter):
    try:
        nouveaux = ajouter()
    except facteurs.FacteurRefuse as refus:
        messages.error(request, str(refus))
        return redirect("second_facteur")
    if preuve.prouve(request):
        garder(request)
    else:
        preuve.marquer(request, moyen)
    if nouveaux:
        return _montrer_les_codes(request, nouveaux)
    messages.success(request, _("C’est enregistré. Vos autres sessions sont fermées."))
    return redirect(avec_suite("second_facteur", suite_de(request)))


def _montrer_les_codes(request, codes: list[str]):
    secret = coffre.chiffrer(json.dumps(codes))
    request.session[A_GARDER] = [secret, time.time() + DUREE_DES_CODES]
    suite = suite_de(request, defaut=reverse("second_facteur"))
    return redirect(avec_suite("second_facteur_codes", suite))


def _codes_a_garder(request) -> list[str]:
    secret, fin = request.session.get(A_GARDER, ("", 0))
    return json.loads(coffre.dechiffrer(secret)) if fin > time.time() else []


def _en_json(options: dict) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)
