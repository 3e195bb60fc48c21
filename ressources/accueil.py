"""What the home page shows of this room; figures are counted, never typed."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from home import navigation
from home.visibilite import publiques
from ressources.cartes import carte_de_resultat
from ressources.models import RessourceIndexPage, ThemeIndexPage, ThemePage
from search.facade import Requete, chercher

FRAICHEUR = timedelta(days=365)
DERNIERES = 3


def themes(page, request) -> dict | None:
    visibles = ThemePage.objects.visibles().filter(locale_id=page.locale_id)
    trouves = visibles.ordonnes().defer_streamfields().avec_nombre_de_ressources()
    index = navigation.adresses(request).get(ThemeIndexPage)
    return {"themes": trouves, "index": index} if trouves else None


def ressources(page, request) -> dict | None:
    """The newest ones, from the index: one query."""
    dernieres = chercher(
        Requete(nature=("ressource",), locale=get_language(), tri="recent", par_page=DERNIERES)
    )
    cartes = [carte_de_resultat(ligne) for ligne in dernieres.lignes]
    index = navigation.adresses(request).get(RessourceIndexPage)
    return {"cartes": cartes, "index": index, "nombre": dernieres.total} if cartes else None


def chiffres(page, request) -> dict | None:
    """Counted on French pages, so that a translation does not count twice: one query."""
    limite = timezone.localdate() - FRAICHEUR
    comptes = (
        publiques(Page.objects)
        .filter(locale__language_code="fr")
        .aggregate(
            ressources=Count("ressourcepage"),
            verifiees=Count("pk", filter=Q(ressourcepage__verifie_le__gte=limite)),
            themes=Count("themepage"),
        )
    )
    return comptes | {"date": timezone.now()} if comptes["ressources"] else None
