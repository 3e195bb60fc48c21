"""What the law asks for and that is not a page of the tree: site map, security.txt, robots.txt."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from home.visibilite import publiques

PAGES_PAR_PAGE = 100


@require_safe
def plan_du_site(request):
    """Every public page of the reader's language, a hundred at a time, as the tree has them.

    Pages right under the home page that have none below them come first, together: what is not
    a page of the tree (search, contact) is listed with them.
    """
    racine = Site.find_for_request(request).root_page
    seule = Case(When(depth=racine.depth + 1, numchild=0, then=0), default=1)
    pages = (
        publiques(Page.objects)
        .filter(locale__language_code=get_language(), depth__gt=racine.depth)
        .select_related("locale")
        .order_by(seule, "path")
    )
    page = Paginator(pages, PAGES_PAR_PAGE).get_page(request.GET.get("page"))
    seules, sections = _sections(list(page), racine.depth + 1)
    if page.number == 1:
        seules = [
            {"titre": _("Accueil"), "url": reverse("wagtail_serve", args=[""])},
            *seules,
            {"titre": _("Rechercher sur le portail"), "url": reverse("search:recherche")},
            {"titre": _("Écrire à l’équipe"), "url": reverse("contact")},
        ]
    return render(
        request,
        "home/plan_du_site.html",
        {"pages": page, "seules": seules, "sections": sections},
    )


def _sections(pages: list[Page], profondeur: int) -> tuple[list[dict], list[dict]]:
    """(pages that stand alone, sections), each {titre, url, page, enfants}.

    A section begun on another page of the map is said again: one query, for all that miss.
    """
    seules, noeuds, sections = [], {}, []
    pas = Page.steplen
    haut = profondeur * pas
    presentes = {page.path for page in pages}
    manquantes = {
        page.path[:fin] for page in pages for fin in range(haut, len(page.path), pas)
    } - presentes
    reprises = publiques(Page.objects).filter(path__in=manquantes).select_related("locale")
    for page in sorted([*pages, *reprises], key=lambda page: page.path):
        noeud = noeuds[page.path] = {"titre": page.title, "page": page, "enfants": []}
        if page.depth > profondeur:
            parent = noeuds.get(page.path[:-pas])
            (parent["enfants"] if parent else sections).append(noeud)
        elif page.numchild:
            sections.append(noeud)
        else:
            seules.append(noeud)
    return seules, sections


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
