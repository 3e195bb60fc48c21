from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast, Lower
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from home.fraicheur.models import SuiviQuerySet
from home.territoires import region_de


class ActeurQuerySet(SuiviQuerySet, models.QuerySet):
    def visibles(self):
        """Published, by the clock: what has expired is gone even if nothing ran since."""
        maintenant = timezone.now()
        return self.filter(Q(expire_at=None) | Q(expire_at__gt=maintenant), live=True)

    def retires(self):
        """Published once, and not any more."""
        return self.exclude(first_published_at=None).exclude(pk__in=self.visibles().values("pk"))

    def du_theme(self, theme):
        """Of a theme, given in any language."""
        return self.filter(themes_lies__theme__translation_key=theme.translation_key)

    def agissant_dans(self, departement: str):
        """In this département (code): by itself, by its région, by the whole country."""
        regions = [region_de(departement)]
        return self.filter(
            Q(toute_la_france=True)
            | Q(regions__overlap=regions)
            | Q(departements__contains=[departement])
        )

    def alphabetiques(self):
        """« Échange » among the E: the database sorts by bytes."""
        return self.order_by(Lower("nom__unaccent"), "pk")

    def pour_cartes(self):
        """What a card shows (cartes_acteurs.carte_d_acteur), nothing more: one query."""
        return self.defer("description")

    def proches_de(self, acteur, themes: list[int]):
        """Those that share the most of these themes (keys)."""
        # 0 is nobody's key: an empty list would empty the whole query.
        partages = Count("themes_lies", filter=Q(themes_lies__theme__in=[0, *themes]))
        return (
            self.exclude(pk=acteur.pk)
            .annotate(proximite=partages)
            .filter(proximite__gt=0)
            .order_by("-proximite", Lower("nom__unaccent"), "pk")
        )

    def pour_la_redaction(self):
        """With what a line of the admin's list asks for: themes, state, schedule."""
        programmees = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(self.model),
            object_id=Cast(OuterRef("pk"), models.CharField()),
            approved_go_live_at__isnull=False,
        )
        en_cours = Prefetch(
            "_workflow_states",
            queryset=WorkflowState.objects.active().select_related("current_task_state__task"),
            to_attr="_current_workflow_states",  # Wagtail's own name: it looks there first
        )
        return (
            self.prefetch_related("themes_lies__theme", en_cours)
            .select_related("latest_revision__user")
            .defer("latest_revision__content")
            .annotate(programme=Exists(programmees))
        )
