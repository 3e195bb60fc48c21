"""The form of a retour in the admin: the same fields as on the site, in the same order."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel

from communautes.retours.referentiels import RESERVEES
from communautes.retours.relecture.images import PanneauDesImages, seulement_les_siennes
from communautes.retours.relecture.panneaux import PanneauDeRelecture
from home.edition.adresse import AdresseInput
from home.edition.phrases import PhraseInput
from home.forms import PublicationSnippetForm


class RetourForm(PublicationSnippetForm):
    champ_du_titre = "titre"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "images" in self.formsets:
            seulement_les_siennes(self.formsets["images"], self.instance)

    def clean_slug(self) -> str:
        slug = super().clean_slug()
        if slug in RESERVEES:
            raise ValidationError(_("Cette adresse est celle d’une autre page\u00a0: changez-la."))
        return slug


PANNEAUX = [
    PanneauDeRelecture(),
    TitleFieldPanel("titre", placeholder=_("Titre du retour*"), required_on_save=True),
    FieldPanel("format"),
    FieldPanel("resume", widget=PhraseInput),
    InlinePanel(
        "themes_lies",
        label=_("thème"),
        heading=_("Thèmes"),
        help_text=_("Le premier donne au retour son pictogramme et sa couleur."),
    ),
    MultiFieldPanel([FieldPanel("debut"), FieldPanel("fin")], heading=_("Période")),
    FieldPanel("contexte"),
    FieldPanel("fait"),
    MultiFieldPanel(
        [FieldPanel("niveau"), FieldPanel("publics"), FieldPanel("nombre")],
        heading=_("Participation"),
    ),
    FieldPanel("resultats"),
    FieldPanel("echecs"),
    FieldPanel("appris"),
    MultiFieldPanel(
        [
            FieldPanel("cout"),
            FieldPanel("cout_precision"),
            FieldPanel("jours_agent"),
            FieldPanel("prestataires"),
        ],
        heading=_("Moyens"),
    ),
    FieldPanel("transposition"),
    PanneauDesImages(
        heading=_("Images"),
        help_text=_("Elles se donnent, se rangent et se retirent sur le site, par qui écrit."),
    ),
    InlinePanel("acteurs_lies", label=_("acteur"), heading=_("Acteurs qui l’ont accompagné")),
    FieldPanel("tags"),
    MultiFieldPanel(
        [
            FieldPanel("slug", widget=AdresseInput, required_on_save=True),
            FieldPanel("reference", required_on_save=True),
            FieldPanel("licence"),
        ],
        heading=_("Adresse, référence et licence"),
    ),
]
