"""What this room adds to the sitemap and to the site map that people read."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from communautes.retours.models import RetourExperience
from home.langues.lecture import SOURCE
from home.langues.plan import ADRESSES_PAR_FICHIER
from home.plan_du_site import Suite


class PlanDesRetours(Sitemap):
    """French addresses only: nothing of a retour is translated."""

    limit = ADRESSES_PAR_FICHIER

    def items(self):
        visibles = RetourExperience.objects.visibles()
        return visibles.order_by("pk").only("slug", "last_published_at")

    def location(self, retour) -> str:
        with override(SOURCE):
            return retour.get_absolute_url()

    def lastmod(self, retour):
        return retour.last_published_at


def suite_des_retours() -> Suite:
    return Suite(
        nom="retours",
        titre=_("Retours d’expérience"),
        url=reverse("retours:liste"),
        elements=RetourExperience.objects.visibles().order_by("titre", "pk").only("slug", "titre"),
        ligne=lambda retour: {
            "titre": retour.titre,
            "url": retour.get_absolute_url(),
            "langue": SOURCE,
        },
    )


def retours_ouverts(demandes: list[dict]) -> list[dict]:
    """Of these arguments of a retour's address, those whose page everybody reads."""
    slugs = [arguments["slug"] for arguments in demandes]
    lisibles = RetourExperience.objects.lisibles().filter(slug__in=slugs)
    return [{"slug": slug} for slug in lisibles.values_list("slug", flat=True)]
