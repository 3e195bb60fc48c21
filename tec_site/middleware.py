from http import HTTPStatus

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.cache import cc_delim_re, patch_cache_control, patch_vary_headers


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


class CachePartageMiddleware:
    """Tells a shared cache that it may keep, for a moment, what an anonymous visitor reads.

    Less than the minute after which a page must be found, or gone. Signed-in readers get the same
    addresses with their own header: the cookie is part of the key.
    """

    DUREE = 30  # seconds

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if self._est_a_tous(request, response):
            patch_cache_control(response, public=True, max_age=0, s_maxage=self.DUREE)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def _est_a_tous(self, request, response) -> bool:
        return (
            request.method in {"GET", "HEAD"}
            and response.status_code == HTTPStatus.OK
            and not response.cookies
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path.startswith(reverse("wagtailadmin_home"))
        )


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
