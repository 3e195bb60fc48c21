from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from home import en_nombre
from home.langues.lecture import SOURCE
from home.listes import actes as actes_en_nombre
from home.listes import enregistrement, suppression
from home.listes.publication import Depublier, Publier
from home.listes.suivi import Confier, MarquerVerifie
from ressources.listes import journal  # noqa: F401 (registers its own hooks)
from ressources.listes.actes import AjouterEtiquette, AjouterTheme, RetirerEtiquette, RetirerTheme
from ressources.models import Acteur, ActeurTheme, RessourcePage, RessourceTheme, ThemePage
from ressources.viewsets import RessourceViewSet, ThemeViewSet
from ressources.viewsets_acteurs import ActeurViewSet

register_snippet(ActeurViewSet)
for acte in (MarquerVerifie(), AjouterTheme(), RetirerTheme(), Confier()):
    enregistrement.enregistrer(acte, RessourcePage, Acteur)
for acte in (AjouterEtiquette(), RetirerEtiquette()):
    enregistrement.enregistrer(acte, RessourcePage)
for acte in (Publier(), Depublier()):
    enregistrement.enregistrer(acte, RessourcePage, ThemePage, Acteur)
suppression.offrir(Acteur)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [RessourceViewSet("ressources"), ThemeViewSet("themes")]


@hooks.register("insert_editor_css")
def lists_in_columns():
    return format_html('<link rel="stylesheet" href="{}">', static("ressources/admin.css"))


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def explain_why_a_theme_stays(request, page):
    """A theme that something points at is neither deleted (the database refuses too) nor withdrawn.

    Also for the list of themes, and for what stands above it.
    """
    raison = _pourquoi_il_reste(page)
    if not raison:
        return None
    messages.error(request, raison)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def explain_why_themes_stay(request, action_type, pages, view):
    if view.model is not Page or action_type not in {"delete", "unpublish"}:
        return None
    raisons = {page: raison for page in pages if (raison := _pourquoi_il_reste(page))}
    if not raisons:
        return None
    for page, raison in raisons.items():
        en_nombre.dire_de(request, page, raison)
    messages.error(request, _("Rien n’a été fait."))
    return en_nombre.retour(request, pages[0])


def _themes_qui_restent(code: str, modele, objets: list) -> dict[int, str]:
    """The same, for a list of themes: two queries."""
    if code != Depublier.code or modele is not ThemePage:
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


actes_en_nombre.empecher(_themes_qui_restent)


def _pourquoi_il_reste(page) -> str:
    ressources = RessourceTheme.objects.exclude(page__path__startswith=page.path).filter(
        theme__path__startswith=page.path, page__locale__language_code=SOURCE
    )
    acteurs = ActeurTheme.objects.filter(theme__path__startswith=page.path)
    usages = [_par_les_ressources(ressources.count()), _par_les_acteurs(acteurs.count())]
    if any(usages) and not issubclass(page.specific_class, ThemePage):
        return _("Cette page contient des thèmes que des contenus ont choisis : elle reste.")
    return " ".join(filter(None, usages))


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
