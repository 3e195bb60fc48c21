"""Filters of the lists of images and files. By key: a search filters on what it indexes only."""

import django_filters
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views.images import ImagesFilterSet

from home.medias.langues import LangueFichier
from home.medias.licences import Licence
from home.models.medias import SiteDocument, SiteImage
from home.usages import lecture as usages

MEGA = 1000**2
POIDS = [("leger", _("Moins de 1\u00a0Mo")), ("lourd", _("1\u00a0Mo ou plus"))]
USAGES = [("aucun", _("Inutilisés")), ("oui", _("Utilisés, brouillons compris"))]


def _par_cle(queryset, choisis):
    return queryset.filter(pk__in=choisis.values("pk"))


class FiltreDesMedias(django_filters.FilterSet):
    """What both lists ask; a list that adds none of it keeps Wagtail’s own filters."""

    def filtrer_usage(self, queryset, nom, valeur):
        medias = self._meta.model.objects.all()
        trier = usages.inutilises if valeur == "aucun" else usages.utilises
        return _par_cle(queryset, trier(medias))

    def filtrer_poids(self, queryset, nom, valeur):
        lourd = Q(file_size__gte=MEGA)
        medias = self._meta.model.objects
        return _par_cle(queryset, medias.filter(lourd if valeur == "lourd" else ~lourd))

    def filtrer_champ(self, queryset, nom, valeur):
        return _par_cle(queryset, self._meta.model.objects.filter(**{nom: valeur}))

    def filtrer_vide(self, queryset, nom, valeur):
        vide = Q(**{self.CHAMPS[nom]: ""})
        medias = self._meta.model.objects
        return _par_cle(queryset, medias.filter(vide if valeur == "sans" else ~vide))


class FiltreDesImages(FiltreDesMedias, ImagesFilterSet):
    CHAMPS = {"alternative": "description", "credit": "credit"}
    usage_count = None
    usage = django_filters.ChoiceFilter(
        label=_("Usages"), choices=USAGES, method="filtrer_usage", empty_label=_("Tous")
    )
    alternative = django_filters.ChoiceFilter(
        label=_("Texte de remplacement"),
        choices=[("sans", _("Sans texte proposé")), ("avec", _("Avec un texte proposé"))],
        method="filtrer_vide",
        empty_label=_("Tous"),
    )
    credit = django_filters.ChoiceFilter(
        label=_("Crédit"),
        choices=[("sans", _("Sans crédit")), ("avec", _("Avec un crédit"))],
        method="filtrer_vide",
        empty_label=_("Tous"),
    )
    licence = django_filters.ChoiceFilter(
        label=_("Licence"),
        choices=[("sans", _("Sans licence")), *Licence.choices],
        method="filtrer_licence",
        empty_label=_("Toutes"),
    )
    poids = django_filters.ChoiceFilter(
        label=_("Poids"), choices=POIDS, method="filtrer_poids", empty_label=_("Tous")
    )

    class Meta:
        model = SiteImage
        fields = []

    def filtrer_licence(self, queryset, nom, valeur):
        return self.filtrer_champ(queryset, nom, "" if valeur == "sans" else valeur)


class FiltreDesDocuments(FiltreDesMedias, DocumentsFilterSet):
    usage_count = None
    usage = django_filters.ChoiceFilter(
        label=_("Usages"), choices=USAGES, method="filtrer_usage", empty_label=_("Tous")
    )
    format = django_filters.ChoiceFilter(
        label=_("Format"), method="filtrer_format", empty_label=_("Tous")
    )
    langue = django_filters.ChoiceFilter(
        label=_("Langue"),
        choices=LangueFichier.choices,
        method="filtrer_champ",
        empty_label=_("Toutes"),
    )
    accessible = django_filters.ChoiceFilter(
        label=_("Accessibilité"),
        choices=[
            ("oui", _("Accessibles")),
            ("non", _("Non vérifiés")),
            ("rien", _("Non vérifiés, sans même contenu ailleurs")),
        ],
        method="filtrer_accessible",
        empty_label=_("Tous"),
    )
    poids = django_filters.ChoiceFilter(
        label=_("Poids"), choices=POIDS, method="filtrer_poids", empty_label=_("Tous")
    )

    class Meta:
        model = SiteDocument
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        extensions = settings.WAGTAILDOCS_EXTENSIONS
        self.filters["format"].extra["choices"] = [(nom, nom.upper()) for nom in extensions]

    def filtrer_format(self, queryset, nom, valeur):
        return _par_cle(queryset, SiteDocument.objects.filter(file__iendswith=f".{valeur}"))

    def filtrer_accessible(self, queryset, nom, valeur):
        documents = SiteDocument.objects.filter(accessible=valeur == "oui")
        if valeur == "rien":
            documents = documents.filter(
                alternative_texte="", alternative_page=None, alternative_document=None
            )
        return _par_cle(queryset, documents)
