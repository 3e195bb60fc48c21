"""Gives the shared block `resource_cards` its cards (home/cartes.py)."""

from django.db.models import Q

from home.langues.lecture import langue_du_lecteur
from ressources.cartes import carte_de_page
from ressources.models import RessourcePage


def cartes(*, pages=None, theme=None, nombre: int = 3, locale=None) -> list[dict]:
    """Cards in the reader's language where it exists, else as chosen: two queries at most."""
    langue = locale.language_code if locale else langue_du_lecteur()
    cles = [page.translation_key for page in pages or ()]
    if not cles and theme is not None:
        cles = _recentes_du_theme(theme, nombre)
    if not cles:
        return []
    lisibles = Q(locale__language_code=langue) | Q(locale__language_code="fr")
    if pages:
        lisibles |= Q(pk__in=[page.pk for page in pages])
    visibles = RessourcePage.objects.visibles().filter(lisibles, translation_key__in=cles)
    lues = sorted(
        visibles.pour_cartes(), key=lambda page: page.locale.language_code == langue
    )  # the reader's language last
    trouvees = {page.translation_key: page for page in lues}
    return [carte_de_page(trouvees[cle]) for cle in cles if cle in trouvees]


def _recentes_du_theme(theme, nombre: int) -> list:
    """Keys of its newest resources, by their French page: the source of every other."""
    francaises = RessourcePage.objects.visibles().filter(locale__language_code="fr")
    recentes = francaises.du_theme(theme).recentes()
    return list(recentes.values_list("translation_key", flat=True)[:nombre])
