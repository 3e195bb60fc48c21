from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import resolve_url


class CompteAdapter(DefaultAccountAdapter):
    """Accounts are opened by the agency; editors land in the admin."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_login_redirect_url(self, request) -> str:
        if request.user.has_perm("wagtailadmin.access_admin"):
            return resolve_url("wagtailadmin_home")
        return resolve_url("/")
