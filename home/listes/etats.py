"""In which state a content is: one answer for the column, the filter and the counts."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, WorkflowState


class Etat(models.TextChoices):
    """Each content is in exactly one of them; the first that fits, in this order.

    Said of a resource as of an actor: no word that agrees with either.
    """

    EN_RELECTURE = "en_relecture", _("En relecture")
    A_CORRIGER = "a_corriger", _("À corriger")
    PROGRAMMEE = "programmee", _("Publication programmée")
    PUBLIEE = "publiee", _("En ligne")
    CHANGEMENTS = "changements", _("En ligne, changements en attente")
    BROUILLON = "brouillon", _("Brouillon")
    DEPUBLIEE = "depubliee", _("Hors ligne")


VISIBLES = (Etat.PUBLIEE, Etat.CHANGEMENTS)


def avec_etat(objets):
    """Each with `etat`, a value of Etat, by the clock: what has expired is withdrawn.

    And with `programmee_le`, when a version of it waits for its hour.
    """
    en_ligne = Q(live=True) & (Q(expire_at=None) | Q(expire_at__gt=timezone.now()))
    relectures = _siens(WorkflowState, objets.model)
    return objets.annotate(
        etat=Case(
            When(
                Exists(relectures.filter(status=WorkflowState.STATUS_IN_PROGRESS)),
                then=Value(Etat.EN_RELECTURE.value),
            ),
            When(
                Exists(relectures.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)),
                then=Value(Etat.A_CORRIGER.value),
            ),
            When(programmee(objets.model), then=Value(Etat.PROGRAMMEE.value)),
            When(
                en_ligne & Q(has_unpublished_changes=False),
                then=Value(Etat.PUBLIEE.value),
            ),
            When(en_ligne, then=Value(Etat.CHANGEMENTS.value)),
            When(first_published_at=None, then=Value(Etat.BROUILLON.value)),
            default=Value(Etat.DEPUBLIEE.value),
            output_field=CharField(),
        ),
        programmee_le=Subquery(
            _programmees(objets.model)
            .order_by("approved_go_live_at")
            .values("approved_go_live_at")[:1]
        ),
    )


def programmee(modele) -> Exists:
    """A version of it is approved, and waits for its hour."""
    return Exists(_programmees(modele))


def _programmees(modele):
    return _siens(Revision, modele).filter(approved_go_live_at__isnull=False)


def _siens(modele_lie, modele):
    """Rows of this model that are about the object of the outer query."""
    return modele_lie.objects.filter(
        base_content_type=type_de_base(modele),
        object_id=Cast(OuterRef("pk"), CharField()),
    )


def type_de_base(modele) -> ContentType:
    """Under which Wagtail keeps revisions, reviews and tasks of this model."""
    return ContentType.objects.get_for_model(Page if issubclass(modele, Page) else modele)
