"""People who sign in. They are known by their e-mail address and never have a user name."""

from datetime import timedelta
from math import ceil
from typing import Self

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


class DemandeDeConnexionQuerySet(models.QuerySet):
    def ouvrir(self, cle: str, *, duree: timedelta, **champs) -> "DemandeDeConnexion":
        """One sign-in that begins; those that are over go."""
        self.purger()
        return self.create(cle=cle, expire_le=timezone.now() + duree, **champs)

    def purger(self) -> int:
        """An address is kept no longer than its code: also where nobody else signs in."""
        return self.filter(expire_le__lt=timezone.now()).delete()[0]

    def valables(self) -> Self:
        return self.filter(expire_le__gt=timezone.now())

    def consommer(self, cle: str, *, maximum: int) -> bool:
        """Spend one try, in one statement: the database sets parallel ones in a row."""
        ouverts = self.valables().filter(cle=cle, essais__lt=maximum)
        return ouverts.update(essais=F("essais") + 1) == 1

    def renouveler(self, cle: str, *, duree: timedelta, **secrets) -> bool:
        """Another code and another link in place of the first, once the delay is over.

        Without them, this one counts and the first ones last no longer.
        """
        maintenant = timezone.now()
        mures = self.valables().filter(
            cle=cle,
            envoyee_le__lte=maintenant - DemandeDeConnexion.DELAI,
            renvois__lt=DemandeDeConnexion.RENVOIS,
        )
        if secrets:
            secrets["expire_le"] = maintenant + duree
        return mures.update(renvois=F("renvois") + 1, envoyee_le=maintenant, **secrets) == 1

    def restants(self, cle: str, *, maximum: int) -> int:
        essais = self.filter(cle=cle).values_list("essais", flat=True).first()
        return 0 if essais is None else maximum - essais

    def fermer(self, cle: str) -> bool:
        """True for the one that closes it: the code and its link serve once, together."""
        return self.valables().filter(cle=cle).delete()[0] == 1


class DemandeDeConnexion(models.Model):
    """One sign-in that waits for its code or its link; of both, keyed hashes only.

    It knows an address and no account: nothing here depends on whether there is one.
    """

    DELAI = timedelta(seconds=30)  # between two mails
    RENVOIS = 3

    cle = models.CharField(_("clé"), max_length=32, unique=True)
    email = models.EmailField(_("adresse électronique"))
    suite = models.TextField(_("page demandée"), blank=True)
    code = models.CharField(_("empreinte du code"), max_length=64, blank=True)
    lien = models.CharField(_("empreinte du lien"), max_length=64, unique=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    renvois = models.PositiveSmallIntegerField(_("renvois"), default=0)
    envoyee_le = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expire_le = models.DateTimeField(_("expire le"), db_index=True)

    objects = DemandeDeConnexionQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de connexion")
        verbose_name_plural = _("demandes de connexion")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.essais}"

    @property
    def adresse_masquee(self) -> str:
        """Enough for its owner to know it again, on a screen that may not be theirs."""
        nom, _arobase, domaine = self.email.partition("@")
        return f"{nom[:1]}•••@{domaine}"

    @property
    def attente(self) -> int:
        """Seconds before another mail may be asked for; 0 when it may."""
        reste = (self.envoyee_le + self.DELAI - timezone.now()).total_seconds()
        return max(0, ceil(reste))

    @property
    def peut_etre_renvoyee(self) -> bool:
        return self.renvois < self.RENVOIS


class Presence(models.Model):
    """Who is there, behind a mailbox that several people share; acts point to this row."""

    personne = models.ForeignKey(
        User, models.CASCADE, related_name="presences", verbose_name=_("compte")
    )
    nom = models.CharField(_("prénom et nom"), max_length=150, validators=[valider_nom])
    fonction = models.CharField(_("fonction"), max_length=150, validators=[valider_nom])
    depuis = models.DateTimeField(_("depuis"), default=timezone.now)

    class Meta:
        verbose_name = _("présence")
        verbose_name_plural = _("présences")
        default_permissions = []
        indexes = [models.Index(fields=["personne", "-depuis"], name="presence_recente")]

    def __str__(self) -> str:
        return f"{self.nom_court}, {self.fonction}"

    @property
    def nom_court(self) -> str:
        """« Camille D. »: what the header shows to whoever passes by."""
        prenom, _espace, nom = self.nom.partition(" ")
        return f"{prenom} {nom[:1]}." if nom else prenom


class EvenementDeConnexion(models.Model):
    """A line of the log of sign-ins. The database refuses to change one, and to erase it early."""

    CONSERVATION = timedelta(days=365)

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
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["personne", "-date"], name="evenement_de_qui"),
        ]

    def __str__(self) -> str:
        return f"{self.evenement} {self.cause}".strip()


class AdresseDeMachine(models.Model):
    """Where a sign-in came from, apart from the log: read one line at a time, never exported."""

    LONGUEUR = 50

    evenement = models.OneToOneField(
        EvenementDeConnexion,
        models.CASCADE,
        primary_key=True,
        related_name="machine",
        verbose_name=_("événement"),
    )
    adresse = models.CharField(_("adresse de la machine"), max_length=LONGUEUR)

    class Meta:
        verbose_name = _("adresse de machine")
        verbose_name_plural = _("adresses de machines")
        default_permissions = []

    def __str__(self) -> str:
        return self.adresse
