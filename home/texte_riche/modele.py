"""The column of a model where people write more than a line."""

from django.db import models

from home.texte_riche.champs import TexteRicheField


class TexteRicheTextField(models.TextField):
    """Kept as typed (home/texte_riche); every form of the model, the admin's too, cleans it the
    same way.
    """

    def formfield(self, **kwargs):
        kwargs.pop("widget", None)  # the admin's own textarea has no bar
        defauts = {"form_class": TexteRicheField}
        if self.max_length:
            defauts["max_length"] = self.max_length
        return models.Field.formfield(self, **defauts | kwargs)
