"""Discussions in the sitemap: those that everybody reads, and no other."""

from django.contrib.sitemaps import Sitemap
from django.utils.translation import override

from communautes.discussions.indexation import publiques_a_indexer
from home.langues.lecture import SOURCE
from home.langues.plan import ADRESSES_PAR_FICHIER


class PlanDesDiscussions(Sitemap):
    limit = ADRESSES_PAR_FICHIER

    def items(self):
        return publiques_a_indexer().select_related("communaute").order_by("pk")

    def location(self, discussion) -> str:
        with override(SOURCE):
            return discussion.get_absolute_url()

    def lastmod(self, discussion):
        return discussion.active_le
