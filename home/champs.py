"""Model fields of our own."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ChoixMultiplesField(ArrayField):
    """Several values of one TextChoices, kept in its order; check boxes in forms."""

    def __init__(self, verbose_name=None, *, enum=None, **kwargs):
        self.enum = enum
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("base_field", models.CharField(max_length=40))
        super().__init__(verbose_name=verbose_name, **kwargs)

    def formfield(self, **kwargs):
        defaults = {
            "form_class": forms.TypedMultipleChoiceField,
            "choices_form_class": forms.TypedMultipleChoiceField,
            "choices": self.enum.choices,
            "widget": forms.CheckboxSelectMultiple,
            "coerce": str,
        }
        defaults.update(kwargs)
        return models.Field.formfield(self, **defaults)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        unknown = set(value) - set(self.enum.values)
        if unknown:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], params={"value": ", ".join(sorted(unknown))}
            )
