from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail import hooks

from ressources.models import RessourceTheme, ThemePage
from ressources.viewsets import RessourceViewSet, ThemeViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [RessourceViewSet("ressources"), ThemeViewSet("themes")]


@hooks.register("before_delete_page")
def explain_why_a_theme_stays(request, page):
    """The database refuses to lose a theme that resources point at; this says so beforehand."""
    if not issubclass(page.specific_class, ThemePage):
        return None
    nombre = RessourceTheme.objects.filter(theme_id=page.pk, page__locale=page.locale_id).count()
    if not nombre:
        return None
    messages.error(
        request,
        ngettext(
            "Ce thème est choisi par %(nombre)s ressource : retirez-le d’abord de sa page.",
            "Ce thème est choisi par %(nombre)s ressources : retirez-le d’abord de leurs pages.",
            nombre,
        )
        % {"nombre": nombre},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
