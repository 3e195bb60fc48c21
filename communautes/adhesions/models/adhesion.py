"""Who belongs to which community, and as what: one row for each person, whatever happens."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.journal.models import Entree

DELAI = timedelta(days=7)  # of the animation to answer; then ANCT may
AVANT_DE_REDEMANDER = timedelta(days=30)  # after a refusal


class AdhesionQuerySet(models.QuerySet):
    def actives(self):
        return self.filter(statut=Adhesion.Statut.ACTIVE)

    def demandees(self):
        return self.filter(statut=Adhesion.Statut.DEMANDEE)

    def en_cours(self):
        """Of who belongs, or asks to."""
        return self.filter(statut__in=[Adhesion.Statut.ACTIVE, Adhesion.Statut.DEMANDEE])

    def animatrices(self):
        """Of who animates, and may sign in."""
        return self.actives().filter(role=Adhesion.Role.ANIMATEUR, personne__is_active=True)

    def en_retard(self):
        """By the clock: the animation has not answered in time, or there is none."""
        qui = Adhesion.objects.animatrices().filter(communaute=OuterRef("communaute"))
        return self.demandees().filter(Q(echeance_le__lte=timezone.now()) | ~Exists(qui))

    def dans_l_annuaire(self):
        return self.actives().filter(dans_l_annuaire=True, personne__is_active=True)

    def exclues(self):
        """By the clock: an exclusion that has run out is none."""
        encore = Q(exclue_jusqu_au=None) | Q(exclue_jusqu_au__gt=timezone.now())
        return self.filter(encore, statut=Adhesion.Statut.EXCLUE)

    def anciennes(self):
        """Of who has belonged, or was kept out, and does not belong: asking to come back changes
        nothing of it, nor an exclusion that has run out. Who only took a request back, or had none
        answered, was never there: `depuis` says so until they ask again, the journal after.
        """
        departs = Entree.objects.filter(
            Q(acte="adhesions.quittee", avant__statut=Adhesion.Statut.ACTIVE)
            | Q(acte="adhesions.exclue"),
            type_d_objet__app_label="adhesions",
            type_d_objet__model="adhesion",
            objet_pk=OuterRef("pk"),
        )
        hors = self.exclude(statut=Adhesion.Statut.ACTIVE)
        exclue = Q(statut=Adhesion.Statut.EXCLUE)
        return hors.filter(exclue | Q(depuis__isnull=False) | Exists(departs))

    def pour_liste(self):
        return self.select_related("personne", "communaute")

    def alphabetiques(self):
        return self.order_by(
            Lower("personne__last_name__unaccent"),
            Lower("personne__first_name__unaccent"),
            "pk",
        )


class Adhesion(models.Model):
    class Statut(models.TextChoices):
        DEMANDEE = "demandee", _("demandée")
        ACTIVE = "active", _("en vigueur")
        QUITTEE = "quittee", _("quittée")
        REFUSEE = "refusee", _("refusée")
        EXCLUE = "exclue", _("exclue")

    class Role(models.TextChoices):
        MEMBRE = "membre", _("membre")
        MODERATEUR = "moderateur", _("modération")
        ANIMATEUR = "animateur", _("animation")

    MODERENT = (Role.MODERATEUR, Role.ANIMATEUR)

    communaute = models.ForeignKey(
        "adhesions.CommunautePage",
        models.PROTECT,
        verbose_name=_("communauté"),
        related_name="adhesions",
    )
    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("personne"),
        related_name="adhesions",
    )
    statut = models.CharField(_("état"), max_length=8, choices=Statut)
    role = models.CharField(_("rôle"), max_length=10, choices=Role, default=Role.MEMBRE)
    message = models.CharField(
        _("message à l’animation"),
        max_length=1000,
        blank=True,
        help_text=_("Gardé jusqu’à la réponse."),
    )
    motif = models.CharField(_("motif"), max_length=300, blank=True)
    demandee_le = models.DateTimeField(_("demandée le"), default=timezone.now)
    echeance_le = models.DateTimeField(_("réponse attendue avant le"), null=True, blank=True)
    escalade_dite_le = models.DateTimeField(_("l’ANCT en est avertie le"), null=True, blank=True)
    depuis = models.DateTimeField(_("membre depuis"), null=True, blank=True)
    close_le = models.DateTimeField(_("close le"), null=True, blank=True)
    exclue_jusqu_au = models.DateTimeField(
        _("exclue jusqu’au"), null=True, blank=True, help_text=_("Rien\u00a0: sans limite.")
    )
    dans_l_annuaire = models.BooleanField(
        _("dans l’annuaire"),
        default=False,
        help_text=_("Les autres membres lisent son nom, sa fonction et sa collectivité."),
    )

    recoit_les_messages = models.BooleanField(
        _("reçoit les messages des membres"),
        default=True,
        help_text=_("Relayés par le portail, sans que son adresse soit dite."),
    )
    invitation = models.ForeignKey(
        "adhesions.Invitation",
        models.SET_NULL,
        verbose_name=_("répond à l’invitation"),
        related_name="demandes",
        null=True,
        blank=True,
    )

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adhésion")
        verbose_name_plural = _("adhésions")
        ordering = ["communaute", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(
                fields=["echeance_le"],
                condition=Q(statut="demandee"),
                name="adhesion_en_attente",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["communaute", "personne"],
                name="adhesion_une_par_personne",
                violation_error_message=_("Cette personne est déjà connue de la communauté."),
            ),
            models.CheckConstraint(
                condition=Q(role="membre") | Q(statut="active"),
                name="adhesion_role_actif",
                violation_error_message=_("Seul un membre actif anime ou modère."),
            ),
            models.CheckConstraint(
                condition=~Q(statut__in=["refusee", "exclue"]) | ~Q(motif=""),
                name="adhesion_refus_motive",
                violation_error_message=_("Dites pourquoi."),
            ),
            models.CheckConstraint(
                condition=Q(statut="exclue") | Q(exclue_jusqu_au=None),
                name="adhesion_exclusion_datee",
                violation_error_message=_("Seule une exclusion a un terme."),
            ),
            models.CheckConstraint(
                condition=(Q(statut="demandee") & Q(echeance_le__isnull=False))
                | (~Q(statut="demandee") & Q(echeance_le=None, message="")),
                name="adhesion_demande_datee",
                violation_error_message=_("Une demande a une échéance, et elle seule."),
            ),
            models.CheckConstraint(
                condition=(Q(statut="active") & Q(depuis__isnull=False, close_le=None))
                | (Q(statut="demandee") & Q(close_le=None))
                | (Q(statut__in=["quittee", "refusee", "exclue"]) & Q(close_le__isnull=False)),
                name="adhesion_dates",
                violation_error_message=_("Ces dates ne vont pas avec cet état."),
            ),
            models.CheckConstraint(
                condition=Q(dans_l_annuaire=False) | Q(statut="active"),
                name="adhesion_annuaire_actif",
                violation_error_message=_("L’annuaire ne montre que des membres."),
            ),
            models.CheckConstraint(
                condition=Q(invitation=None) | Q(statut="demandee"),
                name="adhesion_invitation_demandee",
                violation_error_message=_("Seule une demande répond à une invitation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communaute_id}, {self.personne_id}"

    @property
    def est_active(self) -> bool:
        return self.statut == self.Statut.ACTIVE

    @property
    def est_demandee(self) -> bool:
        return self.statut == self.Statut.DEMANDEE

    @property
    def communaute_en_mots(self) -> str:
        """As its person may know it: of an invisible one that they left, nothing, its name neither,
        that may have changed since.
        """
        return self.communaute.nom_pour(en_est=self.est_active or self.est_demandee)

    @property
    def etat_en_mots(self) -> str:
        """By the clock too."""
        if self.statut == self.Statut.EXCLUE and not self.est_exclue:
            return _("exclusion finie")
        return self.get_statut_display()

    @property
    def nom_ecrit(self) -> str:
        """Never an address, in what leaves the portal."""
        anonyme = self.personne.est_anonymisee
        return str(self.personne) if anonyme else self.personne.get_full_name()

    @property
    def anime(self) -> bool:
        return self.est_active and self.role == self.Role.ANIMATEUR

    @property
    def modere(self) -> bool:
        return self.est_active and self.role in self.MODERENT

    @property
    def est_joignable(self) -> bool:
        """The directory shows them to the other members: by their name, or as who animates."""
        return self.est_active and (self.dans_l_annuaire or self.anime)

    @property
    def est_exclue(self) -> bool:
        """By the clock: an exclusion that has run out keeps nobody away."""
        fin = self.exclue_jusqu_au
        return self.statut == self.Statut.EXCLUE and (fin is None or fin > timezone.now())

    @property
    def peut_redemander_le(self):
        """Until then, who was refused waits; None when they may ask."""
        if self.statut != self.Statut.REFUSEE or self.close_le is None:
            return None
        quand = self.close_le + AVANT_DE_REDEMANDER
        return quand if quand > timezone.now() else None
