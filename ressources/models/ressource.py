"""A resource: what editors publish for agents and élus, and the rows that hang on it."""

from django import forms
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from home import indexation
from home.blocks import CorpsBlock
from home.champs import ChoixMultiplesField
from home.fraicheur.models import Suivi, SuiviQuerySet
from home.fraicheur.panneaux import PanneauDeVerification
from home.langues import miroir
from home.langues.lecture import SOURCE, langue_du_contenu
from home.models import BasePage
from home.models.base import BasePageQuerySet
from home.referentiels import NiveauParticipation, Strate, TypeCollectivite
from ressources import cartes, documents, liens
from ressources.models.etiquettes import EtiquetteRessource
from ressources.models.theme import ThemePage
from ressources.referentiels import Nature, Provenance


class RessourceQuerySet(SuiviQuerySet, BasePageQuerySet):
    def propres(self):
        return self.filter(alias_of=None, locale__language_code=SOURCE)

    def pour_cartes(self):
        """What a card shows (cartes.carte_de_page), nothing more: one query."""
        themes = RessourceTheme.objects.filter(page=OuterRef("pk")).order_by("sort_order")
        fichiers = FichierRessource.objects.filter(page=OuterRef("pk"))
        return (
            self.defer_streamfields()
            .select_related("locale")
            .annotate(
                pictogramme=themes.values("theme__pictogramme")[:1],
                accent=themes.values("theme__accent")[:1],
                noms_de_fichiers=ArraySubquery(fichiers.values("document__file")),
            )
        )

    def pour_lecture(self):
        return liens.avec_liens(self)

    def du_theme(self, theme):
        """Of a theme, given in any language."""
        return self.filter(themes_lies__theme__translation_key=theme.translation_key)

    def nombre_par_theme(self, langues: set[int]) -> dict[tuple[int, object], int]:
        """(locale key, theme's translation key) → number of visible resources: one query."""
        cles = ("locale_id", "themes_lies__theme__translation_key")
        comptes = self.visibles().filter(locale_id__in=langues).order_by().values(*cles)
        return {
            (ligne[cles[0]], ligne[cles[1]]): ligne["nombre"]
            for ligne in comptes.annotate(nombre=Count("pk", distinct=True))
        }

    def recentes(self):
        return self.order_by("-first_published_at", "-pk")

    def proches_de(self, page, *, themes, tags, choisies=()):
        """What the editor chose, in that order (`choisies`: translation keys), then what shares
        a theme or a tag (keys) with `page`; a theme counts twice a tag, then the fresher.
        """
        # 0 is nobody's key: an empty list would empty the whole query, not only its count.
        themes, tags = [0, *themes], [0, *tags]
        # Chosen by key before anything is counted: the rest of the base is not read.
        candidates = (
            Q(pk__in=RessourceTheme.objects.filter(theme__in=themes).values("page"))
            | Q(pk__in=EtiquetteRessource.objects.filter(tag__in=tags).values("content_object"))
            | Q(translation_key__in=choisies)
        )
        rangs = [When(translation_key=cle, then=rang) for rang, cle in enumerate(choisies)]
        return (
            self.filter(candidates, locale_id=page.locale_id)
            .exclude(pk=page.pk)
            .annotate(
                proximite=2
                * Count("themes_lies", filter=Q(themes_lies__theme__in=themes), distinct=True)
                + Count("etiquetages", filter=Q(etiquetages__tag__in=tags), distinct=True),
                rang=Case(*rangs, default=len(rangs), output_field=IntegerField()),
            )
            .order_by("rang", "-proximite", F("verifie_le").desc(nulls_last=True), "title")
        )


