"""What this room adds to the sitemap and to the site map that people read."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.langues.lecture import SOURCE
from home.langues.plan import ADRESSES_PAR_FICHIER
from home.plan_du_site import Suite
from ressources.models import Acteur


class ActeursSitemap(Sitemap):
    """French addresses only: nothing of an actor is translated."""

    limit = ADRESSES_PAR_FICHIER

    def items(self):
        return Acteur.objects.visibles().order_by("pk").only("slug", "last_published_at")

    def get_urls(self, page=1, site=None, protocol=None):
        with override(SOURCE):
            return [
                {
                    "item": acteur,
                    "location": self.request.build_absolute_uri(acteur.get_absolute_url()),
                    "lastmod": acteur.last_published_at,
                    "changefreq": "",
                    "priority": "",
                    "alternates": [],
                }
                for acteur in self.paginator.page(page).object_list
            ]


def suite_des_acteurs() -> Suite:
    acteurs = Acteur.objects.visibles().alphabetiques().only("slug", "nom")
    return Suite(
        nom="annuaire",
        titre=_("Annuaire"),
        url=reverse("annuaire:liste"),
        elements=acteurs,
        ligne=lambda acteur: {
            "titre": acteur.nom,
            "url": acteur.get_absolute_url(),
            "langue": SOURCE,
        },
    )
