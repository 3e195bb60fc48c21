"""Notes again which images and files each latest or programmed version uses."""

from django.core.management.base import BaseCommand
from django.db.models import Max, Q
from wagtail.models import Revision

from home.medias.usages import relever


class Command(BaseCommand):
    help = "Relève les images et les fichiers que montrent les dernières versions."

    def handle(self, *args, **options):
        dernieres = (
            Revision.objects.order_by()
            .values("base_content_type", "object_id")
            .annotate(derniere=Max("pk"))
            .values("derniere")
        )
        versions = Revision.objects.filter(
            Q(pk__in=dernieres) | Q(approved_go_live_at__isnull=False)
        ).order_by("pk")
        for version in versions.iterator(chunk_size=100):
            relever(version)
        self.stdout.write(f"{versions.count()} versions relevées.")
