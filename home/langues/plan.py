"""/sitemap.xml: what is written in each language, with its alternates; nothing hidden.

Rooms whose contents are not pages add their own sitemap with `enregistrer`.
"""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from wagtail.models import Page

from home.langues.affichage import alternatives
from home.visibilite import publiques

ADRESSES_PAR_FICHIER = 2000


class PagesSitemap(Sitemap):
    """Real pages in their language: aliases, drafts, private and expired ones are left out."""

    limit = ADRESSES_PAR_FICHIER

    def items(self):
        return pages_publiques().filter(depth__gt=1).select_related("locale").order_by("path")

    def get_urls(self, page=1, site=None, protocol=None):
        """One query for the pages of the file, one for their translations."""
        lot = list(self.paginator.page(page).object_list)
        cles = [element.translation_key for element in lot]
        ecrites: dict = {}
        for version in pages_publiques().filter(translation_key__in=cles).select_related("locale"):
            adresses = ecrites.setdefault(version.translation_key, {})
            adresses[version.locale.language_code] = version.get_url(self.request)
        return [
            {
                "item": element,
                "location": self.request.build_absolute_uri(element.get_url(self.request)),
                "lastmod": element.last_published_at,
                "changefreq": "",
                "priority": "",
                "alternates": [
                    {"location": autre["url"], "lang_code": autre["code"]}
                    for autre in alternatives(self.request, ecrites[element.translation_key])
                ],
            }
            for element in lot
        ]


def pages_publiques():
    return publiques(Page.objects).filter(alias_of=None)


_plans: dict[str, type[Sitemap]] = {"pages": PagesSitemap}


def enregistrer(nom: str, classe: type[Sitemap]) -> None:
    _plans[nom] = classe


def plan(request):
    """The list itself, or the index of its files when one is not enough."""
    plans = _instances(request)
    if sum(section.paginator.num_pages for section in plans.values()) > len(plans):
        return sitemaps.index(request, plans, sitemap_url_name="sitemap_fichier")
    return sitemaps.sitemap(request, plans)


def fichier(request, section: str):
    return sitemaps.sitemap(request, _instances(request), section=section)


def _instances(request) -> dict[str, Sitemap]:
    instances = {nom: classe() for nom, classe in _plans.items()}
    for instance in instances.values():
        instance.request = request
    return instances
