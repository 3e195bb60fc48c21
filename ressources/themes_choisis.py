"""Why a theme stays: contents have chosen it. Asked before it is deleted, withdrawn or undone.

Rooms above say in AppConfig.ready which rows of theirs choose a theme.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.langues.lecture import SOURCE
from ressources.models import ActeurTheme, RessourceTheme, ThemePage


@dataclass(frozen=True)
class Choix:
    """`liens()`: rows that have a `theme`; `phrase(nombre)`: what is said of so many.

    `page`: their key to a page, that counts in French only, and not when it goes with the theme.
    """

    liens: Callable
    phrase: Callable[[int], str]
    page: str = ""

    def lies(self):
        liens = self.liens()
        if not self.page:
            return liens
        return liens.filter(**{f"{self.page}__locale__language_code": SOURCE})

    def sous(self, chemin: str) -> int:
        """Of the themes at this path or below it."""
        liens = self.lies().filter(theme__path__startswith=chemin)
        if self.page:
            liens = liens.exclude(**{f"{self.page}__path__startswith": chemin})
        return liens.count()

    def par_theme(self, cles: list[int]) -> dict[int, int]:
        comptes = self.lies().filter(theme__in=cles).order_by().values_list("theme")
        return dict(comptes.annotate(nombre=Count("pk")))


_choix: dict[str, Choix] = {}


def choisir(code: str, choix: Choix) -> None:
    _choix[code] = choix


def pourquoi_il_reste(page) -> str:
    """Of a theme, or of a page that has themes below it; nothing when it may go."""
    usages = [_dit(choix, choix.sous(page.path)) for choix in _choix.values()]
    if any(usages) and not issubclass(page.specific_class, ThemePage):
        return _("Cette page contient des thèmes que des contenus ont choisis : elle reste.")
    return " ".join(filter(None, usages))


def pourquoi_ils_restent(code: str, modele, objets: list) -> dict[int, str]:
    """The same, for a list of themes to withdraw (home/listes): a query for each kind of choice."""
    if code != "unpublish" or modele is not ThemePage:
        return {}
    cles = [theme.pk for theme in objets]
    nombres = [(choix, choix.par_theme(cles)) for choix in _choix.values()]
    raisons = {
        cle: " ".join(dit for choix, par in nombres if (dit := _dit(choix, par.get(cle, 0))))
        for cle in cles
    }
    return {cle: raison for cle, raison in raisons.items() if raison}


def _dit(choix: Choix, nombre: int) -> str:
    return choix.phrase(nombre) if nombre else ""


def _par_les_ressources(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s ressource : retirez-le d’abord de sa page.",
        "Ce thème est choisi par %(nombre)s ressources : retirez-le d’abord de leurs pages.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _par_les_acteurs(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s acteur de l’annuaire : retirez-le d’abord de sa fiche.",
        "Ce thème est choisi par %(nombre)s acteurs de l’annuaire : "
        "retirez-le d’abord de leurs fiches.",
        nombre,
    )
    return phrase % {"nombre": nombre}


choisir("ressources", Choix(lambda: RessourceTheme.objects.all(), _par_les_ressources, "page"))
choisir("acteurs", Choix(lambda: ActeurTheme.objects.all(), _par_les_acteurs))
