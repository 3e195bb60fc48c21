"""The preview of a draft: what a visitor without an account would have at that address."""

from copy import copy

from django.utils.translation import gettext_lazy as _

A_LA_PERSONNE = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")


class ApercuPublic:
    """Before Wagtail's PreviewableMixin, that draws the page for the editor who is signed in."""

    preview_sizes = [
        {
            "name": "mobile",
            "icon": "mobile-alt",
            "device_width": 375,
            "label": _("Aperçu sur un téléphone"),
        },
        {
            "name": "desktop",
            "icon": "desktop",
            "device_width": 1280,
            "label": _("Aperçu sur un ordinateur"),
        },
    ]

    def make_preview_request(self, original_request=None, *args, **kwargs):
        return super().make_preview_request(_anonyme(original_request), *args, **kwargs)


def _anonyme(request):
    """The same machine, without what says who is there."""
    if request is None:
        return None
    anonyme = copy(request)
    anonyme.META = {nom: v for nom, v in request.META.items() if nom not in A_LA_PERSONNE}
    return anonyme
