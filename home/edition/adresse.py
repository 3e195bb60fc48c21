"""The end of an address, typed where the whole address is read."""

from wagtail.admin.widgets.slug import SlugInput


class AdresseInput(SlugInput):
    """`debut`: what stands before, « /ressources/ »; the form knows it (forms.AdresseMixin)."""

    template_name = "home/edition/adresse.html"
    debut = ""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"debut": self.debut}


def chemin_de(page) -> str:
    """Path of this page, as visitors read it; nothing when it is outside of the site."""
    parties = page.get_url_parts() if page is not None else None
    return parties[2] if parties and parties[2] else ""
