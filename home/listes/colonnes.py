"""Columns that an editor reads, the same in every list."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.widgets.button import ButtonWithDropdownFromHook

from home.edition.programmation import en_bref
from home.jours import date_format
from home.listes.etats import VISIBLES, Etat


class Echeance(Column):
    """A date that may be to come: written out, where Wagtail's column counts only what is past."""

    def get_value(self, instance) -> str:
        jour = super().get_value(instance)
        return date_format(jour, "j N Y") if jour else ""


class Nombre(Column):
    """With its thousands apart."""

    def get_value(self, instance) -> str:
        nombre = super().get_value(instance)
        return "" if nombre is None else intcomma(nombre)


class ColonneEtat(StatusTagColumn):
    """Of `etats.avec_etat`, and the hour at which it will change by itself."""

    cell_template_name = "home/listes/etat.html"

    def __init__(self):
        super().__init__("etat", label=_("État"), sort_key="etat", primary=_visible)

    def get_value(self, instance) -> str:
        return Etat(instance.etat).label

    def get_cell_context_data(self, instance, parent_context):
        contexte = super().get_cell_context_data(instance, parent_context)
        return contexte | {"echeances": list(_echeances(instance))}


def _echeances(objet):
    if objet.programmee_le:
        yield _("publication le %(quand)s") % {"quand": en_bref(objet.programmee_le)}
    if _visible(objet) and objet.expire_at:
        yield _("retrait le %(quand)s") % {"quand": en_bref(objet.expire_at)}


def _visible(objet) -> bool:
    return objet.etat in VISIBLES


class ColonneModifiee(Column):
    """When its last version was written, and by whom."""

    cell_template_name = "home/listes/modifiee.html"

    def __init__(self, accessor: str = "latest_revision_created_at"):
        super().__init__(
            "modifiee", label=_("Modification"), accessor=accessor, sort_key="modifiee", width="12%"
        )

    def get_cell_context_data(self, instance, parent_context):
        contexte = super().get_cell_context_data(instance, parent_context)
        version = instance.latest_revision
        return contexte | {"par": version.user if version else None}


class ColonneTitre(PageTitleColumn):
    """The title of a page and what may be done to it, at no query for each line.

    Once published or submitted, one is back in the list as it was filtered.
    """

    cell_template_name = "home/listes/titre.html"

    def __init__(self):
        super().__init__("title", label=_("Titre"), sort_key="titre", classname="title")

    def get_cell_context_data(self, instance, parent_context):
        contexte = super().get_cell_context_data(instance, parent_context)
        requete = parent_context["request"]
        suite = contexte["actions_next_url"] or requete.path
        if requete.GET:
            suite += f"?{requete.GET.urlencode()}"
        menu = _menu(instance, requete.user, suite)
        return contexte | {"menu": menu, "retour": urlencode({"next": suite})}


def _menu(page, personne, suite: str) -> ButtonWithDropdownFromHook:
    return ButtonWithDropdownFromHook(
        "",
        hook_name="register_page_listing_more_buttons",
        page=page,
        user=personne,
        next_url=suite,
        icon_name="dots-horizontal",
        attrs={
            "aria-label": _("Plus d’options pour «\u00a0%(titre)s\u00a0»")
            % {"titre": page.get_admin_display_title()}
        },
    )
