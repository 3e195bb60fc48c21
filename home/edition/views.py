"""Wagtail's « utilisé par » screens, with what only a draft uses; same addresses, same rights."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.usage import UsageView as UsageDePage
from wagtail.contrib.redirects.views import process_import
from wagtail.documents.views.documents import UsageView as UsageDeFichier
from wagtail.images.views.images import UsageView as UsageDImage

from home.edition.usages import references_vers


class AvecBrouillons:
    def get_queryset(self):
        return references_vers(self.object)

    @cached_property
    def columns(self):
        version = Column("version", label=_("Version"), accessor=_version)
        return [*super().columns, version]


def _version(ligne: dict) -> str:
    """A reference that Wagtail's index has not was read in a draft."""
    du_brouillon = all(reference.pk is None for reference in ligne["references"])
    publiee = getattr(ligne["object"], "live", True) and not du_brouillon
    return _("publiée") if publiee else _("brouillon")


def _vue(de_wagtail):
    classe = type(de_wagtail.__name__, (AvecBrouillons, de_wagtail), {})
    return require_admin_access(classe.as_view())


usage_de_page = _vue(UsageDePage)
usage_d_image = _vue(UsageDImage)
usage_de_fichier = _vue(UsageDeFichier)


def importer_des_redirections(request):
    """Wagtail's screen breaks on a form that is not the one it gave: say it, begin again."""
    try:
        return process_import(request)
    except (KeyError, AttributeError):
        messages.error(
            request, _("Ce formulaire n’est plus valable : déposez de nouveau le fichier.")
        )
        return redirect("wagtailredirects:start_import")
