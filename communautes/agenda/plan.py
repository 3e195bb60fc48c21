"""What this room adds to the sitemap and to the site map that people read."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from communautes.agenda.models import Rencontre
from home.langues.lecture import SOURCE
from home.langues.plan import ADRESSES_PAR_FICHIER
from home.plan_du_site import Suite


class RencontresSitemap(Sitemap):
    """French addresses only: nothing of a meeting is translated."""

    limit = ADRESSES_PAR_FICHIER

    def items(self):
        ouvertes = Rencontre.objects.ouvertes_a_tous().annoncees()
        return ouvertes.order_by("pk").only("modifiee_le")

    def get_urls(self, page=1, site=None, protocol=None):
        with override(SOURCE):
            return [
                {
                    "item": une,
                    "location": self.request.build_absolute_uri(une.get_absolute_url()),
                    "lastmod": une.modifiee_le,
                    "changefreq": "",
                    "priority": "",
                    "alternates": [],
                }
                for une in self.paginator.page(page).object_list
            ]


def suite_des_rencontres() -> Suite:
    """Those to come: what is past is in the agenda."""
    return Suite(
        nom="agenda",
        titre=_("Agenda"),
        url=reverse("agenda:liste"),
        elements=Rencontre.objects.ouvertes_a_tous().annoncees().a_venir().chronologiques(),
        ligne=lambda une: {
            "titre": une.titre,
            "url": une.get_absolute_url(),
            "langue": SOURCE,
        },
    )
