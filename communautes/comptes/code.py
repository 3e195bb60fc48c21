"""Signing in by a code or by the link of the same mail, over allauth's flow.

allauth keeps the code in clear and counts in the session. Here the database holds keyed hashes of
both and counts the tries; whichever is used closes the request, so both are spent. An address
without an account costs the same work, says the same and fails the same: proven, it gets one.
"""

import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import normalize_user_code
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from communautes.comptes.envois import peut_recevoir
from communautes.comptes.evenements import noter
from communautes.comptes.models import DemandeDeConnexion, User
from home.limites import adresse_client

SEL = "communautes.comptes.code"


def empreinte(cle: str, code: str) -> str:
    """Worthless without SECRET_KEY, and for another sign-in than this one."""
    return salted_hmac(f"{SEL}:{cle}", normalize_user_code(code), algorithm="sha256").hexdigest()


def empreinte_du_lien(jeton: str) -> str:
    return salted_hmac(f"{SEL}:lien", jeton, algorithm="sha256").hexdigest()


def duree() -> timedelta:
    return timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)


def demande_du_lien(jeton: str) -> DemandeDeConnexion | None:
    """The request that this link may still close. Looking changes nothing."""
    return DemandeDeConnexion.objects.valables().filter(lien=empreinte_du_lien(jeton)).first()


def entrer(request, *, email: str, suite: str | None) -> HttpResponse:
    """Sign in the owner of an address that has just been proven, whom it may have made known."""
    personne, nouvelle = User.objects.ouvrir_par_code(email)
    clear_login(request)
    record_authentication(request, personne, method="code", email=email)
    login = Login(user=personne, redirect_url=suite or None, email=email, signup=nouvelle)
    reponse = perform_login(request, login)
    if request.user.is_authenticated:
        noter(
            "connexion",
            personne=personne,
            machine=adresse_client(request),
            porte="courriel",
            nouveau_compte=nouvelle,
        )
    return reponse


class ConnexionParCode(LoginCodeVerificationProcess):
    @classmethod
    def commencer(cls, *, request, email: str, suite: str = "") -> "ConnexionParCode":
        login = Login(user=None, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        cle = secrets.token_urlsafe(24)
        stage.state.update(
            cls.initial_state(user=None, email=email) | {"initiated_by_user": True, "cle": cle}
        )
        processus = cls(stage=stage)
        with transaction.atomic():
            code, jeton, empreintes = processus.tirer()
            DemandeDeConnexion.objects.ouvrir(
                cle, duree=duree(), email=email, suite=suite, **empreintes
            )
            processus.ecrire(code, jeton)
        processus.persist()
        return processus

    @classmethod
    def resume(cls, stage):
        return cls(stage=stage).abort_if_invalid()

    @property
    def cle(self) -> str:
        return self.state.get("cle", "")

    @property
    def demande(self) -> DemandeDeConnexion | None:
        return DemandeDeConnexion.objects.valables().filter(cle=self.cle).first()

    def tirer(self) -> tuple[str, str, dict]:
        """A code, a link, and what is kept of them.

        A code that does not leave is no code: nobody guesses it. Those that left stay good.
        """
        jeton = secrets.token_urlsafe(32)
        code = get_adapter().generate_login_code()
        if not peut_recevoir(self.state["email"], espacement=duree()):
            code = ""
        garde = empreinte(self.cle, code) if code else ""
        return code, jeton, {"code": garde, "lien": empreinte_du_lien(jeton)}

    def ecrire(self, code: str, jeton: str) -> None:
        if not code:
            return
        adresse = self.request.build_absolute_uri(reverse("connexion_par_lien", args=[jeton]))
        contexte = {"request": self.request, "code": code, "lien": adresse}
        get_adapter().send_mail("account/email/login_code", self.state["email"], contexte)

    @transaction.atomic
    def resend(self) -> bool:
        """False before the delay, or once too many: the first code and its link stay good."""
        if not self.peut_etre_renvoyee():
            return False
        code, jeton, empreintes = self.tirer()
        secrets_neufs = empreintes if code else {}
        if not DemandeDeConnexion.objects.renouveler(self.cle, duree=duree(), **secrets_neufs):
            return False
        self.ecrire(code, jeton)
        return True

    def peut_etre_renvoyee(self) -> bool:
        """Looked at before a mail is counted; `renouveler` decides."""
        demande = self.demande
        return bool(demande and demande.peut_etre_renvoyee and not demande.attente)

    def essayer(self, code: str) -> bool:
        """Spend one try, then compare: parallel guesses share the same few tries."""
        if not DemandeDeConnexion.objects.consommer(self.cle, maximum=self.max_attempts):
            return False
        attendue = DemandeDeConnexion.objects.filter(cle=self.cle).values_list("code", flat=True)
        bon = constant_time_compare(empreinte(self.cle, code), attendue.first() or "")
        return bon and DemandeDeConnexion.objects.fermer(self.cle)

    def essais_restants(self) -> int:
        return DemandeDeConnexion.objects.restants(self.cle, maximum=self.max_attempts)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        return entrer(self.request, email=self.state["email"], suite=redirect_url)

    def is_valid(self) -> bool:
        """A request is valid while its row is; a link used elsewhere ends it here too."""
        return self.demande is not None
