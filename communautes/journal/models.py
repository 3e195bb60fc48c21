"""The journal of collective acts: written once, never changed nor erased (migration 0002)."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communautes.journal import actes


class EntreeQuerySet(models.QuerySet):
    def de_la_collectivite(self, collectivite) -> Self:
        """Done in its name, or that concerns it; what those it took in had done, too."""
        # Keys rather than a join: each side of the « or » has its index, and 300,000 lines theirs.
        siennes = [collectivite.pk, *collectivite.absorbees.values_list("pk", flat=True)]
        return self.filter(Q(au_nom_de__in=siennes) | Q(concerne__in=siennes))

    def pour_liste(self) -> Self:
        """What a line shows, in one query."""
        liees = ("personne", "presence", "au_nom_de", "concerne", "type_d_objet")
        return self.select_related(*liees).defer(
            "au_nom_de__recherche",
            "au_nom_de__emails_officiels",
            "concerne__recherche",
            "concerne__emails_officiels",
        )


class Entree(models.Model):
    MOTIF_AU_PLUS = 300

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("qui"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Vide\u00a0: le portail lui-même."),
    )
    presence = models.ForeignKey(
        "comptes.Presence",
        models.PROTECT,
        verbose_name=_("qui était là"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Derrière une boîte partagée."),
    )
    au_nom_de = models.ForeignKey(
        "territoires.Collectivite",
        models.PROTECT,
        verbose_name=_("au nom de"),
        related_name="+",
        null=True,
        blank=True,
    )
    concerne = models.ForeignKey(
        "territoires.Collectivite",
        models.PROTECT,
        verbose_name=_("collectivité concernée"),
        related_name="+",
        null=True,
        blank=True,
    )
    acte = models.CharField(_("acte"), max_length=60)
    type_d_objet = models.ForeignKey(
        ContentType,
        models.PROTECT,
        verbose_name=_("sorte d’objet"),
        related_name="+",
        null=True,
        blank=True,
    )
    objet_pk = models.PositiveBigIntegerField(_("numéro de l’objet"), null=True, blank=True)
    objet = GenericForeignKey("type_d_objet", "objet_pk")
    avant = models.JSONField(_("avant"), default=dict, blank=True)
    apres = models.JSONField(_("après"), default=dict, blank=True)
    motif = models.CharField(_("motif"), max_length=MOTIF_AU_PLUS, blank=True)
    le = models.DateTimeField(_("date"), auto_now_add=True)

    objects = EntreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("entrées du journal")
        ordering = ["-le", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["-le", "-id"], name="journal_recent"),
            models.Index(fields=["au_nom_de", "-le"], name="journal_au_nom_de"),
            models.Index(fields=["concerne", "-le"], name="journal_concerne"),
            models.Index(fields=["type_d_objet", "objet_pk"], name="journal_objet"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(type_d_objet=None, objet_pk=None)
                | Q(type_d_objet__isnull=False, objet_pk__isnull=False),
                name="journal_objet_entier",
                violation_error_message=_("Un objet a une sorte et un numéro."),
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def libelle(self) -> str:
        return actes.libelle(self.acte)

    @property
    def auteur(self) -> str:
        """For ANCT, who knows people by their name or else by their address."""
        nom = self.personne.nom_pour(self.au_nom_de) if self.personne else ""
        return self._avec_presence(nom)

    @property
    def qui(self) -> str:
        """For the collectivité: never an address, and of who is forgotten, where they acted."""
        if self.personne is None:
            return str(_("Le portail"))
        if self.personne.est_anonymisee:
            return self.personne.nom_pour(self.au_nom_de)
        nom = self.personne.get_full_name() or str(_("Une personne de la collectivité"))
        return self._avec_presence(nom)

    def _avec_presence(self, nom: str) -> str:
        """« Camille Durand (Mairie de Bourg) »; the mailbox alone once who was there is erased."""
        la = self.presence.nom if self.presence else ""
        return f"{la} ({nom})" if la else nom

    @property
    def objet_en_mots(self) -> str:
        """Its kind and its number: no query, and nothing personal."""
        if self.type_d_objet_id is None:
            return ""
        modele = self.type_d_objet.model_class()
        nom = modele._meta.verbose_name if modele else self.type_d_objet.model
        return f"{nom} {self.objet_pk}"

    @property
    def changements(self) -> list[tuple[str, object, object]]:
        """(label, before, after) of each field that is told."""
        return [
            (actes.libelle_du_champ(self.acte, nom), self.avant.get(nom), self.apres.get(nom))
            for nom in dict.fromkeys([*self.avant, *self.apres])
        ]

    @property
    def changements_en_mots(self) -> str:
        dits = []
        for libelle, avant, apres in self.changements:
            dit = actes.dire(self.acte, apres)
            if avant is not None:
                dit = f"{actes.dire(self.acte, avant)} → {dit}"
            dits.append(f"{libelle}\u00a0: {dit}")
        return "\u00a0; ".join(dits)
