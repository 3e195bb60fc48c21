"""Dates as they are typed in the admin: the form is said under each field, and nothing replaces
what was typed; what is accepted is in tec_site/formats, what is refused is said in locale/reprises.
"""

from datetime import date

from django import forms
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class _FormeDite:
    forme = ""

    def __init__(self, *, help_text="", **kwargs):
        aide = format_lazy("{} {}", help_text, self.forme) if help_text else self.forme
        super().__init__(help_text=aide, **kwargs)


class JourField(_FormeDite, forms.DateField):
    forme = _("Sous la forme JJ/MM/AAAA.")
    widget = AdminDateInput


class InstantField(_FormeDite, forms.DateTimeField):
    forme = _("Sous la forme JJ/MM/AAAA HH:MM.")
    widget = AdminDateTimeInput

    def to_python(self, value):
        """A day alone would be its midnight: an end would come a day before what was meant."""
        if isinstance(value, str) and (jour := _jour(value)):
            exemple = f"{jour:%d/%m/%Y} 09:00"
            raise forms.ValidationError(
                _("Ajoutez l’heure, à la suite du jour\u00a0: par exemple %(exemple)s."),
                params={"exemple": exemple},
            )
        return super().to_python(value)


def _jour(saisie: str) -> date | None:
    """The day that is all that was typed."""
    try:
        return forms.DateField().to_python(saisie)
    except forms.ValidationError:
        return None


@hooks.register("insert_global_admin_js")
def nothing_replaces_what_was_typed():
    """Not deferred: the fields start their calendars while the page is read."""
    return format_html('<script src="{}"></script>', static("home/edition/dates.js"))


def brancher() -> None:
    for champ, classe in (
        (models.DateField, JourField),
        (models.DateTimeField, InstantField),
    ):
        register_form_field_override(
            champ, override={"form_class": classe, "widget": classe.widget}
        )
