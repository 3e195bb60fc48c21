from allauth.account.auth_backends import AuthenticationBackend


class SansMotDePasse(AuthenticationBackend):
    """Groups' rights and open sessions; no password opens anything, wherever it is typed."""

    def authenticate(self, request, **credentials):
        return None
