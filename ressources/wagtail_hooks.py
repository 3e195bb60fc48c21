from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from home.droits import refus
from home.listes import actes as actes_en_nombre
from home.listes import enregistrement, explorateur, suppression
from home.listes.publication import Depublier, Publier
from home.listes.suivi import Confier, MarquerVerifie
from ressources.listes import journal  # noqa: F401 (registers its own hooks)
from ressources.listes.actes import AjouterEtiquette, AjouterTheme, RetirerEtiquette, RetirerTheme
from ressources.models import Acteur, RessourcePage, ThemePage
from ressources.themes_choisis import pourquoi_il_reste, pourquoi_ils_restent
from ressources.viewsets import RessourceViewSet, ThemeViewSet
from ressources.viewsets_acteurs import ActeurViewSet

register_snippet(ActeurViewSet)
for acte in (MarquerVerifie(), AjouterTheme(), RetirerTheme(), Confier()):
    enregistrement.enregistrer(acte, RessourcePage, Acteur)
for acte in (AjouterEtiquette(), RetirerEtiquette()):
    enregistrement.enregistrer(acte, RessourcePage)
for acte in (Publier(), Depublier()):
    enregistrement.enregistrer(acte, RessourcePage, ThemePage, Acteur)
actes_en_nombre.empecher(pourquoi_ils_restent)
suppression.offrir(Acteur)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [RessourceViewSet("ressources"), ThemeViewSet("themes")]


@hooks.register("insert_global_admin_css")
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
        refus.dire_de(request, page, raison)
    messages.error(request, _("Rien n’a été fait."))
    return explorateur.retour(request, pages[0])
