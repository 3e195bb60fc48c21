"""Which retours: what everybody reads, what waits for somebody."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from communautes.comptes.affiliations.models import Affiliation
from communautes.retours.models.auteures import CollectiviteAuteure
from communautes.retours.referentiels import A_L_ANCT


class RetourQuerySet(models.QuerySet):
    def lisibles(self) -> Self:
        """By everybody, at their address: published, by the clock, and not withdrawn since."""
        maintenant = timezone.now()
        return self.filter(
            Q(expire_at=None) | Q(expire_at__gt=maintenant), live=True, parcours__retire_le=None
        )

    def visibles(self) -> Self:
        """In lists and in search: what is archived is still read, and proposed no more."""
        return self.lisibles().filter(parcours__archive_le=None)

    def noms_pour_tous(self, cles) -> dict[int, str]:
        lus = self.filter(pk__in=cles).select_related("parcours")
        return {un.pk: un.nom_pour_tous for un in lus}

    def retires(self) -> Self:
        """Published once, and not any more: their address says so."""
        return self.exclude(first_published_at=None).exclude(pk__in=self.lisibles().values("pk"))

    def a_relire(self) -> Self:
        """ANCT's queue, the oldest first."""
        return self.filter(parcours__preparation__in=A_L_ANCT).order_by("parcours__soumis_le", "pk")

    def a_actualiser(self) -> Self:
        return self.visibles().filter(
            Q(parcours__a_revoir_le__lte=timezone.localdate())
            | Q(parcours__perime_le__isnull=False)
        )

    def de_la_collectivite(self, collectivite) -> Self:
        """That it signs, its consent given."""
        acceptees = CollectiviteAuteure.objects.acceptees().filter(collectivite=collectivite)
        return self.filter(pk__in=acceptees.values("retour"))

    def ecrits_par(self, personne) -> Self:
        """That this person has under the hand: begun by them, or signed by a collectivité where
        they work, as proven.
        """
        leurs = Affiliation.objects.membres().filter(personne=personne).values("collectivite")
        signes = CollectiviteAuteure.objects.acceptees().filter(collectivite__in=leurs)
        return self.filter(Q(parcours__auteur=personne) | Q(pk__in=signes.values("retour")))

    def recents(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def pour_page(self) -> Self:
        """With what its page and its cards ask for, whatever the number of retours."""
        auteures = CollectiviteAuteure.objects.acceptees().select_related("collectivite")
        return self.select_related("parcours__auteur").prefetch_related(
            "themes_lies__theme",
            Prefetch("auteures", queryset=auteures, to_attr="auteures_acceptees"),
        )

    def pour_la_chaine(self) -> Self:
        """A title, a year and who signs: what a link shows of the other end."""
        auteures = CollectiviteAuteure.objects.acceptees().select_related("collectivite")
        return self.only("titre", "slug", "debut", "fin", "first_published_at").prefetch_related(
            Prefetch("auteures", queryset=auteures, to_attr="auteures_acceptees")
        )

    def pour_la_redaction(self) -> Self:
        """With what a line of the admin's list asks for."""
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
        auteures = CollectiviteAuteure.objects.select_related("collectivite")
        return (
            self.select_related("parcours__auteur", "parcours__relecteur", "latest_revision__user")
            .prefetch_related(
                "themes_lies__theme",
                en_cours,
                Prefetch("auteures", queryset=auteures, to_attr="toutes_les_auteures"),
            )
            .defer("latest_revision__content")
            .annotate(programme=Exists(programmees))
        )
