from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from home.langues.lecture import SOURCE
from ressources.models import RessourceTheme, ThemePage
from ressources.viewsets import RessourceViewSet, ThemeViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [RessourceViewSet("ressources"), ThemeViewSet("themes")]


@hooks.register("before_delete_page")
def explain_why_a_theme_stays(request, page):
    """The database refuses to lose a theme that resources point at; this says so beforehand.

    Also for the list of themes, and for what stands above it.
    """
    ailleurs = RessourceTheme.objects.exclude(page__path__startswith=page.path)
    nombre = ailleurs.filter(
        theme__path__startswith=page.path, page__locale__language_code=SOURCE
    ).count()
    if not nombre:
        return None
    messages.error(
        request,
        ngettext(
            "Ce thème est choisi par %(nombre)s ressource : retirez-le d’abord de sa page.",
            "Ce thème est choisi par %(nombre)s ressources : retirez-le d’abord de leurs pages.",
            nombre,
        )
        % {"nombre": nombre}
        if issubclass(page.specific_class, ThemePage)
        else _("Cette page contient des thèmes que des ressources ont choisis : elle reste."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
