"""Why a theme stays: contents have chosen it. Asked before it is deleted, withdrawn or undone."""

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.langues.lecture import SOURCE
from ressources.models import ActeurTheme, RessourceTheme, ThemePage


def pourquoi_il_reste(page) -> str:
    """Of a theme, or of a page that has themes below it; nothing when it may go."""
    ressources = RessourceTheme.objects.exclude(page__path__startswith=page.path).filter(
        theme__path__startswith=page.path, page__locale__language_code=SOURCE
    )
    acteurs = ActeurTheme.objects.filter(theme__path__startswith=page.path)
    usages = [_par_les_ressources(ressources.count()), _par_les_acteurs(acteurs.count())]
    if any(usages) and not issubclass(page.specific_class, ThemePage):
        return _("Cette page contient des thèmes que des contenus ont choisis : elle reste.")
    return " ".join(filter(None, usages))


def pourquoi_ils_restent(code: str, modele, objets: list) -> dict[int, str]:
    """The same, for a list of themes to withdraw (home/listes): two queries."""
    if code != "unpublish" or modele is not ThemePage:
        return {}
    cles = [theme.pk for theme in objets]
    ressources = RessourceTheme.objects.filter(page__locale__language_code=SOURCE)
    nombres = [_par_theme(ressources, cles), _par_theme(ActeurTheme.objects, cles)]
    return {
        cle: " ".join(filter(None, [_par_les_ressources(a), _par_les_acteurs(b)]))
        for cle in cles
        if (a := nombres[0].get(cle, 0)) + (b := nombres[1].get(cle, 0))
    }


def _par_theme(liens, cles: list[int]) -> dict[int, int]:
    comptes = liens.filter(theme__in=cles).order_by().values_list("theme")
    return dict(comptes.annotate(nombre=Count("pk")))


def _par_les_ressources(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s ressource : retirez-le d’abord de sa page.",
        "Ce thème est choisi par %(nombre)s ressources : retirez-le d’abord de leurs pages.",
        nombre,
    )
    return phrase % {"nombre": nombre} if nombre else ""


def _par_les_acteurs(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s acteur de l’annuaire : retirez-le d’abord de sa fiche.",
        "Ce thème est choisi par %(nombre)s acteurs de l’annuaire : "
        "retirez-le d’abord de leurs fiches.",
        nombre,
    )
    return phrase % {"nombre": nombre} if nombre else ""
