"""The images of a retour in the admin: what each shows, in words that may be mended. They are
given, ordered and taken out on the site, by who writes.
"""

from django import forms
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, InlinePanel

from communautes.fichiers.models import Fichier


class PanneauDesImages(InlinePanel):
    """No row is added here; each is drawn above its words. Shown even empty: what it sends is
    waited for.
    """

    def __init__(self, **kwargs):
        panels = [
            FieldPanel("fichier", widget=forms.HiddenInput, classname="w-hidden"),
            FieldPanel("alternative"),
            FieldPanel("legende"),
        ]
        super().__init__("images", panels=panels, **kwargs)

    def clone_kwargs(self):
        siens = {"relation_name", "panels", "min_num", "max_num"}
        return {cle: v for cle, v in super().clone_kwargs().items() if cle not in siens}

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "retours/admin/images.html"
        telepath_adapter_name = "wagtail.panels.Panel"  # that of rows looks for an « add » button

        def telepath_pack(self, context):
            return self.telepath_adapter_name, [{"type": "Panel", "prefix": self.prefix}]

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {
                "rangees": [
                    {"contenu": enfant, "adresse": adresse_de(enfant.instance)}
                    for enfant in self.children
                ]
            }


def adresse_de(image) -> str:
    """Nothing for a row whose file is not known."""
    fichier = Fichier.objects.filter(pk=image.fichier_id).first()
    return reverse("fichiers:lire", args=[fichier.pk, fichier.nom]) if fichier else ""


def seulement_les_siennes(formset, retour) -> None:
    """No other file than those that were given for this retour. One that was destroyed since, in a
    version that comes back, is told when it is published (models/retour.py).
    """
    siens = Fichier.objects.joints_a(retour)
    for form in formset.forms:
        form.fields["fichier"].queryset = siens
