"""Wagtail's « utilisé par » screens, drafts included: same addresses, same rights."""

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column, ReferencesColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.pages.usage import UsageView as UsagesDePage
from wagtail.documents.views.documents import UsageView as UsagesDeFichier
from wagtail.images.views.images import UsageView as UsagesDImage
from wagtail.snippets.views.snippets import UsageView as UsagesDeFiche

from home.usages.lecture import Usages


class AvecBrouillons:
    """Of one content of any kind: what uses it, where, and in which version."""

    @property
    def no_results_message(self):
        return _("Rien d’autre ne s’en sert.")

    def get_queryset(self):
        return Usages([self.object], par=self.request.user)

    @cached_property
    def columns(self):
        return [
            TitleColumn("titre", label=_("Titre"), get_url=lambda usage: usage.url or None),
            Column("genre", label=_("Genre"), accessor=lambda usage: capfirst(usage.genre)),
            ReferencesColumn(
                "ou",
                label=_("À la suppression") if self.describe_on_delete else _("Où"),
                accessor="references",
                get_url=lambda usage: usage.url,
                describe_on_delete=self.describe_on_delete,
            ),
            Column(
                "version", label=_("Version"), accessor=lambda usage: capfirst(usage.version.label)
            ),
        ]

    def get_table(self, object_list, **kwargs):
        # Past Wagtail's own rows, which expect pairs of an object and its references.
        return super(generic.UsageView, self).get_table(object_list, **kwargs)


class EcranDePage(AvecBrouillons, UsagesDePage):
    pass


class EcranDImage(AvecBrouillons, UsagesDImage):
    pass


class EcranDeFichier(AvecBrouillons, UsagesDeFichier):
    pass


class EcranDeFiche(AvecBrouillons, UsagesDeFiche):
    """Of a snippet: its viewset names it (`usage_view_class`)."""
