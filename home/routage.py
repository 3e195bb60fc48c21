"""From an address to its page in two queries; Wagtail asks two for each step of the way.

No page of the site answers for addresses under its own: what a page's place in the tree does not
name is not found.
"""

from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve

from home.langues import affichage


def servir(request, path: str):
    """Wagtail's `serve` (restrictions and hooks included), told beforehand which page it is."""
    racines = [r for r in Site.get_site_root_paths() if r.language_code == get_language()]
    if len(racines) == 1:  # with several sites, Wagtail knows whose address it is
        page = _page_de(request, racines[0].root_path + path)
        request._wagtail_route_for_request = page.route(request, [])
    return serve(request, path)


def _page_de(request, url_path: str) -> Page:
    slug = url_path.rstrip("/").rpartition("/")[2]
    for page in affichage.lire_versions(request, slug, url_path):
        if page.url_path == url_path:
            complete = page.specific_class.objects.pour_lecture().get(pk=page.pk)
            complete.locale = page.locale  # read already
            complete.sans_restriction = page.sans_restriction
            return complete
    raise Http404
