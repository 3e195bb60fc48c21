"""What the home page shows of this room; figures are counted, never typed."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from ressources.cartes import carte_de_page
from ressources.models import RessourceIndexPage, RessourcePage, ThemeIndexPage, ThemePage

FRAICHEUR = timedelta(days=365)


def themes(page, request) -> dict | None:
    trouves = list(
        ThemePage.objects.visibles()
        .filter(locale=page.locale)
        .ordonnes()
        .defer_streamfields()
        .avec_nombre_de_ressources()
    )
    if not trouves:
        return None
    return {"themes": trouves, "index": ThemeIndexPage.objects.filter(locale=page.locale).first()}


def ressources(page, request) -> dict | None:
    recentes = RessourcePage.objects.visibles().filter(locale=page.locale)
    cartes = [carte_de_page(ressource) for ressource in recentes.pour_cartes().recentes()[:3]]
    if not cartes:
        return None
    index = RessourceIndexPage.objects.filter(locale=page.locale).first()
    return {"cartes": cartes, "index": index}


def chiffres(page, request) -> dict | None:
    """Counted on French pages, so that a translation does not count twice."""
    limite = timezone.localdate() - FRAICHEUR
    comptes = (
        RessourcePage.objects.visibles()
        .filter(locale__language_code="fr")
        .aggregate(ressources=Count("pk"), verifiees=Count("pk", filter=Q(verifie_le__gte=limite)))
    )
    if not comptes["ressources"]:
        return None
    themes_francais = ThemePage.objects.visibles().francais().count()
    return comptes | {"themes": themes_francais, "date": timezone.now()}
