"""What the home page's own sections show."""

from home.models import ActualiteIndexPage, ActualitePage


def actualites_recentes(page, request) -> dict | None:
    """The three newest news, and the list's address."""
    actualites = list(ActualitePage.objects.visibles().filter(locale=page.locale).recentes()[:3])
    if not actualites:
        return None
    index = ActualiteIndexPage.objects.filter(locale=page.locale).first()
    return {"actualites": actualites, "index": index}
