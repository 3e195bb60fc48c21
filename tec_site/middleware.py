from django.conf import settings
from django.urls import reverse


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
