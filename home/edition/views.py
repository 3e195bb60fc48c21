"""A screen of Wagtail's redirects that this room answers."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.views import process_import


def importer_des_redirections(request):
    """Wagtail's screen breaks on a form that is not the one it gave: say it, begin again."""
    try:
        return process_import(request)
    except (KeyError, AttributeError):
        messages.error(
            request,
            _("Ce formulaire n’est plus valable\u00a0: déposez de nouveau le fichier."),
        )
        return redirect("wagtailredirects:start_import")
