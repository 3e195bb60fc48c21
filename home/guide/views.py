"""Read by whoever enters the admin (Wagtail asks that of every address registered with it)."""

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from home.guide import lecture


@require_GET
def guide(request):
    titre = _("Guide de rédaction")
    return render(
        request,
        "home/guide/guide.html",
        {
            "guide": lecture.lire(lambda nom: reverse("guide:capture", args=[nom])),
            "page_title": titre,
            "header_title": titre,
            "header_icon": "help",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
                {"url": "", "label": titre},
            ],
        },
    )


@require_GET
@cache_control(private=True, max_age=3600)
def capture(request, nom: str):
    """A screenshot; `nom` is a slug, so that no path can be asked."""
    chemin = lecture.CAPTURES / f"{nom}.png"
    if not chemin.is_file():
        raise Http404
    return FileResponse(chemin.open("rb"), content_type="image/png")
