"""A question to a community, and where it stands: asked, answered, resolved, promoted."""

from django.conf import settings
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.discussions.models.ecrit import Ecrit, EcritQuerySet


def _combien(modele: str, **filtres):
    """How many rows of this model point at a discussion."""
    lignes = (
        Discussion._meta.apps.get_model("discussions", modele)
        .objects.filter(discussion=OuterRef("pk"), **filtres)
        .order_by()
        .values("discussion")
        .annotate(nombre=Count("pk"))
        .values("nombre")
    )
    return Coalesce(Subquery(lignes, output_field=IntegerField()), 0)


class DiscussionQuerySet(EcritQuerySet):
    def sans_reponse(self):
        return self.filter(etat=Discussion.Etat.OUVERTE, fermee_le=None)

    def en_retard(self):
        """By the clock, whatever command has run: nobody answered in time."""
        return self.lus_de_tous().sans_reponse().filter(echeance_le__lte=timezone.now())

    def qui_disent(self, depuis):
        """Where something was said since then, by the question or by a reply."""
        reponses = Discussion._meta.apps.get_model("discussions", "Reponse").objects
        repondues = reponses.dits_depuis(depuis).values("discussion")
        dites = Discussion.objects.dits_depuis(depuis).values("pk")
        return self.filter(Q(pk__in=dites) | Q(pk__in=repondues))

    def resolues(self):
        return self.filter(etat__in=Discussion.RESOLUES)

    def pour_liste(self):
        """Each with how many answered, how many have the same question: one query."""
        return self.select_related("auteur").annotate(
            nombre_de_reponses=_combien("Reponse", supprime_le=None, moderation="publie"),
            nombre_de_memes=_combien("MemeQuestion"),
        )

    def sans_reponse_d_abord(self):
        """What is pinned, what waits for an answer (the oldest first), then the latest."""
        attend = models.Case(
            models.When(epinglee_le__isnull=False, then=0),
            models.When(etat=Discussion.Etat.OUVERTE, fermee_le=None, then=1),
            default=2,
        )
        depuis = models.Case(
            models.When(etat=Discussion.Etat.OUVERTE, fermee_le=None, then=F("ecrit_le"))
        )
        return self.order_by(
            attend, F("epinglee_le").desc(), depuis.asc(nulls_last=True), "-active_le", "-pk"
        )


