"""The list of the admin whose lines come in and go out: its buttons, and its own export."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from home.echanges import registre
from home.echanges.exportation import exporter


class ListeEchangeable:
    """Mixin of an index view; `table_echangee` names a registered table (None: no exchange)."""

    table_echangee = None

    @cached_property
    def table_des_echanges(self):
        return registre.table(self.table_echangee) if self.table_echangee else None

    @cached_property
    def show_export_buttons(self) -> bool:
        if self.table_des_echanges is None:
            return bool(self.list_export)
        return self.table_des_echanges.peut_exporter(self.request.user)

    @cached_property
    def header_more_buttons(self):
        boutons = list(super().header_more_buttons)
        table = self.table_des_echanges
        if table is not None and table.peut_importer(self.request.user):
            adresse = reverse("echanges:liste", args=[table.code])
            boutons.append(Button(_("Importer"), url=adresse, icon_name="upload", priority=80))
        return boutons

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """What the list shows, filtered and sorted as it is."""
        if self.table_des_echanges is None:
            return super().as_spreadsheet(queryset, spreadsheet_format)
        if not self.show_export_buttons:
            raise PermissionDenied
        if hasattr(queryset, "values_list"):  # a list; what a search finds has no such thing
            pks = list(queryset.prefetch_related(None).values_list("pk", flat=True))
        else:
            pks = [page.pk for page in queryset]
        return exporter(self.table_des_echanges, pks, spreadsheet_format, self.request.user)
