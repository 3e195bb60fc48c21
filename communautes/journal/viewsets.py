"""The journal in the admin: read, searched, exported. Nobody writes there."""

import django_filters
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from communautes.journal import actes
from communautes.journal.models import Entree
from home.echanges.listes import ListeEchangeable
from home.listes.lecture import LectureView, LectureViewSet, lien


class FiltreDuJournal(WagtailFilterSet):
    acte = django_filters.ChoiceFilter(label=_("Acte"), choices=actes.choix)
    le = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Entree
        fields = []


class ListeView(ListeEchangeable, IndexView):
    table_echangee = "journal"

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()


class LireView(LectureView):
    def get_acte_display_value(self) -> str:
        return self.object.libelle

    def get_field_label(self, field_name, field):
        """What it is about, which is more than its number."""
        if field_name == "objet_pk":
            return gettext("Objet")
        return super().get_field_label(field_name, field)

    def get_personne_display_value(self) -> str:
        return lien(self.object.personne, self.request.user)

    def get_objet_pk_display_value(self) -> str:
        """« affiliation 61 » once it is no more."""
        objet = self.object.objet
        if objet is None:
            return self.object.objet_en_mots
        return format_html(
            "{}\u00a0: {}", capfirst(objet._meta.verbose_name), lien(objet, self.request.user)
        )

    def get_apres_display_value(self) -> str:
        return self.object.changements_en_mots


class JournalViewSet(LectureViewSet):
    model = Entree
    icon = "history"
    menu_label = _("Journal")
    menu_order = 195
    index_view_class = ListeView
    inspect_view_class = LireView
    filterset_class = FiltreDuJournal
    form_fields = ["acte"]
    list_display = [
        TitleColumn("libelle", label=_("Acte"), sort_key="acte", url_name="journal:inspect"),
        DateColumn("le", label=_("Date"), sort_key="le"),
        Column("auteur", label=_("Qui")),
        Column("au_nom_de", label=_("Au nom de")),
        Column("concerne", label=_("Collectivité concernée")),
        Column("changements_en_mots", label=_("Changements")),
    ]
    search_fields = [
        "motif",
        "acte",
        "au_nom_de__nom_normalise",
        "au_nom_de__code",
        "concerne__nom_normalise",
        "concerne__code",
        "personne__email",
    ]
    inspect_view_fields = [
        "acte",
        "le",
        "personne",
        "au_nom_de",
        "concerne",
        "objet_pk",
        "apres",
        "motif",
    ]
