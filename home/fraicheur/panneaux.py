"""In the form of a content: when it was verified, and the way to say that it is."""

from django.urls import reverse
from wagtail.admin.panels import Panel

from home.fraicheur.forms import LUE, faits_en_texte


class PanneauDeVerification(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "home/fraicheur/panneau.html"

        def is_shown(self) -> bool:
            """Nothing to verify in what is not written yet."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            adresse = reverse(
                "fraicheur:verifier", args=[self.instance._meta.model_name, self.instance.pk]
            )
            return super().get_context_data(parent_context) | {
                "adresse": adresse,
                "champ": LUE,
                "lue": faits_en_texte(self.instance),
                "publie": self.instance.live,
            }
