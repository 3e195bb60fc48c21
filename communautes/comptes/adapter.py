from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.shortcuts import redirect, resolve_url

from communautes.comptes.evenements import noter
from communautes.comptes.proconnect import liaison, session
from communautes.comptes.retour import avec_suite, se_garde
from home.confidentiel import ENTETE_CONFIDENTIEL
from home.courriels import canonique
from home.limites import adresse_client


class CompteAdapter(DefaultAccountAdapter):
    """An address that proves itself by a code opens its account; editors land in the admin."""

    def is_open_for_signup(self, request) -> bool:
        """By allauth's own form: never. `code.entrer` opens accounts."""
        return False

    def get_login_stages(self) -> list[str]:
        """The second factor is asked by our own middleware, whatever the door."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_login_redirect_url(self, request) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return resolve_url("wagtailadmin_home")
        return resolve_url("/")

    def pre_login(self, request, user, *, signal_kwargs, **kwargs):
        session.avant(request, signal_kwargs)
        return super().pre_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def post_login(self, request, user, *, signal_kwargs, **kwargs):
        """A newcomer says who they are, a shared mailbox who is there; then where they went."""
        reponse = super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)
        if "sociallogin" in (signal_kwargs or {}):
            noter(
                "connexion",
                personne=user,
                machine=adresse_client(request),
                porte="proconnect",
            )
        liaison.conclure(request, user)
        etape = "qui_est_la" if user.boite_partagee else ""
        if kwargs.get("signup") and not user.get_full_name():
            etape = "se_presenter"
        return redirect(avec_suite(etape, reponse.url)) if etape else reponse

    def is_safe_url(self, url) -> bool:
        return super().is_safe_url(url) and se_garde(url)

    def clean_email(self, email: str) -> str:
        return canonique(email)

    def get_client_ip(self, request) -> str:
        return adresse_client(request)

    def render_mail(self, template_prefix, email, context, headers=None):
        """Nothing that a code opens is kept: the outbox encrypts it, then erases it."""
        if template_prefix == "account/email/login_code":
            duree = str(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
            headers = (headers or {}) | {ENTETE_CONFIDENTIEL: duree}
        return super().render_mail(template_prefix, email, context, headers)
