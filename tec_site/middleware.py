from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.cache import cc_delim_re


class PolitiqueAdminMiddleware:
    """The admin's own content security policy; the strict one is everybody else's."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.prefixe = reverse("wagtailadmin_home")

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(self.prefixe):
            response._csp_config = settings.CSP_ADMIN
        return response


class LangueMiddleware(LocaleMiddleware):
    """The address alone gives the language: a shared cache need not know what browsers prefer."""

    def process_response(self, request, response):
        response = super().process_response(request, response)
        varie = [nom for nom in cc_delim_re.split(response.get("Vary", "")) if nom]
        reste = [nom for nom in varie if nom.lower() != "accept-language"]
        if reste:
            response["Vary"] = ", ".join(reste)
        elif varie:
            del response["Vary"]
        return response