class Discussion(Ecrit):
    class Etat(models.TextChoices):
        OUVERTE = "ouverte", _("sans réponse")
        REPONDUE = "repondue", _("avec réponse")
        RESOLUE = "resolue", _("résolue")
        PROMUE = "promue", _("devenue une ressource")

    RESOLUES = (Etat.RESOLUE, Etat.PROMUE)

    communaute = models.ForeignKey(
        "adhesions.CommunautePage",
        models.PROTECT,
        verbose_name=_("communauté"),
        related_name="discussions",
    )
    titre = models.CharField(_("question"), max_length=150, blank=True)
    etat = models.CharField(_("état"), max_length=8, choices=Etat, default=Etat.OUVERTE)
    active_le = models.DateTimeField(_("dernière activité"), default=timezone.now)
    echeance_le = models.DateTimeField(_("réponse visée avant le"))
    premiere_reponse_le = models.DateTimeField(_("première réponse"), null=True, blank=True)
    confiee_a = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("confiée à"),
        related_name="+",
        null=True,
        blank=True,
    )
    confiee_le = models.DateTimeField(_("confiée le"), null=True, blank=True)
    confiee_d_office = models.BooleanField(
        _("confiée d’office"),
        default=False,
        help_text=_("Passé le délai, par le portail\u00a0; sinon, la personne s’en est chargée."),
    )
    epinglee_le = models.DateTimeField(_("épinglée le"), null=True, blank=True)
    fermee_le = models.DateTimeField(_("close le"), null=True, blank=True)
    motif_de_fermeture = models.CharField(_("pourquoi elle est close"), max_length=300, blank=True)
    reponse_retenue = models.OneToOneField(
        "discussions.Reponse",
        models.PROTECT,
        verbose_name=_("réponse retenue"),
        related_name="+",
        null=True,
        blank=True,
    )
    retenue_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("retenue par"),
        related_name="+",
        null=True,
        blank=True,
    )
    promue_le = models.DateTimeField(_("promue le"), null=True, blank=True)
    promue_en = models.ForeignKey(
        "ressources.RessourcePage",
        models.SET_NULL,
        verbose_name=_("devenue"),
        related_name="+",
        null=True,
        blank=True,
    )

    objects = DiscussionQuerySet.as_manager()

    class Meta(Ecrit.Meta):
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ["-active_le", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["communaute", "-active_le"], name="discussion_liste"),
            models.Index(
                fields=["echeance_le"],
                condition=Q(etat="ouverte", fermee_le=None, supprime_le=None),
                name="discussion_attendue",
            ),
        ]
        constraints = [
            *Ecrit.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(titre="") | Q(supprime_le__isnull=False),
                name="discussion_a_un_titre",
                violation_error_message=_("Écrivez votre question en une phrase."),
            ),
            models.CheckConstraint(
                condition=Q(etat__in=["resolue", "promue"], reponse_retenue__isnull=False)
                | Q(etat__in=["ouverte", "repondue"], reponse_retenue=None),
                name="discussion_resolue_par_une_reponse",
                violation_error_message=_("Une question résolue a une réponse retenue."),
            ),
            models.CheckConstraint(
                condition=Q(reponse_retenue=None, retenue_par=None)
                | Q(reponse_retenue__isnull=False, retenue_par__isnull=False),
                name="discussion_retenue_par_quelqu_un",
                violation_error_message=_("Une réponse est retenue par quelqu’un."),
            ),
            models.CheckConstraint(
                condition=Q(etat="promue", promue_le__isnull=False)
                | ~Q(etat="promue") & Q(promue_le=None, promue_en=None),
                name="discussion_promue_datee",
                violation_error_message=_("Ce qui est promu a une date, et cela seul."),
            ),
            models.CheckConstraint(
                condition=~Q(etat="ouverte") | Q(premiere_reponse_le=None),
                name="discussion_ouverte_sans_reponse",
                violation_error_message=_("Une question ouverte n’a pas de réponse."),
            ),
            models.CheckConstraint(
                condition=Q(fermee_le=None, motif_de_fermeture="")
                | Q(fermee_le__isnull=False) & ~Q(motif_de_fermeture=""),
                name="discussion_close_motivee",
                violation_error_message=_("Dites pourquoi elle est close."),
            ),
            models.CheckConstraint(
                condition=Q(confiee_a=None) | Q(confiee_le__isnull=False),
                name="discussion_confiee_datee",
                violation_error_message=_("Ce qui est confié l’est depuis un jour."),
            ),
        ]

    def __str__(self) -> str:
        return self.titre or str(_("Question supprimée"))

    def get_absolute_url(self) -> str:
        return reverse("discussions:discussion", args=[self.communaute.slug, self.pk])

    @property
    def est_fermee(self) -> bool:
        return self.fermee_le is not None

    @property
    def est_resolue(self) -> bool:
        return self.etat in self.RESOLUES

    @property
    def attend_une_reponse(self) -> bool:
        return self.etat == self.Etat.OUVERTE and not self.est_fermee and self.est_garde

    @property
    def est_en_retard(self) -> bool:
        """As `en_retard` says it of many."""
        due = self.attend_une_reponse and self.est_publie
        return due and self.echeance_le <= timezone.now()

    @property
    def titre_lisible(self) -> str:
        """In the admin: what is asked among members is not said to who is not one."""
        if self.communaute.est_publique:
            return str(self)
        return str(_("Question réservée aux membres, n° %(pk)s") % {"pk": self.pk})

    @property
    def etat_en_mots(self) -> str:
        if self.etat == self.Etat.OUVERTE and self.est_fermee:
            return str(_("close sans réponse"))
        if self.etat == self.Etat.PROMUE and self.promue_en_id is None:
            return str(self.Etat.RESOLUE.label)  # what it became says so where it is read
        return str(self.get_etat_display())
