"""Which account opens: the one that holds this `sub`, or a new one, never the one of an address."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.db import IntegrityError, transaction

from communautes.comptes.evenements import noter
from communautes.comptes.models import User
from communautes.comptes.proconnect import liaison, reglages
from communautes.comptes.proconnect.refus import RefusProConnect
from home.limites import adresse_client


class ProConnectSocialAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None) -> list:
        """The one of the environment, without asking the database for others."""
        from communautes.comptes.proconnect.provider import application

        if not reglages.est_ouvert() or provider not in {None, reglages.ID}:
            return []
        return [application()]

    def generate_state_param(self, state: dict) -> str:
        """ProConnect wants 32 characters at least; allauth's own has 16."""
        return reglages.alea()

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ) -> None:
        if not (extra_context or {}).get("state"):
            raise RefusProConnect("etat")
        if error == AuthError.CANCELLED:
            raise RefusProConnect("annulee")
        raise RefusProConnect("erreur_du_service" if "error" in request.GET else "etat")

    def pre_social_login(self, request, sociallogin) -> None:
        liaison.oublier(request)
        personne = sociallogin.user
        if not sociallogin.is_existing:
            if not personne.email:
                raise RefusProConnect("sans_adresse")
            personne = User.objects.de_l_adresse(personne.email)
        if personne and not personne.is_active:
            raise RefusProConnect("compte_ferme", personne=personne)
        if personne and not sociallogin.is_existing:
            raise ImmediateHttpResponse(liaison.faire_prouver(request, sociallogin, personne))

        # allauth would look the address up again, and offer a form that does not exist here.
        sociallogin.email_addresses = []

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Agents come by themselves: a new account has no group, hence no right."""
        return True

    def save_user(self, request, sociallogin, form=None):
        """Without allauth's own row of addresses: it would go on opening the account after the
        address is corrected.
        """
        personne = sociallogin.user
        personne.set_unusable_password()
        try:
            with transaction.atomic():
                personne.save()
                sociallogin.account.user = personne
                sociallogin.account.save()
        except IntegrityError as erreur:
            raise RefusProConnect("simultanee") from erreur
        noter(
            "compte_ouvert",
            personne=personne,
            machine=adresse_client(request),
            porte="proconnect",
        )
        return personne
