"""Filters that every list has, and the pieces that rooms make theirs of."""

import django_filters
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple, RadioSelect, Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import LocaleFilter, WagtailFilterSet
from wagtail.models import TaskState

from home.listes.etats import Etat, type_de_base

LANGUES = [(code, nom) for code, nom in settings.WAGTAIL_CONTENT_LANGUAGES]
MIENS, A_RELIRE, RESPONSABLE = "miens", "a_relire", "responsable"
POUR_MOI = [(MIENS, _("Mes contenus")), (A_RELIRE, _("À relire par moi"))]
POUR_MOI_SUIVIS = [*POUR_MOI, (RESPONSABLE, _("Dont je suis responsable"))]


class FiltreDeListe(WagtailFilterSet):
    """State, mine, locked. Mine: I wrote its last version, own it or answer for it."""

    etat = django_filters.MultipleChoiceFilter(
        label=_("État"), choices=Etat.choices, widget=CheckboxSelectMultiple
    )
    pour_moi = django_filters.ChoiceFilter(
        label=_("Pour moi"), choices=POUR_MOI, method="filtrer_pour_moi", widget=Select
    )
    verrou = django_filters.BooleanFilter(label=_("Verrou"), field_name="locked")

    def filtrer_pour_moi(self, objets, nom, choix):
        personne = self.request.user
        if choix == A_RELIRE:
            return objets.filter(a_relire_par(self.request, objets.model))
        if choix == RESPONSABLE:
            return objets.suivies_par(personne)
        return objets.filter(_a_moi(objets.model, personne))


class LangueDePage(django_filters.FilterSet):
    """For pages: Wagtail's own filter asks the database which languages there are, each time."""

    locale = LocaleFilter(
        label=_("Langue"),
        choices=LANGUES,
        empty_label=None,
        null_label=_("Toutes"),
        null_value=None,
        widget=RadioSelect,
    )


def _a_moi(modele, personne) -> Q:
    champs = {champ.name for champ in modele._meta.get_fields()}
    a_moi = Q(latest_revision__user=personne)
    for champ in ("owner", "responsable"):
        if champ in champs:
            a_moi |= Q(**{champ: personne})
    return a_moi


def a_relire_par(request, modele) -> Exists:
    """A review of it waits for this person."""
    return Exists(
        TaskState.objects.filter(
            pk__in=_relectures(request),
            workflow_state__base_content_type=type_de_base(modele),
            workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        )
    )


def _relectures(request) -> list[int]:
    """Keys of what this person may approve; asked once in a request, whatever the lists."""
    if not hasattr(request, "_relectures_a_faire"):
        request._relectures_a_faire = list(
            TaskState.objects.reviewable_by(request.user).values_list("pk", flat=True)
        )
    return request._relectures_a_faire


def personnes_de(*modeles):
    """Queryset for a filter: the people who answer for a content of these types."""
    cites = Q()
    for modele in modeles:
        cites |= Q(pk__in=modele.objects.order_by().values("responsable"))
    return get_user_model().objects.filter(cites).order_by("last_name", "first_name", "email")
