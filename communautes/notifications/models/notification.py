"""What happened, and whom it was told: keys only. Sentences are made when they are read."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.notifications.canaux import PAR_COURRIEL, Canal

CONSERVATION = timedelta(days=180)
# How long what was put aside is looked at again at each run. Later, moderation alone gives it back.
RELECTURE = timedelta(weeks=6)
PARTIES = ("objet", "sujet", "cadre")


def _type(nom, **options) -> models.ForeignKey:
    return models.ForeignKey(
        ContentType, models.CASCADE, verbose_name=nom, related_name="+", **options
    )


class Evenement(models.Model):
    """One row, however many are told. `objet`: what it is about (a reply); `sujet`: what is read,
    grouped and silenced as one (its discussion); `cadre`: what that is in (its community).

    The three are plain attributes, set by `lecture.charger` in as many queries as there are
    types; None: not loaded, or gone.
    """

    objet: Any = None
    sujet: Any = None
    cadre: Any = None

    genre = models.CharField(_("genre"), max_length=60)
    type_d_objet = _type(_("type d’objet"))
    objet_pk = models.PositiveBigIntegerField(_("objet"))
    # Another transition of the same object: « deplacee-2 ».
    cle = models.CharField(_("clé"), max_length=60, blank=True)
    type_de_sujet = _type(_("type de sujet"))
    sujet_pk = models.PositiveBigIntegerField(_("sujet"))
    type_de_cadre = _type(_("type de cadre"), null=True, blank=True)
    cadre_pk = models.PositiveBigIntegerField(_("cadre"), null=True, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("par"),
        related_name="+",
        null=True,
        blank=True,
    )
    le = models.DateTimeField(_("le"), default=timezone.now)

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        ordering = ["-le", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["type_de_sujet", "sujet_pk"], name="evenement_sujet"),
            models.Index(
                fields=["type_de_cadre", "cadre_pk", "genre", "le"], name="evenement_cadre"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["genre", "type_d_objet", "objet_pk", "cle"],
                name="evenement_dit_une_fois",
                violation_error_message=_("Cet événement est déjà connu."),
            ),
            models.CheckConstraint(
                condition=Q(type_de_cadre=None, cadre_pk=None)
                | Q(type_de_cadre__isnull=False, cadre_pk__isnull=False),
                name="evenement_cadre_ou_non",
                violation_error_message=_("Un événement a un cadre, ou n’en a pas."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.objet_pk}"

    def cle_de(self, partie: str) -> tuple[int, int] | None:
        """(type, key) of « objet », « sujet » or « cadre »."""
        types = {
            "objet": self.type_d_objet_id,
            "sujet": self.type_de_sujet_id,
            "cadre": self.type_de_cadre_id,
        }
        return types[partie] and (types[partie], getattr(self, f"{partie}_pk"))


class NotificationQuerySet(models.QuerySet):
    def en_vue(self) -> Self:
        """Not what is withheld: nobody reads of it meanwhile."""
        return self.filter(suspendue_le=None)

    def mises_de_cote(self) -> Self:
        return self.exclude(suspendue_le=None)

    def a_rendre_peut_etre(self) -> Self:
        """Put aside not long ago: it may be read again."""
        return self.filter(suspendue_le__gt=timezone.now() - RELECTURE)

    def non_lues(self) -> Self:
        return self.en_vue().filter(lue_le=None)

    def a_ecrire(self, canal: str) -> Self:
        """To be mailed that way, and neither mailed nor read on the site since."""
        return self.non_lues().filter(canal=canal, ecrite_le=None)

    def pour_la_liste(self) -> Self:
        """Unread first, then the latest."""
        lue = models.Case(models.When(lue_le=None, then=0), default=1)
        lignes = self.en_vue().select_related("evenement__par")
        return lignes.order_by(lue, "-cree_le", "-pk")

    def sur(self, objet: models.Model) -> Self:
        """About it, or about what is in it."""
        genre = ContentType.objects.get_for_model(objet)
        return self.filter(
            Q(evenement__type_d_objet=genre, evenement__objet_pk=objet.pk)
            | Q(evenement__type_de_sujet=genre, evenement__sujet_pk=objet.pk)
            | Q(evenement__type_de_cadre=genre, evenement__cadre_pk=objet.pk)
        )


class Notification(models.Model):
    """One person, one event. `canal`: how they are told of it, as they chose when it happened; who
    changes their mind changes what waits (services/preferences.py).
    """

    personne = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("personne"),
        related_name="notifications",
    )
    evenement = models.ForeignKey(
        Evenement, models.CASCADE, verbose_name=_("événement"), related_name="notifications"
    )
    canal = models.CharField(_("canal"), max_length=12, choices=Canal)
    cree_le = models.DateTimeField(_("créée le"), default=timezone.now)
    lue_le = models.DateTimeField(_("lue le"), null=True, blank=True)
    ecrite_le = models.DateTimeField(
        _("écrite le"), null=True, blank=True, help_text=_("Mise dans la boîte d’envoi.")
    )
    # Put aside: its person may not read it now, or could not when it was to be mailed. As it was,
    # once they may (services/rendre.py).
    suspendue_le = models.DateTimeField(_("suspendue le"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-cree_le", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["personne", "-cree_le"], name="notification_liste"),
            models.Index(
                fields=["personne"], condition=Q(lue_le=None), name="notification_non_lue"
            ),
            models.Index(
                fields=["canal", "cree_le"],
                condition=Q(lue_le=None, ecrite_le=None, canal__in=PAR_COURRIEL),
                name="notification_a_ecrire",
            ),
            models.Index(
                fields=["suspendue_le"],
                condition=Q(suspendue_le__isnull=False),
                name="notification_suspendue",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "evenement"],
                name="notification_une_fois",
                violation_error_message=_("Cette personne en est déjà prévenue."),
            ),
            models.CheckConstraint(
                condition=Q(canal__in=[*PAR_COURRIEL, Canal.SITE]),
                name="notification_canal",
                violation_error_message=_("Qui ne veut rien savoir n’est pas prévenu."),
            ),
            models.CheckConstraint(
                condition=~Q(canal=Canal.SITE) | Q(ecrite_le=None),
                name="notification_site_sans_courriel",
                violation_error_message=_("Ce qui reste sur le site ne part pas par courriel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evenement_id} → {self.personne_id}"
