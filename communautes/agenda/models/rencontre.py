"""A meeting: when and where, for whom, who comes. What the clock decides is asked of the clock."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import ouvrables, peut_conduire
from communautes.agenda import moments
from communautes.agenda.fuseaux import Fuseau
from communautes.moderation.models import Moderable, ModerableQuerySet
from home.visibilite import publiques


class RencontreQuerySet(ModerableQuerySet):
    def dites(self):
        """Announced, cancelled since or not: what readers may have in their calendar."""
        return self.exclude(etat=Rencontre.Etat.BROUILLON)

    def annoncees(self):
        return self.filter(etat=Rencontre.Etat.ANNONCEE)

    def a_venir(self):
        """By the clock: what is being held is still to come to."""
        return self.filter(fin__gt=timezone.now())

    def passees(self):
        return self.filter(fin__lte=timezone.now())

    def dites_entre_membres(self, depuis):
        """Of which members alone were told something since then: a programme, a link, a reason,
        minutes, a decision.
        """
        minutes = Q(compte_rendu__publie_le__gte=depuis) | Q(compte_rendu__modifie_le__gte=depuis)
        dites = self.dites().filter(audience=Rencontre.Audience.MEMBRES)
        return dites.filter(Q(modifiee_le__gte=depuis) | minutes)

    def ouvertes_a_tous(self):
        """What anybody reads: of the portal, or of a community that anybody may know of."""
        connues = publiques(CommunautePage.objects.sources())
        return (
            self.dites()
            .publies()
            .filter(
                Q(communaute=None) | Q(communaute__in=connues), audience=Rencontre.Audience.TOUS
            )
        )

    def lisibles_par(self, personne):
        """As `permissions.peut_lire` says it of one."""
        publiees = Rencontre.objects.ouvertes_a_tous().values("pk")
        if not personne.is_active:  # nor a visitor
            return self.filter(pk__in=publiees)
        ouverte = Q(communaute=None) | Q(communaute__in=ouvrables(CommunautePage.objects.sources()))
        if peut_conduire(personne):
            return self.filter(ouverte)
        siennes = Adhesion.objects.actives().filter(
            personne=personne, communaute=OuterRef("communaute")
        )
        membre, anime = Exists(siennes), Exists(siennes.filter(role=Adhesion.Role.ANIMATEUR))
        modere = Exists(siennes.filter(role__in=Adhesion.MODERENT))
        dite, publiee = ~Q(etat=Rencontre.Etat.BROUILLON), Q(moderation="publie")
        retiree = Q(moderation="retire")
        dedans = (
            (membre & dite & publiee)
            | (modere & dite & ~retiree)
            | (anime & (~retiree | Q(auteur=personne)))
        )
        return self.filter(Q(pk__in=publiees) | (ouverte & Q(dedans)))

    def lues_sur_la_page(self, communaute, adhesion):
        """As `lisibles_par`, for who may read what is said there already: nothing more is asked.
        `adhesion`: active, or None.
        """
        ici = self.filter(communaute=communaute)
        if adhesion is None:
            return ici.dites().publies().filter(audience=Rencontre.Audience.TOUS)
        if adhesion.anime:
            return ici.exclude(moderation="retire")
        return (
            ici.dites().exclude(moderation="retire") if adhesion.modere else ici.dites().publies()
        )

    def avec_nombres(self):
        """Each with how many come, and how many wait."""
        return self.annotate(nombre_d_inscrits=_combien("inscrite"), en_attente=_combien("attente"))

    def pour_liste(self):
        return self.select_related("communaute__locale").avec_nombres()

    def chronologiques(self):
        return self.order_by("debut", "pk")


def _combien(statut: str):
    from communautes.agenda.models.participation import Participation

    siennes = Participation.objects.filter(rencontre=OuterRef("pk"), statut=statut)
    nombres = siennes.order_by().values("rencontre").annotate(nombre=Count("pk")).values("nombre")
    return Coalesce(Subquery(nombres, output_field=IntegerField()), 0)


class Rencontre(Moderable):
    class Etat(models.TextChoices):
        BROUILLON = "brouillon", _("brouillon")
        ANNONCEE = "annoncee", _("annoncée")
        ANNULEE = "annulee", _("annulée")

    class Inscription(models.TextChoices):
        SANS = "sans", _("Sans inscription\u00a0: vient qui veut")
        LIBRE = "libre", _("Sur inscription\u00a0: chacun s’inscrit, dans la limite des places")
        CLOSE = (
            "close",
            _("Inscriptions closes\u00a0: qui est inscrit le reste, personne n’entre plus"),
        )

    class Audience(models.TextChoices):
        TOUS = "tous", _("Tout le monde\u00a0: chacun la lit dans l’agenda, sans compte")
        MEMBRES = "membres", _("Les membres de la communauté, et personne d’autre")

    uid = models.UUIDField(_("identifiant d’agenda"), default=uuid.uuid4, unique=True)
    communaute = models.ForeignKey(
        "adhesions.CommunautePage",
        models.PROTECT,
        verbose_name=_("communauté"),
        related_name="rencontres",
        null=True,
        blank=True,
        help_text=_("Rien\u00a0: une rencontre de tout le portail."),
    )
    titre = models.CharField(_("titre"), max_length=150)
    texte = models.TextField(_("programme"), max_length=10_000, blank=True)
    debut = models.DateTimeField(_("début"))
    fin = models.DateTimeField(_("fin"))
    fuseau = models.CharField(
        _("fuseau horaire du lieu"), max_length=24, choices=Fuseau, default=Fuseau.PARIS
    )
    lieu = models.CharField(_("lieu"), max_length=200, blank=True)
    lien = models.URLField(_("lien de la visioconférence"), max_length=500, blank=True)
    inscription = models.CharField(
        _("inscription"), max_length=5, choices=Inscription, default=Inscription.LIBRE
    )
    capacite = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    audience = models.CharField(
        _("pour qui"), max_length=7, choices=Audience, default=Audience.TOUS
    )
    etat = models.CharField(_("état"), max_length=9, choices=Etat, default=Etat.BROUILLON)
    motif = models.CharField(_("motif de l’annulation"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(_("révision d’agenda"), default=0)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("préparée par"),
        related_name="rencontres_preparees",
    )
    creee_le = models.DateTimeField(_("créée le"), default=timezone.now)
    modifiee_le = models.DateTimeField(_("modifiée le"), default=timezone.now)
    annoncee_le = models.DateTimeField(_("annoncée le"), null=True, blank=True)
    annulee_le = models.DateTimeField(_("annulée le"), null=True, blank=True)
    fut_sans_inscription = models.BooleanField(
        _("a été sans inscription"),
        default=False,
        help_text=_(
            "Ses membres pouvaient venir sans le dire\u00a0: ils apprennent ce qui change."
        ),
    )
    rappelee_pour = models.DateTimeField(_("rappelée pour le"), null=True, blank=True)

    objects = RencontreQuerySet.as_manager()

    class Meta(Moderable.Meta):
        abstract = False
        verbose_name = _("rencontre")
        verbose_name_plural = _("rencontres")
        ordering = ["-debut", "pk"]
        default_permissions = ["view"]
        indexes = [models.Index(fields=["debut", "fin"], name="rencontre_dates")]
        constraints = [
            *Moderable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(fin__gt=F("debut")),
                name="rencontre_finit_apres",
                violation_error_message=_("La fin vient après le début."),
            ),
            models.CheckConstraint(
                condition=Q(fuseau__in=Fuseau.values),
                name="rencontre_fuseau_connu",
                violation_error_message=_("Choisissez un fuseau de la liste."),
            ),
            models.CheckConstraint(
                condition=Q(etat="brouillon") | ~Q(lieu="") | ~Q(lien=""),
                name="rencontre_quelque_part",
                violation_error_message=_("Indiquez un lieu, ou un lien de visioconférence."),
            ),
            models.CheckConstraint(
                condition=Q(audience="tous") | Q(communaute__isnull=False),
                name="rencontre_membres_de",
                violation_error_message=_("Sans communauté, une rencontre est pour tous."),
            ),
            models.CheckConstraint(
                condition=Q(capacite=None) | (Q(capacite__gte=1) & ~Q(inscription="sans")),
                name="rencontre_places_inscrites",
                violation_error_message=_("Des places comptées demandent une inscription."),
            ),
            models.CheckConstraint(
                condition=(Q(etat="annulee", annulee_le__isnull=False) & ~Q(motif=""))
                | (~Q(etat="annulee") & Q(annulee_le=None, motif="")),
                name="rencontre_annulee_motivee",
                violation_error_message=_("Une annulation a une date et un motif."),
            ),
            models.CheckConstraint(
                condition=Q(etat="brouillon", annoncee_le=None)
                | (~Q(etat="brouillon") & Q(annoncee_le__isnull=False)),
                name="rencontre_annoncee_datee",
                violation_error_message=_("Une annonce a une date."),
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        return reverse("agenda:rencontre", args=[self.pk])

    @property
    def est_brouillon(self) -> bool:
        return self.etat == self.Etat.BROUILLON

    @property
    def est_annulee(self) -> bool:
        return self.etat == self.Etat.ANNULEE

    @property
    def est_passee(self) -> bool:
        return self.fin <= timezone.now()

    @property
    def est_commencee(self) -> bool:
        return self.debut <= timezone.now()

    @property
    def est_tenue(self) -> bool:
        """By the clock: nobody has to write it."""
        return self.etat == self.Etat.ANNONCEE and self.est_passee

    @property
    def prend_des_inscriptions(self) -> bool:
        ouverte = self.etat == self.Etat.ANNONCEE and not self.est_passee
        return ouverte and self.inscription == self.Inscription.LIBRE

    @property
    def est_sur_inscription(self) -> bool:
        return self.inscription != self.Inscription.SANS

    @property
    def peut_etre_attendue_de_tous(self) -> bool:
        """Members may come, or have meant to, without any row that says so."""
        return not self.est_sur_inscription or self.fut_sans_inscription

    @property
    def etat_en_mots(self) -> str:
        return str(_("tenue")) if self.est_tenue else str(self.get_etat_display())

    @property
    def dates_en_mots(self) -> str:
        return moments.de_a(self.debut, self.fin, self.fuseau)

    @property
    def debut_en_mots(self) -> str:
        return moments.quand(self.debut, self.fuseau)

    @property
    def format_en_mots(self) -> str:
        if self.lieu and self.lien:
            return str(_("sur place et à distance"))
        return str(_("à distance")) if self.lien else str(_("sur place"))
