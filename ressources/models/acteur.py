"""An actor of cooperation and participation: who can help, on what, and where.

Its words are written once, in French: under /en/ the interface is translated and they are read
as they are, marked `lang="fr"` (architecture.md: what is not translated stays out of hreflang,
sitemap and English search).
"""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from home import territoires
from home.adresses_electroniques import contient_une_adresse
from home.champs import ChoixMultiplesField
from home.edition.adresse import AdresseInput
from home.edition.apercu import ApercuPublic
from home.edition.panneaux import FormulaireSimple
from home.edition.phrases import PhraseInput
from home.edition.verrous import VerrousEnClair
from home.forms import PublicationSnippetForm
from home.fraicheur.models import Suivi
from home.fraicheur.panneaux import PanneauDeVerification
from home.publication import PublieeSiComplete, ajouter
from home.referentiels import Strate, TypeCollectivite
from home.territoires import ChoixDepartement, ChoixRegion
from ressources import cartes, documents
from ressources.cartes_acteurs import carte_d_acteur
from ressources.models.acteurs_queryset import ActeurQuerySet
from ressources.models.contraintes_acteur import PARTOUT_OU_LA, contraintes_acteur
from ressources.models.theme import ThemePage
from ressources.referentiels import GenreActeur
from search import services

LOGO = "max-320x160|format-webp"
adresse_web = URLValidator(schemes=["http", "https"])


def nouvelle_reference() -> str:
    """« ACT-7F3A91C2 »: given once, kept for ever, so that an import finds its actor again."""
    return f"ACT-{secrets.token_hex(4).upper()}"


