"""What the law asks for and that is not a page of the tree: site map, security.txt, robots.txt."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from home.visibilite import publiques

PAGES_PAR_PAGE = 100


@require_safe
def plan_du_site(request):
    """Every public page of the reader's language, in the order of the tree, a hundred at a time."""
    racine = Site.find_for_request(request).root_page
    pages = (
        publiques(Page.objects)
        .filter(locale__language_code=get_language(), depth__gt=racine.depth)
        .select_related("locale")
        .order_by("path")
    )
    page = Paginator(pages, PAGES_PAR_PAGE).get_page(request.GET.get("page"))
    return render(request, "home/plan_du_site.html", {"pages": page, "profondeur": racine.depth})


@require_safe
def security_txt(request):
    """RFC 9116. The expiry is a setting that `check` watches: a file nobody renews is a lie."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    lignes = [
        f"Contact: {base}{reverse('contact')}?objet=vulnerabilite",
        f"Expires: {settings.TEC_SECURITY_TXT_EXPIRE:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {base}/.well-known/security.txt",
        f"Policy: {base}/securite/",
    ]
    return HttpResponse("\n".join([*lignes, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request):
    lignes = ["User-agent: *"]
    if settings.TEC_MAQUETTE:
        lignes.append("Disallow: /")  # a mock-up must not be taken for the official site
    else:
        lignes += ["Disallow: /admin/", "Disallow: /recherche/", "Disallow: /en/recherche/"]
        lignes.append(f"Sitemap: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/sitemap.xml")
    return HttpResponse("\n".join([*lignes, ""]), content_type="text/plain; charset=utf-8")
