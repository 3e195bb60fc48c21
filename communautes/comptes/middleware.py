from django.shortcuts import render
from django.urls import reverse


class AdminReserveeMiddleware:
    """Someone signed in without an editorial role gets a page that explains, not a sign-in loop."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            request.path.startswith(reverse("wagtailadmin_home"))
            and request.user.is_authenticated
            and not request.user.has_perm("wagtailadmin.access_admin")
        ):
            return render(request, "comptes/admin_reservee.html", status=403)
        return self.get_response(request)
