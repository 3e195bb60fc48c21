"""An account has the address that ProConnect gives, and another key, or none.

The key is never the address: the person proves it once by the e-mail code, then the account is
tied to the `sub`. Until then, nothing but this session knows that it was asked for.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from communautes.comptes.code import ConnexionParCode
from communautes.comptes.evenements import noter
from communautes.comptes.forms import DEMANDES_PAR_ADRESSE, MINUTE
from communautes.comptes.proconnect import reglages, session
from communautes.comptes.proconnect.refus import RefusProConnect
from communautes.comptes.retour import avec_suite
from home.limites import adresse_client, depasse

CLE = "proconnect_a_lier"
compte_relie = Signal()  # request, user: from here on, the session is also ProConnect's
DUREE = 30 * 60  # seconds: a code, another one, and a second factor


def faire_prouver(request, sociallogin, personne):
    """Send the code; the page that asks for it is that of every sign-in by code."""
    adresse = sociallogin.user.email
    if depasse("code", adresse, limite=DEMANDES_PAR_ADRESSE, fenetre=MINUTE):
        raise RefusProConnect("trop", personne=personne)
    if request.user.is_authenticated:
        from allauth.account.adapter import get_adapter

        get_adapter(request).logout(request)
    suite = sociallogin.get_redirect_url(request) or ""
    ConnexionParCode.commencer(request=request, email=adresse, suite=suite)
    request.session[CLE] = {
        "personne": personne.pk,
        "adresse": adresse,
        "sub": sociallogin.account.uid,
        "garde": sociallogin.account.extra_data,
        "le": time.time(),
    }
    noter(
        "preuve_demandee",
        personne=personne,
        machine=adresse_client(request),
        porte="proconnect",
    )
    messages.info(
        request,
        _(
            "Un compte existe déjà à votre adresse. Pour le relier à ProConnect, saisissez "
            "une fois le code que nous venons d’y envoyer."
        ),
    )
    return redirect(avec_suite("account_confirm_login_code", suite))


def oublier(request) -> None:
    request.session.pop(CLE, None)


def conclure(request, personne) -> None:
    """After any sign-in: tie what was waiting, if this one proves the very address."""
    attente = request.session.pop(CLE, None)
    if not attente or not _prouvee(request, personne, attente):
        return
    try:
        with transaction.atomic():
            SocialAccount.objects.create(
                user=personne,
                provider=reglages.ID,
                uid=attente["sub"],
                extra_data=attente["garde"],
            )
    except IntegrityError:  # tied meanwhile, in another tab
        return
    session.retenir(request, attente["sub"], attente["garde"])
    compte_relie.send(sender=None, request=request, user=personne)
    noter("compte_relie", personne=personne, machine=adresse_client(request), porte="proconnect")
    messages.success(
        request, _("Votre compte est relié à ProConnect : la prochaine fois, il suffira.")
    )


def _prouvee(request, personne, attente: dict) -> bool:
    par_code = any(
        preuve.get("method") == "code" and preuve.get("email") == attente["adresse"]
        for preuve in get_authentication_records(request, personne)
    )
    return par_code and personne.pk == attente["personne"] and time.time() - attente["le"] < DUREE
