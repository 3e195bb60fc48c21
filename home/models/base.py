"""The abstract page that every page of the site stands on."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from home import lots, publication
from home.blocks.publication import manques_du_corps
from home.droits.pages import DroitsDePage
from home.edition.apercu import ApercuPublic
from home.edition.panneaux import ADRESSE, TITRE, formulaire_de_page
from home.edition.phrases import PhraseInput
from home.edition.verrous import VerrousEnClair
from home.forms import PublicationForm
from home.langues import affichage, lecture, miroir
from home.visibilite import publiques, restrictions
from search.documents import Document


class BasePageQuerySet(PageQuerySet):
    def visibles(self):
        """Published, and outside any private section."""
        return publiques(self)

    def pour_lecture(self):
        """What the page's own address shows, read with the page (home/routage.py)."""
        return self


class BasePage(publication.PublieeSiComplete, VerrousEnClair, ApercuPublic, Page):
    resume = models.CharField(
        _("résumé"),
        max_length=200,
        blank=True,
        help_text=_(
            "Deux lignes au plus, lues sous le titre, dans les listes et les moteurs de recherche."
        ),
    )

    objects = PageManager.from_queryset(BasePageQuerySet)()

    # Whether its interface is in the reader's language even where its text is not translated.
    parle_au_lecteur = False

    base_form_class = PublicationForm
    content_panels = [TITRE, FieldPanel("resume", widget=PhraseInput)]
    promote_panels = ADRESSE
    search_fields = [*Page.search_fields, index.SearchField("resume"), index.FilterField("id")]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):
        return formulaire_de_page(cls).bind_to_model(cls)

    def manques_pour_publier(self) -> dict[str, str]:
        trouves = super().manques_pour_publier()
        for phrase in manques_du_corps(getattr(self, "body", None)):
            publication.ajouter(trouves, "body", phrase)
        if self.expire_at and self.de_structure():
            trouves["expire_at"] = _("Le site repose sur cette page : elle n’expire pas.")
        return trouves

    def de_structure(self) -> bool:
        """A page that migrations made and that the site stands on (home, lists, legal pages)."""
        return False

    @classmethod
    def creatable_subpage_models(cls):
        """Types of any number first: of the others, Wagtail counts those that are there."""
        modeles = super().creatable_subpage_models()
        return sorted(modeles, key=lambda modele: modele.max_count_per_parent is not None)

    def permissions_for_user(self, user):
        return DroitsDePage(user, self)

    def add_child(self, **kwargs):
        """A long write (home/lots) takes its places without holding this page."""
        lot = lots.courant()
        if lot is None or set(kwargs) != {"instance"}:
            return super().add_child(**kwargs)
        return lot.places.ajouter(self, kwargs["instance"])

    def update_aliases(self, **kwargs):
        """Called at each publication, even programmed: aliases follow only what is live."""
        if self.live:
            super().update_aliases(**kwargs)
            miroir.assurer_aliases(self)

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """An alias that exists already is the alias (wagtail-localize asks again and again)."""
        existante = self.get_translation_or_none(locale) if alias else None
        return existante or super().copy_for_translation(
            locale, copy_parents=copy_parents, alias=alias, exclude_fields=exclude_fields
        )

    def get_view_restrictions(self):
        return restrictions(self)

    def get_context(self, request, *args, **kwargs):
        affichage.declarer(request, self)
        contexte = super().get_context(request, *args, **kwargs)
        if self.parle_au_lecteur:
            # Not the whole page then: its template marks what is written in it.
            contexte["contenu_langue"] = get_language()
            contexte["langue_du_texte"] = lecture.langue_du_contenu(self)
        return contexte

    def serve(self, request, *args, **kwargs):
        """Words that a page computes for itself are in the language of its text; where it is a
        place to act in, more than a text, in the reader's.
        """
        du_lecteur = self.parle_au_lecteur or lecture.est_traduite(self)
        langue = get_language() if du_lecteur else lecture.SOURCE
        with lecture.dans_la_langue(langue):
            return super().serve(request, *args, **kwargs)

    def serve_preview(self, request, mode_name):
        self.alias_of = None  # what is previewed under an alias is its translation
        return super().serve_preview(request, mode_name)

    def document(self) -> Document | None:
        """How search finds this page; None when it is not searched (lists, home page)."""
        return None
