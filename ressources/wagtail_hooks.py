from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from home import en_nombre
from ressources.themes_choisis import pourquoi_il_reste
from ressources.viewsets import RessourceViewSet, ThemeViewSet
from ressources.viewsets_acteurs import ActeurViewSet

register_snippet(ActeurViewSet)


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
    raison = pourquoi_il_reste(page)
    if not raison:
        return None
    messages.error(request, raison)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def explain_why_themes_stay(request, action_type, pages, view):
    if view.model is not Page or action_type not in {"delete", "unpublish"}:
        return None
    raisons = {page: raison for page in pages if (raison := pourquoi_il_reste(page))}
    if not raisons:
        return None
    for page, raison in raisons.items():
        en_nombre.dire_de(request, page, raison)
    messages.error(request, _("Rien n’a été fait."))
    return en_nombre.retour(request, pages[0])
