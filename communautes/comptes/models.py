"""People who sign in. They are known by their e-mail address and never have a user name."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """People sign in by code: the password that `createsuperuser` asks for is not kept."""
        user = self.model(email=email, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("adresse électronique"), unique=True)
    first_name = models.CharField(_("prénom"), max_length=150, blank=True)
    last_name = models.CharField(_("nom"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("accès à l’administration technique"),
        default=False,
        help_text=_("Ne donne aucun droit sur les contenus : ceux-ci viennent des groupes."),
    )
    is_active = models.BooleanField(
        _("compte ouvert"),
        default=True,
        help_text=_("Décochez plutôt que de supprimer : la personne ne pourra plus se connecter."),
    )
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="comptes_user_email_sans_casse",
                violation_error_message=_("Un compte existe déjà avec cette adresse."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def save(self, *args, **kwargs) -> None:
        self.email = self.email.lower()  # allauth looks addresses up in lower case only
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email


class EssaisDeCodeQuerySet(models.QuerySet):
    def ouvrir(self, cle: str, *, duree: timedelta) -> "EssaisDeCode":
        """A counter for one sign-in; those that are over go."""
        self.filter(expire_le__lt=timezone.now()).delete()
        return self.create(cle=cle, expire_le=timezone.now() + duree)

    def consommer(self, cle: str, *, maximum: int) -> bool:
        """Spend one try, in one statement: the database sets parallel ones in a row."""
        ouverts = self.filter(cle=cle, essais__lt=maximum, expire_le__gt=timezone.now())
        return ouverts.update(essais=F("essais") + 1) == 1

    def restants(self, cle: str, *, maximum: int) -> int:
        essais = self.filter(cle=cle).values_list("essais", flat=True).first()
        return 0 if essais is None else maximum - essais

    def fermer(self, cle: str) -> bool:
        """True for the one that closes it."""
        return self.filter(cle=cle).delete()[0] == 1


class EssaisDeCode(models.Model):
    """How many codes one sign-in has tried; the code itself is nowhere."""

    cle = models.CharField(_("clé"), max_length=32, unique=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    expire_le = models.DateTimeField(_("expire le"), db_index=True)

    objects = EssaisDeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("essais de code")
        verbose_name_plural = _("essais de code")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.essais}"


class EvenementDeConnexion(models.Model):
    """A line of the log of sign-ins (evenements.py). The database refuses to change one."""

    evenement = models.CharField(_("événement"), max_length=40)
    date = models.DateTimeField(_("date"), default=timezone.now, db_index=True)
    personne = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("personne"),
    )
    cause = models.CharField(_("cause"), max_length=40, blank=True)
    details = models.JSONField(_("détails"), default=dict, blank=True)

    class Meta:
        verbose_name = _("événement de connexion")
        verbose_name_plural = _("événements de connexion")
        ordering = ["-date", "-pk"]
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.evenement} {self.cause}".strip()