class RessourcePage(Suivi, BasePage):
    # Of the row, not of its content: no revision, copy, mirror nor translation carries it.
    reference = models.CharField(
        _("référence"),
        max_length=60,
        blank=True,
        editable=False,
        help_text=_("Donnée par un import\u00a0: elle retrouve la ressource dans votre tableur."),
    )
    nature = models.CharField(_("nature"), max_length=20, choices=Nature, default=Nature.GUIDE)
    body = StreamField(CorpsBlock(), verbose_name=_("corps"), blank=True)
    niveaux = ChoixMultiplesField(_("niveaux de participation"), enum=NiveauParticipation)
    publics = ChoixMultiplesField(_("pour quelles collectivités"), enum=TypeCollectivite)
    strates = ChoixMultiplesField(
        _("de quelle taille"), enum=Strate, help_text=_("Rien de coché : toutes les tailles.")
    )
    provenance = models.CharField(
        _("provenance"), max_length=20, choices=Provenance, default=Provenance.ANCT
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Qui l’a écrite, comme le lecteur le lira."),
    )
    duree_lecture = models.PositiveSmallIntegerField(
        _("durée de lecture"), null=True, blank=True, help_text=_("En minutes.")
    )
    lien_externe = models.URLField(
        _("lien externe"), blank=True, help_text=_("Quand le contenu est publié ailleurs.")
    )
    tags = ClusterTaggableManager(
        verbose_name=_("étiquettes"), through=EtiquetteRessource, blank=True
    )

    objects = PageManager.from_queryset(RessourceQuerySet)()

    parent_page_types = ["ressources.RessourceIndexPage"]
    subpage_types = []
    exclude_fields_in_copy = ["reference"]
    route_de_la_liste = "ressources:index"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("nature"),
        InlinePanel(
            "themes_lies",
            label=_("thème"),
            heading=_("Thèmes"),
            help_text=_("Le premier donne à la ressource son pictogramme et sa couleur."),
        ),
        FieldPanel("body"),
        InlinePanel("fichiers", label=_("fichier"), heading=_("Fichiers à télécharger")),
        FieldPanel("lien_externe"),
        MultiFieldPanel(
            [
                FieldPanel("niveaux"),
                FieldPanel("publics"),
                FieldPanel("strates"),
                FieldPanel("tags"),
            ],
            heading=_("Pour qui, pour quoi"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("provenance"),
                FieldPanel("source"),
                PanneauDeVerification(),
                FieldPanel("responsable"),
                FieldPanel("verifie_le"),
                FieldPanel(
                    "a_revoir_le",
                    help_text=_("La date où la relire\u00a0; obligatoire pour publier."),
                ),
                FieldPanel("duree_lecture"),
                FieldPanel("reference", read_only=True),
            ],
            heading=_("Provenance et fraîcheur"),
        ),
        InlinePanel("liees", label=_("ressource"), heading=_("À lire avec")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("nature"),
        index.FilterField("provenance"),
    ]

    relations_requises = {"themes_lies": _("Choisissez au moins un thème.")}

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="ressources_reference_unique",
                violation_error_message=_("Une autre ressource porte cette référence."),
            )
        ]

    def save(self, *args, **kwargs):
        if self.alias_of_id:  # a mirror is made by copying every field
            self.reference = ""
        return super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(content)
        page.reference = self.reference
        return page

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.resume:
            manques["resume"] = _(
                "Écrivez le résumé : deux lignes qui disent ce que l’on y trouve."
            )
        if not self.a_revoir_le:
            manques["a_revoir_le"] = _("Indiquez la date où cette ressource devra être relue.")
        elif self.a_revoir_le <= timezone.localdate() and miroir.est_source(self):
            # A translation has the date of its French page, and no other to give.
            manques["a_revoir_le"] = _(
                "La date où relire cette ressource est passée. Indiquez une date à venir."
            )
        return manques

    @classmethod
    def reindexer(cls, cles):
        indexation.indexer(Page.objects.filter(pk__in=cles))

    def document(self):
        return documents.document_ressource(self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        lies = liens.liens_de(self)
        return context | {
            "themes": ThemePage.objects.affichables(lies.cles_des_themes, self.locale_id),
            "theme_principal": lies.themes[0] if lies.themes else None,
            "fichiers": lies.documents,
            "niveaux": [choix for choix in NiveauParticipation if choix.value in self.niveaux],
            "pour_qui": cartes.pour_qui(self.publics, self.strates),
            "etiquettes": lies.etiquettes,
            "cartes_liees": self.a_lire_avec(lies),
            "cle_a_verifier": self._cle_a_verifier(),
        }

    def _cle_a_verifier(self) -> int | None:
        """Of the French page, dated for itself; nothing where a translation is read."""
        return (self.alias_of_id or self.pk) if langue_du_contenu(self) == SOURCE else None

    def a_lire_avec(self, lies: liens.Liens, *, nombre: int = 3) -> list[dict]:
        """Cards: the editor's picks first, then the closest by shared themes and tags."""
        proches = (
            RessourcePage.objects.visibles()
            .pour_cartes()
            .proches_de(
                self,
                themes=[theme["pk"] for theme in lies.themes],
                tags=[etiquette["pk"] for etiquette in lies.etiquettes],
                choisies=lies.choisies,
            )
        )
        return [cartes.carte_de_page(page) for page in proches[:nombre]]


class RessourceTheme(Orderable):
    """The first theme gives the resource its pictogram and its colour."""

    page = ParentalKey(RessourcePage, on_delete=models.CASCADE, related_name="themes_lies")
    theme = models.ForeignKey(
        "ressources.ThemePage",
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="ressources_liees",
        # Its French page: whatever the language, a theme is one thing (architecture.md).
        limit_choices_to={"locale__language_code": "fr"},
    )

    # A list of a few names, where the chooser of pages asks to walk the tree.
    panels = [FieldPanel("theme", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("thème de la ressource")
        verbose_name_plural = _("thèmes de la ressource")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "theme"],
                name="ressources_theme_une_fois",
                violation_error_message=_("Ce thème est déjà choisi."),
            )
        ]

    def __str__(self) -> str:
        return self.page.title


class FichierRessource(Orderable):
    page = ParentalKey(RessourcePage, on_delete=models.CASCADE, related_name="fichiers")
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("fichier"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("fichier de la ressource")
        verbose_name_plural = _("fichiers de la ressource")

    def __str__(self) -> str:
        return self.page.title


class RessourceLiee(Orderable):
    """Chosen by an editor; shown before what is found by shared themes and tags."""

    page = ParentalKey(RessourcePage, on_delete=models.CASCADE, related_name="liees")
    ressource = models.ForeignKey(
        RessourcePage, verbose_name=_("ressource"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("ressource liée")
        verbose_name_plural = _("ressources liées")
