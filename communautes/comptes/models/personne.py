"""People who sign in. They are known by their e-mail address and never have a user name."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communautes.comptes.noms import valider_nom
from home.courriels import canonique, canonique_ou_rien

ADRESSE_CANONIQUE = r"^[!-@\[-~]+$"  # ASCII, without upper case nor spaces


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email: str) -> "User":
        """To the letter: a database that folds letters takes other mailboxes for this one."""
        return self.get(email=canonique_ou_rien(email))

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """People sign in by code: the password that `createsuperuser` asks for is not kept."""
        user = self.model(email=email, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def de_l_adresse(self, email: str) -> "User | None":
        """Whom this address opens: its account, or the one that took that account in (reunion/)."""
        if not (adresse := canonique_ou_rien(email)):
            return None
        reprise = {"emailaddress__email": adresse, "emailaddress__verified": True}
        return self.filter(email=adresse).first() or self.filter(**reprise).first()

    def ouvrir_par_code(self, email: str) -> tuple["User", bool]:
        """The account of an address that has just been proven; True when it is a new one."""
        if (personne := self.de_l_adresse(email)) is not None:
            return personne, False
        try:
            with transaction.atomic():
                return self.create_user(email), True
        except IntegrityError:  # the same mail, opened twice at once
            return self.get_by_natural_key(email), False

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(
        _("adresse électronique"),
        unique=True,
        error_messages={"unique": _("Un compte existe déjà avec cette adresse.")},
    )
    first_name = models.CharField(_("prénom"), max_length=150, blank=True, validators=[valider_nom])
    last_name = models.CharField(_("nom"), max_length=150, blank=True, validators=[valider_nom])
    fonction = models.CharField(_("fonction"), max_length=150, blank=True, validators=[valider_nom])
    boite_partagee = models.BooleanField(
        _("boîte partagée"),
        default=False,
        help_text=_(
            "Plusieurs personnes s’en servent : à chaque connexion, le portail demande qui est là."
        ),
    )
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
    derniere_activite = models.DateField(
        _("dernière activité"), default=timezone.localdate, db_index=True, editable=False
    )
    anonymisee_le = models.DateTimeField(_("anonymisée le"), null=True, blank=True, editable=False)
    fusionne_dans = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("réuni avec"),
        related_name="comptes_absorbes",
        null=True,
        blank=True,
        editable=False,
    )

    objects = UserManager()

    DOMAINE_ANONYME = "anonyme.invalid"  # of nobody, by RFC 2606: no mail can leave for it

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        permissions = [
            ("prouver_second_facteur", "Doit prouver un second facteur"),
            ("reunir_user", "Peut réunir deux comptes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email__regex=ADRESSE_CANONIQUE),
                name="comptes_user_email_canonique",
                violation_error_message=_("Cette adresse ne s’écrit pas ainsi."),
            ),
            models.CheckConstraint(
                condition=Q(anonymisee_le=None)
                | Q(
                    first_name="",
                    last_name="",
                    fonction="",
                    is_active=False,
                    is_staff=False,
                    is_superuser=False,
                    boite_partagee=False,
                    last_login=None,
                    email__regex=r"^anonyme-[0-9]+@anonyme\.invalid$",
                ),
                name="comptes_user_anonyme_sans_rien",
                violation_error_message=_("Un compte anonymisé ne dit plus rien de personne."),
            ),
            models.CheckConstraint(
                condition=Q(anonymisee_le__isnull=False) | ~Q(email__endswith="@anonyme.invalid"),
                name="comptes_user_adresse_anonyme",
                violation_error_message=_("Cette adresse est réservée aux comptes anonymisés."),
            ),
            models.CheckConstraint(
                condition=~Q(fusionne_dans=F("pk")),
                name="comptes_user_pas_dans_soi",
                violation_error_message=_("Un compte ne se réunit pas à lui-même."),
            ),
            models.CheckConstraint(
                condition=Q(fusionne_dans=None) | Q(is_active=False),
                name="comptes_user_absorbe_ferme",
                violation_error_message=_(
                    "Ce compte a été réuni avec un autre\u00a0: il reste fermé."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.est_anonymisee:
            return gettext("Compte supprimé")
        return self.get_full_name() or self.email

    def clean_fields(self, exclude=None) -> None:
        """Every form that changes an address, the admin's included, keeps its only form."""
        super().clean_fields(exclude)
        if "email" not in (exclude or ()):
            try:
                self.email = canonique(self.email)
            except ValidationError as refus:
                raise ValidationError({"email": refus}) from refus

    def save(self, *args, **kwargs) -> None:
        self.email = canonique(self.email)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or str(self)

    @property
    def est_anonymisee(self) -> bool:
        return self.anonymisee_le is not None

    def nom_pour(self, collectivite=None) -> str:
        """Who acted, as it is shown; of an anonymised person, the collectivité is what is left."""
        if self.est_anonymisee and collectivite is not None:
            return gettext("un·e agent·e %(de_nom)s") % {"de_nom": collectivite.de_nom}
        return str(self)
