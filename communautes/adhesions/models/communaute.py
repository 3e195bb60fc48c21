"""A community's page: what it is for, until when, who may enter and who may read.

What people do with it (who belongs, whether it is alive) is in rows outside the page: publishing
an older version changes none of them.
"""

from functools import cached_property

from django import forms
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from communautes.adhesions.confidences import pourquoi_pas_ouvrir, rien_ne_s_y_dit
from communautes.adhesions.referentiels import Acces, Visibilite
from home.langues.lecture import SOURCE
from home.models import BasePage
from home.models.base import BasePageQuerySet


class CommunauteQuerySet(BasePageQuerySet):
    def sources(self):
        """The French pages: what members, discussions and meetings point at."""
        return self.filter(locale__language_code=SOURCE)

    def invisibles(self):
        return self.sources().filter(visibilite=Visibilite.INVISIBLE)


class CommunautePage(BasePage):
    objet = RichTextField(
        _("à quoi elle sert"),
        blank=True,
        features=["bold", "italic", "ul", "ol", "link"],
        help_text=_("Pour qui, pour faire quoi, et ce qui en sortira."),
    )
    fin_prevue = models.DateField(
        _("fin prévue"),
        null=True,
        blank=True,
        help_text=_("Une communauté a une fin\u00a0: ce jour-là, on la prolonge ou on conclut."),
    )
    acces = models.CharField(
        _("comment on entre"), max_length=10, choices=Acces, default=Acces.SUR_DEMANDE
    )
    visibilite = models.CharField(
        _("qui lit"), max_length=10, choices=Visibilite, default=Visibilite.LISTEE
    )
    objectif_de_reponse = models.PositiveSmallIntegerField(
        _("réponse visée"),
        default=5,
        help_text=_(
            "En jours. Une question sans réponse au-delà est confiée à une personne nommée."
        ),
    )

    objects = PageManager.from_queryset(CommunauteQuerySet)()

    parle_au_lecteur = True
    parent_page_types = ["adhesions.CommunautesIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("objet"),
        InlinePanel("themes_lies", label=_("thème"), heading=_("Thèmes")),
        FieldPanel("fin_prevue"),
        FieldPanel("acces", widget=forms.RadioSelect),
        FieldPanel("visibilite", widget=forms.RadioSelect),
        FieldPanel("objectif_de_reponse"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("objet")]
    relations_requises = {"themes_lies": _("Choisissez au moins un thème.")}

    class Meta:
        verbose_name = _("communauté")
        verbose_name_plural = _("communautés")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(objectif_de_reponse__gte=1, objectif_de_reponse__lte=30),
                name="communaute_objectif_tenable",
                violation_error_message=_("Visez une réponse entre un et trente jours."),
            )
        ]

    @cached_property
    def source(self) -> "CommunautePage":
        """The French page, of which this one may be the mirror or the translation."""
        if self.alias_of_id is None and self.locale.language_code == SOURCE:
            return self
        return CommunautePage.objects.sources().get(translation_key=self.translation_key)

    @property
    def entre_qui_veut(self) -> bool:
        """By its page, at once."""
        return self.acces == Acces.LIBRE and self.visibilite != Visibilite.INVISIBLE

    @property
    def est_publique(self) -> bool:
        """As it is published: of one that is not, the row is a draft, and opens nothing."""
        return self.live and self.visibilite == Visibilite.PUBLIQUE

    @property
    def nom_connu_de_tous(self) -> str:
        """Where who reads it may not belong, or no more: journals, data of who left. Of one that
        editors withdrew, the row is a draft: neither its name nor who knew of it is read there.
        """
        if not self.live:
            return str(_("une communauté qui n’est pas publiée"))
        invisible = self.visibilite == Visibilite.INVISIBLE
        return str(_("une communauté invisible")) if invisible else self.title

    def nom_pour(self, *, en_est: bool) -> str:
        """`en_est`: who reads belongs there, or asks to."""
        return self.title if en_est and self.live else self.nom_connu_de_tous

    @property
    def au_journal(self) -> str:
        return str(_("communauté\u00a0: %(nom)s")) % {"nom": self.nom_connu_de_tous}

    def pendant_la_publication(self):
        return rien_ne_s_y_dit(self)

    def manques_pour_publier(self) -> dict[str, str]:
        manques = super().manques_pour_publier()
        if not self.resume:
            manques["resume"] = _("Écrivez le résumé\u00a0: il s’affiche dans les listes.")
        if not self.objet:
            manques["objet"] = _("Dites à quoi elle sert\u00a0: on y entre pour cela.")
        if not self.fin_prevue:
            manques["fin_prevue"] = _("Indiquez quand elle finira\u00a0: vous pourrez prolonger.")
        elif not self.live and self.fin_prevue <= timezone.localdate():
            manques["fin_prevue"] = _("Cette date est passée\u00a0: indiquez-en une à venir.")
        return manques | pourquoi_pas_ouvrir(self)

    def document(self):
        from communautes.adhesions.documents import document_communaute

        return document_communaute(self)

    def route(self, request, path_components):
        """Who may not know that it exists is answered as if it did not."""
        from communautes.adhesions.permissions import peut_voir_la_page

        trouvee = super().route(request, path_components)
        if not peut_voir_la_page(request, self.source):
            raise Http404
        return trouvee

    def get_context(self, request, *args, **kwargs):
        from communautes.adhesions.lecture import contexte_de_la_page

        context = super().get_context(request, *args, **kwargs)
        return context | contexte_de_la_page(request, self)


class CommunauteTheme(Orderable):
    """The first theme gives the community its pictogram and its colour."""

    page = ParentalKey(CommunautePage, on_delete=models.CASCADE, related_name="themes_lies")
    theme = models.ForeignKey(
        "ressources.ThemePage",
        verbose_name=_("thème"),
        on_delete=models.PROTECT,
        related_name="communautes_liees",
        limit_choices_to={"locale__language_code": "fr"},
    )

    panels = [FieldPanel("theme", widget=forms.Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("thème de la communauté")
        verbose_name_plural = _("thèmes de la communauté")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "theme"],
                name="communaute_theme_une_fois",
                violation_error_message=_("Ce thème est déjà choisi."),
            )
        ]

    def __str__(self) -> str:
        return self.page.title


class CommunautesIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["adhesions.CommunautePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des communautés")
        verbose_name_plural = _("listes des communautés")

    def de_structure(self) -> bool:
        return True

    def get_context(self, request, *args, **kwargs):
        from communautes.adhesions.lecture import contexte_de_la_liste

        context = super().get_context(request, *args, **kwargs)
        return context | contexte_de_la_liste(request, self)
