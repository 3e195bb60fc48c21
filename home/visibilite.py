"""What the public may read, as a condition of the query itself."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def publiques(pages):
    """Live, and under no private section; an alias is as private as the page that it mirrors.

    Wagtail's `.public()` asks one query more each time.
    """
    return pages.live().filter(~_reservee("path"), ~_reservee("alias_of__path"))


def _reservee(chemin: str) -> Exists:
    """A restriction stands on the page of this path, or above it."""
    return Exists(
        PageViewRestriction.objects.annotate(
            chemin=ExpressionWrapper(OuterRef(chemin), output_field=CharField())
        ).filter(chemin__startswith=F("page__path"))
    )
