"""Whether a community is alive: one row beside its page, locked by every act on its members."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models.adhesion import Adhesion

SANS_ACTIVITE = timedelta(days=90)  # then its animators are asked one question
POUR_REPONDRE = timedelta(days=15)  # without their answer, it sleeps
FIN_ANNONCEE = timedelta(days=30)  # before the planned end: time to prolong, or to conclude


def _combien(adhesions):
    """In how many of these rows a community is."""
    siennes = adhesions.filter(communaute=OuterRef("communaute")).order_by().values("communaute")
    nombres = siennes.annotate(nombre=Count("pk")).values("nombre")
    return Coalesce(Subquery(nombres, output_field=IntegerField()), 0)


class VieQuerySet(models.QuerySet):
    def vivantes(self):
        """As `est_ouverte` says it of one."""
        limite = timezone.now() - POUR_REPONDRE
        return self.filter(
            Q(question_posee_le=None) | Q(question_posee_le__gt=limite), etat=Vie.Etat.ACTIVE
        )

    def a_interroger(self):
        """Nothing has happened there for long, and nobody was asked yet."""
        limite = timezone.now() - SANS_ACTIVITE
        return self.filter(
            etat=Vie.Etat.ACTIVE, derniere_activite_le__lte=limite, question_posee_le=None
        )

    def a_endormir(self):
        limite = timezone.now() - POUR_REPONDRE
        return self.filter(etat=Vie.Etat.ACTIVE, question_posee_le__lte=limite)

    def endormies(self):
        """As written, or by the clock."""
        limite = timezone.now() - POUR_REPONDRE
        return self.filter(
            Q(etat=Vie.Etat.EN_SOMMEIL) | Q(etat=Vie.Etat.ACTIVE, question_posee_le__lte=limite)
        )

    def interrogees(self):
        return self.vivantes().filter(question_posee_le__isnull=False)

    def fin_passee(self):
        """Neither prolonged nor archived."""
        passee = Q(communaute__fin_prevue__lt=timezone.localdate())
        return self.exclude(etat=Vie.Etat.ARCHIVEE).filter(passee)

    def fin_a_annoncer(self):
        """Soon over, or already: once for each end, so that one that is put off is another."""
        bientot = timezone.localdate() + FIN_ANNONCEE
        return (
            self.exclude(etat=Vie.Etat.ARCHIVEE)
            .filter(communaute__fin_prevue__lte=bientot)
            .exclude(fin_annoncee=F("communaute__fin_prevue"))
        )

    def archivees(self):
        return self.filter(etat=Vie.Etat.ARCHIVEE)

    def pour_liste(self):
        """Each with how many belong, how many wait, who animates."""
        animation = Adhesion.objects.animatrices().select_related("personne").order_by("pk")
        return (
            self.select_related("communaute")
            .annotate(
                nombre_de_membres=_combien(Adhesion.objects.actives()),
                nombre_de_demandes=_combien(Adhesion.objects.demandees()),
            )
            .prefetch_related(
                Prefetch("communaute__adhesions", queryset=animation, to_attr="animatrices")
            )
        )

    def sans_animation(self):
        """A task of ANCT: nobody animates it any more."""
        return self.filter(sans_animation_depuis__isnull=False).exclude(etat=Vie.Etat.ARCHIVEE)


class Vie(models.Model):
    class Etat(models.TextChoices):
        ACTIVE = "active", _("ouverte")
        EN_SOMMEIL = "sommeil", _("en sommeil")
        ARCHIVEE = "archivee", _("archivée")

    communaute = models.OneToOneField(
        "adhesions.CommunautePage",
        models.CASCADE,
        verbose_name=_("communauté"),
        related_name="vie",
        primary_key=True,
    )
    etat = models.CharField(_("état"), max_length=8, choices=Etat, default=Etat.ACTIVE)
    ouverte_le = models.DateTimeField(_("ouverte le"), default=timezone.now)
    derniere_activite_le = models.DateTimeField(_("dernière activité"), default=timezone.now)
    question_posee_le = models.DateTimeField(
        _("question posée à l’animation le"), null=True, blank=True
    )
    close_le = models.DateTimeField(_("en sommeil ou archivée depuis"), null=True, blank=True)
    synthese = models.TextField(
        _("synthèse"), blank=True, help_text=_("Ce qui s’y est dit et fait, pour qui la lit après.")
    )
    synthese_le = models.DateTimeField(
        _("synthèse écrite le"), null=True, blank=True, editable=False
    )
    fin_annoncee = models.DateField(
        _("fin annoncée"),
        null=True,
        blank=True,
        help_text=_("La fin prévue dont l’animation et l’ANCT sont averties."),
    )
    reservee_depuis = models.DateTimeField(
        _("réservée à ses membres depuis"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Rien : tout le monde la lit."),
    )
    entree_fermee_depuis = models.DateTimeField(
        _("entrée fermée à qui veut depuis"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Rien\u00a0: chacun y entre."),
    )
    sans_animation_depuis = models.DateTimeField(_("sans animation depuis"), null=True, blank=True)

    objects = VieQuerySet.as_manager()

    class Meta:
        verbose_name = _("communauté")
        verbose_name_plural = _("communautés")
        default_permissions = ["view"]
        permissions = [("conduire_communaute", "Peut conduire une communauté")]
        constraints = [
            models.CheckConstraint(
                condition=Q(etat="active", close_le=None)
                | (~Q(etat="active") & Q(close_le__isnull=False)),
                name="vie_close_datee",
                violation_error_message=_("Ce qui ne vit plus a une date, et cela seul."),
            ),
            models.CheckConstraint(
                condition=~Q(etat="archivee") | ~Q(synthese=""),
                name="vie_archivee_avec_synthese",
                violation_error_message=_("Écrivez la synthèse avant d’archiver."),
            ),
            models.CheckConstraint(
                condition=Q(question_posee_le=None)
                | Q(question_posee_le__gte=F("derniere_activite_le")),
                name="vie_question_sans_activite",
                violation_error_message=_("Une activité répond à la question."),
            ),
            models.CheckConstraint(
                condition=Q(question_posee_le=None) | Q(etat="active"),
                name="vie_question_si_active",
                violation_error_message=_("On n’interroge que ce qui vit."),
            ),
        ]

    def __str__(self) -> str:
        return self.communaute.title

    @property
    def s_endort_le(self) -> datetime | None:
        """When nobody answers the question, by the clock."""
        if self.etat != self.Etat.ACTIVE or self.question_posee_le is None:
            return None
        return self.question_posee_le + POUR_REPONDRE

    @property
    def est_ouverte(self) -> bool:
        """One may write there and enter: by the clock, whatever command has run or not."""
        fin = self.s_endort_le
        return self.etat == self.Etat.ACTIVE and (fin is None or fin > timezone.now())

    @property
    def fin_est_passee(self) -> bool:
        """As `fin_passee` says it of many. A preview may have no end yet."""
        fin = self.communaute.fin_prevue
        passee = fin is not None and fin < timezone.localdate()
        return passee and self.etat != self.Etat.ARCHIVEE

    @property
    def noms_de_l_animation(self) -> str:
        """Of one that was read by `pour_liste`."""
        return ", ".join(une.nom_ecrit for une in self.communaute.animatrices)

    @property
    def etat_en_mots(self) -> str:
        if self.etat == self.Etat.ACTIVE and not self.est_ouverte:
            return str(self.Etat.EN_SOMMEIL.label)
        return str(self.get_etat_display())
