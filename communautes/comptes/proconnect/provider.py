"""ProConnect among allauth's providers: what is asked for, and how an answer becomes a sign-in."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.base import AuthProcess, ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from communautes.comptes.proconnect import dialogue, jetons, reglages
from communautes.comptes.proconnect.identite import ce_qui_est_dit, ce_qui_est_garde


def application() -> SocialApp:
    """Never saved: the environment says it."""
    return SocialApp(
        provider=reglages.ID,
        provider_id=reglages.ID,
        name="ProConnect",
        client_id=settings.PROCONNECT["client_id"],
        secret=settings.PROCONNECT["client_secret"],
    )


def adresse_declaree(request, nom: str) -> str:
    """ProConnect knows one address of each kind, to the letter: the French one."""
    with override("fr"):
        return request.build_absolute_uri(reverse(nom))


class ProConnectAdapter(OAuth2Adapter):
    provider_id = reglages.ID
    etat: dict  # what the session kept of the request that ProConnect answers

    @property
    def authorize_url(self) -> str:
        return dialogue.configuration()["authorization_endpoint"]

    @property
    def access_token_url(self) -> str:
        return dialogue.configuration()["token_endpoint"]

    def get_callback_url(self, request, app) -> str:
        return adresse_declaree(request, "proconnect_retour")

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None) -> dict:
        code = request.GET.get("code", "")
        return dialogue.echanger(
            code, retour=client.callback_url, verificateur=pkce_code_verifier or ""
        )

    def parse_token(self, data: dict) -> SocialToken:
        return SocialToken(token=data["access_token"])

    def complete_login(self, request, app, token, *, response, **kwargs):
        """Whom ProConnect names, once both of its answers are verified."""
        jeton = jetons.verifier_jeton(response["id_token"], nonce=self.etat["nonce"])
        identite = jetons.verifier_identite(dialogue.identite_signee(token.token), sub=jeton["sub"])
        login = self.get_provider().sociallogin_from_response(
            request, ce_qui_est_dit(jeton, identite)
        )
        login.id_token = response["id_token"]
        return login


class ProConnectProvider(OAuth2Provider):
    id = reglages.ID
    name = "ProConnect"
    account_class = ProviderAccount
    oauth2_adapter_class = ProConnectAdapter
    pkce_enabled_default = True  # S256

    def get_scope(self) -> list[str]:
        return reglages.PORTEE

    def get_redirect_from_request_kwargs(self, request) -> dict:
        """Nothing but where to come back is taken from the visitor: neither scope nor process."""
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "langue": get_language(),
        }

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = reglages.alea()
        demande = {"acr_values": reglages.NIVEAU, "claims": reglages.ATTRIBUTS, "nonce": nonce}
        return super().redirect(
            request, process, next_url, data, auth_params=demande, nonce=nonce, **kwargs
        )

    def extract_uid(self, data: dict) -> str:
        return data["sub"]

    def extract_common_fields(self, data: dict) -> dict:
        return {nom: data[nom] for nom in ("email", "first_name", "last_name")}

    def extract_extra_data(self, data: dict) -> dict:
        return ce_qui_est_garde(data)
