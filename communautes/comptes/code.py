"""Signing in by a code, over allauth's flow: it keeps the code in clear and counts in the session.

Here the session holds a keyed hash, tries are counted by the database, and an unknown address costs
the same work, says the same and fails the same as a known one.
"""

import secrets
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import normalize_user_code
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from communautes.comptes.models import EssaisDeCode

SEL = "communautes.comptes.code"


def empreinte(cle: str, code: str) -> str:
    """Worthless without SECRET_KEY, and for another sign-in than this one."""
    return salted_hmac(f"{SEL}:{cle}", normalize_user_code(code), algorithm="sha256").hexdigest()


class ConnexionParCode(LoginCodeVerificationProcess):
    @classmethod
    def commencer(cls, *, request, user, email: str) -> "ConnexionParCode":
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        cle = secrets.token_urlsafe(24)
        stage.state.update(
            cls.initial_state(user=user, email=email) | {"initiated_by_user": True, "cle": cle}
        )
        processus = cls(stage=stage)
        EssaisDeCode.objects.ouvrir(cle, duree=timedelta(seconds=processus.timeout))
        processus.send()
        processus.persist()
        return processus

    @classmethod
    def resume(cls, stage):
        return cls(stage=stage).abort_if_invalid()

    def generate_code(self) -> str:
        code = get_adapter().generate_login_code()
        self.state["code"] = empreinte(self.state["cle"], code)
        return code

    def send(self, skip_enumeration_mails: bool = False) -> None:
        """Write the mail; to an unknown address, write it all the same, then take it back."""
        with transaction.atomic():
            contexte = {"request": self.request, "code": self.generate_code()}
            get_adapter().send_mail("account/email/login_code", self.state["email"], contexte)
            if not self.user:
                transaction.set_rollback(True)

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def essayer(self, code: str) -> bool:
        """Spend one try, then compare: parallel guesses share the same few tries.

        The right code closes the counter, and whoever closes it enters: it serves once.
        """
        cle = self.state["cle"]
        if not EssaisDeCode.objects.consommer(cle, maximum=self.max_attempts):
            return False
        bon = constant_time_compare(empreinte(cle, code), self.state["code"])
        return bon and self.user is not None and EssaisDeCode.objects.fermer(cle)

    def essais_restants(self) -> int:
        return EssaisDeCode.objects.restants(self.state["cle"], maximum=self.max_attempts)

    def is_valid(self) -> bool:
        """A session that an earlier release opened has no key: another code must be asked for."""
        return "cle" in self.state and super().is_valid()
