"""Which affiliations: by what is written, by the clock, by who may answer."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from communautes.comptes.affiliations.models.niveau import Niveau
from communautes.territoires.models import Collectivite
from home.fraicheur.dates import plus_mois

MOIS_SANS_RECONFIRMER = 24
GARDE_D_UNE_EMPREINTE = timedelta(days=730)


class AffiliationQuerySet(models.QuerySet):
    def ouvertes(self) -> Self:
        """As written: those that the clock has ended are still among them."""
        return self.filter(statut__in=self.model.OUVERTES)

    def en_vigueur(self) -> Self:
        """Open at this hour: neither mandate nor confirmation is over, the collectivité is."""
        return self.ouvertes().filter(
            self._pas_expirees(), collectivite__statut=Collectivite.Statut.ACTIVE
        )

    def expirees(self) -> Self:
        """Open as written, over by the clock."""
        return self.ouvertes().exclude(self._pas_expirees())

    def finissent_avant(self, jour: date) -> Self:
        """In force, and over by the clock on that day."""
        return self.membres().exclude(self._pas_expirees(jour))

    @staticmethod
    def _pas_expirees(jour: date | None = None) -> Q:
        jour = jour or timezone.localdate()
        return Q(confirmee_le__gt=plus_mois(jour, -MOIS_SANS_RECONFIRMER)) & (
            Q(fin_mandat=None) | Q(fin_mandat__gte=jour)
        )

    def actives(self) -> Self:
        return self.en_vigueur().filter(statut=self.model.Statut.ACTIVE)

    def demandes(self) -> Self:
        return self.en_vigueur().filter(statut=self.model.Statut.DEMANDEE)

    def membres(self) -> Self:
        """Whose account is open: a closed one, an anonymised or an absorbed one, acts no more."""
        return self.actives().filter(personne__is_active=True)

    def referents(self) -> Self:
        """Who hold the place, provisional ones too; not all of them may answer yet."""
        return self.membres().filter(role__in=self.model.REFERENTS)

    def qui_repondent(self) -> Self:
        """Who can really answer for a collectivité now: those to whom `gerer_membres` is open."""
        return self.referents().filter(niveau_etabli__gte=Niveau.CONFIRMEE)

    def qui_tiennent_par_soi(self) -> Self:
        """Without a provisional référent's word."""
        return self.filter(niveau_etabli__gt=Niveau.DECLAREE)

    def sans_referent(self) -> Self:
        """Who could hold a place that nobody holds: an account that was opened again, above all."""
        siens = self.model.objects.referents().filter(collectivite=OuterRef("collectivite"))
        return self.membres().qui_tiennent_par_soi().exclude(Exists(siens))

    def decidees_contre(self) -> Self:
        """Refused, or ended by a référent or ANCT: neither by the person, nor by a dissolution."""
        return self.filter(close_par_decision=True)

    def d_un_compte_oublie(self, empreintes: list[str]) -> Self:
        """Known again by one of these, while they are kept."""
        depuis = timezone.now() - GARDE_D_UNE_EMPREINTE
        return self.filter(empreintes__overlap=empreintes, close_le__gte=depuis)

    def a_oublier(self) -> Self:
        """Whose prints are kept no more."""
        limite = timezone.now() - GARDE_D_UNE_EMPREINTE
        return self.exclude(empreintes=[]).filter(close_le__lt=limite)

    def pour_l_anct(self) -> Self:
        """What waits for ANCT: nobody else may answer, or did in time; or it was asked for."""
        siens = self.model.objects.qui_repondent().filter(collectivite=OuterRef("collectivite"))
        seule = Q(echeance_le__lte=timezone.now()) | ~Exists(siens)
        demandee, active = self.model.Statut.DEMANDEE, self.model.Statut.ACTIVE
        return self.en_vigueur().filter(
            Q(statut=demandee) & seule | Q(statut=active) & ~Q(demande_a_l_anct=""),
            personne__is_active=True,
        )

    def pour_liste(self) -> Self:
        return self.select_related("personne", "collectivite", "verifiee_par").defer(
            "collectivite__recherche", "collectivite__emails_officiels"
        )