class Acteur(
    Suivi,
    PublieeSiComplete,
    VerrousEnClair,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    ApercuPublic,
    PreviewableMixin,
    ClusterableModel,
):
    nom = models.CharField(
        _("nom"),
        max_length=150,
        help_text=_("Le titre de sa fiche, et de sa ligne dans les listes."),
    )
    slug = models.SlugField(
        _("adresse de la fiche"),
        max_length=80,
        db_index=False,
        help_text=_(
            "La fin de l’adresse : /annuaire/adresse-de-la-fiche/. "
            "Publiée, l’ancienne mène à la nouvelle."
        ),
    )
    reference = models.CharField(
        _("référence"),
        max_length=40,
        default=nouvelle_reference,
        help_text=_(
            "Capitales, chiffres et tirets. Un import reconnaît l’acteur par elle : "
            "ne la changez pas. Le lecteur ne la voit pas."
        ),
    )
    genre = models.CharField(_("genre"), max_length=20, choices=GenreActeur, blank=True)
    resume = models.CharField(
        _("résumé"),
        max_length=200,
        blank=True,
        help_text=_("Deux lignes au plus : ce qu’il fait. Lues sous le nom et dans les listes."),
    )
    description = RichTextField(
        _("ce qu’il fait"),
        blank=True,
        features=["bold", "italic", "ul", "ol", "link"],
        help_text=_("Ce qu’il propose, comment on travaille avec lui, ce que cela coûte."),
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Facultatif : sans logo, la fiche montre le pictogramme de son genre."),
    )
    toute_la_france = models.BooleanField(
        _("toute la France"),
        default=False,
        help_text=_("Il est alors trouvé dans chaque région et chaque département."),
    )
    regions = ChoixMultiplesField(
        _("régions"),
        enum=ChoixRegion,
        help_text=_("Une région entière : il est trouvé dans tous ses départements."),
    )
    departements = ChoixMultiplesField(
        _("départements"),
        enum=ChoixDepartement,
        help_text=_("Quand il n’agit que dans une partie de la région."),
    )
    publics = ChoixMultiplesField(
        _("pour quelles collectivités"),
        enum=TypeCollectivite,
        help_text=_("Rien de coché : toutes les collectivités."),
    )
    strates = ChoixMultiplesField(
        _("de quelle taille"), enum=Strate, help_text=_("Rien de coché : toutes les tailles.")
    )
    site_web = models.URLField(_("site"), blank=True, validators=[adresse_web])
    page_contact = models.URLField(
        _("page de contact"),
        blank=True,
        validators=[adresse_web],
        help_text=_(
            "L’adresse d’une page ou d’un formulaire, jamais celle d’une personne : "
            "aucune adresse électronique n’est publiée."
        ),
    )

    objects = models.Manager.from_queryset(ActeurQuerySet)()

    DEBUT_DE_L_ADRESSE = "/annuaire/"  # ressources/urls.py

    base_form_class = PublicationSnippetForm
    panels = [
        TitleFieldPanel("nom", placeholder=_("Nom de l’acteur*"), required_on_save=True),
        FieldPanel("genre"),
        FieldPanel("resume", widget=PhraseInput),
        FieldPanel("description"),
        InlinePanel(
            "themes_lies",
            label=_("thème"),
            heading=_("Thèmes"),
            help_text=_("Sa fiche et la page de chaque thème se renvoient l’une à l’autre."),
        ),
        MultiFieldPanel(
            [FieldPanel("toute_la_france"), FieldPanel("regions"), FieldPanel("departements")],
            heading=_("Où il agit"),
        ),
        MultiFieldPanel([FieldPanel("publics"), FieldPanel("strates")], heading=_("Pour qui")),
        MultiFieldPanel(
            [FieldPanel("site_web"), FieldPanel("page_contact"), FieldPanel("logo")],
            heading=_("Où le joindre"),
        ),
        MultiFieldPanel(
            [
                PanneauDeVerification(),
                FieldPanel("responsable"),
                FieldPanel("verifie_le"),
                FieldPanel("a_revoir_le"),
            ],
            heading=_("Fraîcheur"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=AdresseInput, required_on_save=True),
                FieldPanel("reference", required_on_save=True),
            ],
            heading=_("Adresse et référence"),
        ),
    ]

    route_de_la_liste = "acteurs:list"
    edit_handler = FormulaireSimple(panels)

    relations_requises = {"themes_lies": _("Choisissez au moins un thème.")}

    class Meta:
        verbose_name = _("acteur")
        verbose_name_plural = _("acteurs")
        constraints = contraintes_acteur()

    def __str__(self) -> str:
        return self.nom

    def clean(self):
        super().clean()
        if self.toute_la_france and (self.regions or self.departements):
            raise ValidationError({"toute_la_france": PARTOUT_OU_LA})

    def validate_constraints(self, exclude=None):
        """A draft of what is live may be incomplete: only the row itself may not."""
        super().validate_constraints(exclude={*(exclude or ()), "live"})

    @property
    def approved_schedule(self) -> bool:
        """Asked line by line by lists, unless `pour_la_redaction` has asked for all."""
        lu = getattr(self, "programme", None)
        return super().approved_schedule if lu is None else lu

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.genre:
            manques["genre"] = _("Choisissez le genre : le lecteur saura à qui il a affaire.")
        if not self.resume:
            manques["resume"] = _("Écrivez le résumé : deux lignes qui disent ce qu’il fait.")
        if not (self.toute_la_france or self.regions or self.departements):
            manques["toute_la_france"] = _(
                "Dites où il agit : toute la France, des régions ou des départements."
            )
        for champ, texte in (("resume", self.resume), ("description", self.description)):
            # Tags may stand in the middle of an address: what is searched is what one reads.
            if contient_une_adresse(strip_tags(texte)):
                phrase = _("Retirez l’adresse électronique : indiquez plutôt une page de contact.")
                ajouter(manques, champ, phrase)
        return manques

    @classmethod
    def reindexer(cls, cles):
        acteurs = cls.objects.filter(pk__in=cles)
        services.indexer(*documents.documents_acteurs(acteurs))

    def get_absolute_url(self) -> str:
        return reverse("annuaire:acteur", args=[self.slug])

    @property
    def ou(self) -> str:
        return territoires.phrase(**self._territoires())

    @property
    def ou_en_bref(self) -> str:
        return territoires.phrase(**self._territoires(), au_plus=3)

    @property
    def noms_des_themes(self) -> str:
        return ", ".join(lien.theme.title for lien in self.themes_lies.all())

    def jetons(self) -> list[str]:
        """The territories where readers find it."""
        return territoires.jetons(**self._territoires())

    def _territoires(self) -> dict:
        return {
            "toute_la_france": self.toute_la_france,
            "regions": self.regions,
            "departements": self.departements,
        }

    def get_preview_template(self, request, mode_name):
        return "ressources/acteur.html"

    def get_preview_context(self, request, mode_name):
        return super().get_preview_context(request, mode_name) | self.contexte()

    def contexte(self) -> dict:
        """What its page shows, published or in a preview."""
        themes = [lien.theme for lien in self.themes_lies.all()]
        cles = [theme.translation_key for theme in themes]
        lisibles = ThemePage.objects.visibles().filter(
            translation_key__in=cles, locale__language_code=get_language()
        )
        proches = Acteur.objects.visibles().pour_cartes()
        return {
            "acteur": self,
            "themes": sorted(
                lisibles.defer_streamfields(), key=lambda page: cles.index(page.translation_key)
            ),
            "pour_qui": cartes.pour_qui(self.publics, self.strates),
            "logo": self._logo(),
            "proches": [
                carte_d_acteur(proche)
                for proche in proches.proches_de(self, [theme.pk for theme in themes])[:3]
            ],
        }

    def _logo(self) -> dict | None:
        if self.logo is None:
            return None
        rendu = get_renditions_or_not_found(self.logo, [LOGO])[LOGO]
        return {"src": rendu.url, "largeur": rendu.width, "hauteur": rendu.height}
