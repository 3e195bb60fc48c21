"""A sentence or two, seen whole while it is written."""

from wagtail.admin.widgets import AdminAutoHeightTextInput


class PhraseInput(AdminAutoHeightTextInput):
    """Two lines that grow; what is typed or pasted on several lines is one text, as it is read."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 2} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        valeur = super().value_from_datadict(data, files, name)
        return valeur if valeur is None else " ".join(valeur.splitlines())
