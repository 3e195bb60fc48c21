from django.apps import apps
from django.db import models
from django.db.models import Case, Count, F, Value, When, Window
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from home import navigation
from home.blocks import CorpsBlock
from home.models import BasePage
from home.models.base import BasePageQuerySet
from home.models.reference import PageReferencee, reference_unique
from home.referentiels import Accent, Pictogramme
from ressources import documents
from ressources.cartes import carte_de_page
from ressources.cartes_acteurs import carte_d_acteur
from ressources.sections import du_theme

DERNIERES = 6


class ThemeQuerySet(BasePageQuerySet):
    def ordonnes(self):
        return self.order_by("ordre", "title")

    def francais(self):
        """The pages that foreign keys and facets point at."""
        return self.filter(locale__language_code="fr")

    def avec_nombre_de_ressources(self) -> list:
        """The themes, each with `nombre_ressources`: visible ones in its language. Two queries."""
        themes = list(self)
        RessourcePage = apps.get_model("ressources", "RessourcePage")
        nombres = RessourcePage.objects.nombre_par_theme({theme.locale_id for theme in themes})
        for theme in themes:
            theme.nombre_ressources = nombres.get((theme.locale_id, theme.translation_key), 0)
        return themes

    def affichables(self, cles: list, locale_id: int) -> list:
        """Themes of these translation keys as readers of `locale` see them: one query."""
        return sorted(
            self.visibles()
            .filter(translation_key__in=cles, locale_id=locale_id)
            .defer_streamfields(),
            key=lambda page: cles.index(page.translation_key),
        )


class ThemePage(PageReferencee, BasePage):
    ordre = models.PositiveSmallIntegerField(_("ordre"), default=100)
    accent = models.CharField(_("couleur"), max_length=20, choices=Accent, default=Accent.ECUME)
    pictogramme = models.CharField(
        _("pictogramme"), max_length=20, choices=Pictogramme, default=Pictogramme.DOCUMENT
    )
    enjeux = RichTextField(
        _("enjeux"),
        blank=True,
        features=["ul", "ol", "bold", "italic"],
        help_text=_("Cinq phrases au plus, une par ligne d’une liste."),
    )
    inspiration = RichTextField(
        _("de quoi s’inspirer"),
        blank=True,
        features=["bold", "italic", "ul", "ol", "link", "document-link"],
        help_text=_("Ce que l’ANCT conseille de lire d’abord, et pourquoi."),
    )
    body = StreamField(CorpsBlock(), verbose_name=_("corps"), blank=True)

    objects = PageManager.from_queryset(ThemeQuerySet)()

    parent_page_types = ["ressources.ThemeIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("enjeux"),
        FieldPanel("inspiration"),
        FieldPanel("body"),
        FieldPanel("pictogramme"),
        FieldPanel("accent"),
        FieldPanel("ordre"),
        FieldPanel("reference", read_only=True),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("enjeux"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("thème")
        verbose_name_plural = _("thèmes")
        constraints = [
            reference_unique(
                "ressources_theme_reference_unique", _("Un autre thème porte cette référence.")
            )
        ]

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.resume:
            manques["resume"] = _("Écrivez le résumé : il s’affiche dans la liste des thèmes.")
        if not self.enjeux:
            manques["enjeux"] = _("Dites les enjeux : le lecteur vient d’abord pour eux.")
        return manques

    def document(self):
        return documents.document_theme(self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        RessourcePage = apps.get_model("ressources", "RessourcePage")
        ressources = (
            RessourcePage.objects.visibles().filter(locale_id=self.locale_id).du_theme(self)
        )
        total = Window(Count("pk"))  # counted with the list: one query for both
        # By the date that cards show; what the body has shown already comes last.
        fraiches = list(
            ressources.pour_cartes()
            .annotate(total=total, citee=self._citee())
            .order_by("citee", F("verifie_le").desc(nulls_last=True), "-first_published_at", "-pk")[
                :DERNIERES
            ]
        )
        nouvelles = [page for page in fraiches if not page.citee]
        index = navigation.adresses(request).get(apps.get_model("ressources", "RessourceIndexPage"))
        slug = self.slug_francais()
        return context | {
            "ressources": [carte_de_page(page) for page in nouvelles or fraiches],
            "nombre_ressources": fraiches[0].total if fraiches else 0,
            "adresse_ressources": f"{index}?theme={slug}" if index and slug else "",
            "adresse_acteurs": f"{reverse('annuaire:liste')}?theme={slug}",
            **self._acteurs(total),
            "sections": du_theme.pour(self, request),
        }

    def _acteurs(self, total) -> dict:
        acteurs = apps.get_model("ressources", "Acteur").objects.visibles().du_theme(self)
        premiers = list(acteurs.pour_cartes().annotate(total=total).alphabetiques()[:DERNIERES])
        return {
            "acteurs": [carte_d_acteur(acteur) for acteur in premiers],
            "nombre_acteurs": premiers[0].total if premiers else 0,
        }

    def _citee(self):
        """Whether a resource stands among the cards of the body, in any language."""
        elements = [
            element
            for bloc in self.body.raw_data
            if bloc["type"] == "resource_cards"
            for element in bloc["value"].get("pages", [])
        ]
        # Wagtail has written lists as bare values, then as dicts.
        cles = [e["value"] if isinstance(e, dict) else e for e in elements]
        if not cles:
            return Value(False)
        citees = Page.objects.filter(pk__in=cles).values("translation_key")
        return Case(When(translation_key__in=citees, then=True), default=False)

    def slug_francais(self) -> str:
        """How facets call this theme in addresses."""
        if self.locale.language_code == "fr":
            return self.slug
        francaise = ThemePage.objects.francais().filter(translation_key=self.translation_key)
        return francaise.values_list("slug", flat=True).first() or ""
