from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page

from home import en_nombre
from home.langues.lecture import SOURCE
from ressources.models import RessourceTheme, ThemePage
from ressources.viewsets import RessourceViewSet, ThemeViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [RessourceViewSet("ressources"), ThemeViewSet("themes")]


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def explain_why_a_theme_stays(request, page):
    """A theme that resources point at is neither deleted (the database refuses too) nor withdrawn.

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


def _pourquoi_il_reste(page) -> str:
    ailleurs = RessourceTheme.objects.exclude(page__path__startswith=page.path)
    nombre = ailleurs.filter(
        theme__path__startswith=page.path, page__locale__language_code=SOURCE
    ).count()
    if not nombre:
        return ""
    if not issubclass(page.specific_class, ThemePage):
        return _("Cette page contient des thèmes que des ressources ont choisis : elle reste.")
    return ngettext(
        "Ce thème est choisi par %(nombre)s ressource : retirez-le d’abord de sa page.",
        "Ce thème est choisi par %(nombre)s ressources : retirez-le d’abord de leurs pages.",
        nombre,
    ) % {"nombre": nombre}
