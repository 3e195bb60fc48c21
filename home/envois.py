"""Two clicks are one sending; after « Back », other words are another.

The form carries a key of its own (`EnvoiField`); its service makes of it, and of what was said
where, the key of the row.
"""

from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django import forms
from django.db.models import Model


class EnvoiField(forms.UUIDField):
    """Without it, or out of shape, a sending like no other."""

    def __init__(self, **kwargs):
        communs = {"required": False, "widget": forms.HiddenInput, "initial": uuid4}
        super().__init__(**(communs | kwargs))

    def clean(self, value) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except forms.ValidationError:
            return uuid4()


def cle_de_l_envoi(cle: UUID | str | None, lieu: Model | None, *dits: str) -> UUID:
    """`lieu`: what it is sent to; None, the portal."""
    ou = f"{lieu._meta.label_lower}-{lieu.pk}" if lieu is not None else ""
    return uuid5(NAMESPACE_OID, "\n".join([str(cle or uuid4()), ou, *dits]))
