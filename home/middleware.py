from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from home.publication import PublicationRefusee


class PublicationRefuseeMiddleware:
    """Brings the editor back to the page, with what is missing, when an action publishes too soon.

    The form answers on its own; this is for the other ways of the admin (workflow, bulk actions,
    translation), which know no validation error.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublicationRefusee):
            return None
        for phrase in exception.messages:
            messages.error(request, f"« {exception.page.get_admin_display_title()} » : {phrase}")
        return redirect(reverse("wagtailadmin_pages:edit", args=[exception.page.pk]))
