"""What the public may read, as a condition of the query itself."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def publiques(pages):
    """Live, and under no private section. Wagtail's `.public()` asks one query more each time."""
    restrictions = PageViewRestriction.objects.annotate(
        chemin=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    ).filter(chemin__startswith=F("page__path"))
    return pages.live().filter(~Exists(restrictions))
