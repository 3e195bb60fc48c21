"""What finds a page again from one import to the next."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PageReferencee(models.Model):
    """For a page type that comes in from a spreadsheet, before BasePage.

    Of the row, not of its content: no revision, copy, mirror nor translation carries it.
    """

    reference = models.CharField(
        _("référence"),
        max_length=60,
        blank=True,
        editable=False,
        help_text=_("Donnée par un import\u00a0: elle retrouve la page dans votre tableur."),
    )

    exclude_fields_in_copy = ["reference"]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.alias_of_id:  # a mirror is made by copying every field
            self.reference = ""
        return super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.reference = self.reference
        return page


def reference_unique(nom: str, message) -> models.UniqueConstraint:
    """For the `Meta` of each type: an empty reference is no reference."""
    return models.UniqueConstraint(
        fields=["reference"],
        condition=~Q(reference=""),
        name=nom,
        violation_error_message=message,
    )
