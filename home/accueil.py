"""What the home page's own sections show."""

from home import navigation
from home.models import ActualiteIndexPage, ActualitePage


def actualites_recentes(page, request) -> dict | None:
    """The three newest news, and the list's address."""
    actualites = list(
        ActualitePage.objects.visibles().filter(locale_id=page.locale_id).recentes()[:3]
    )
    if not actualites:
        return None
    return {"actualites": actualites, "index": navigation.adresses(request)[ActualiteIndexPage]}
