"""What is to be mended in what is public, and what the links to other sites are worth.

All of it is computed (releve.py, verification.py) and can be again; only who has set a finding
aside, and why, is somebody's word.
"""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GenreConstat(models.TextChoices):
    LIEN_ROMPU = "lien_rompu", _("Lien qui ne mène nulle part")
    LIEN_MORT = "lien_mort", _("Site externe introuvable")
    LIEN_DEPLACE = "lien_deplace", _("Site externe déplacé")
    LIEN_A_VERIFIER = "lien_a_verifier", _("Site externe à vérifier à la main")
    IMAGE_SANS_TEXTE = "image_sans_texte", _("Image sans texte de remplacement")
    VIDEO_SANS_TRANSCRIPTION = "video_sans_transcription", _("Vidéo sans transcription")
    FICHIER_SANS_ALTERNATIVE = "fichier_sans_alternative", _("Fichier non accessible")
    TITRES = "titres", _("Titres en désordre")
    RESUME_ABSENT = "resume_absent", _("Résumé absent")
    RESUME_TITRE = "resume_titre", _("Résumé qui répète le titre")
    PHRASES_LONGUES = "phrases_longues", _("Phrases trop longues")
    TROP_LONG = "trop_long", _("Plus long que la durée annoncée")
    DOUBLON_TITRE = "doublon_titre", _("Même titre qu’un autre contenu")
    DOUBLON_TEXTE = "doublon_texte", _("Même texte qu’un autre contenu")
    A_REVOIR = "a_revoir", _("Relecture en retard")


class ConstatQuerySet(models.QuerySet):
    def connus(self) -> Self:
        """Of the types that rooms survey today."""
        from home.qualite import registre

        types = [contenu.type_de_contenu for contenu in registre.contenus()]
        return self.filter(type_de_contenu__in=types)

    def ouverts(self) -> Self:
        """Those that nobody has set aside."""
        return self.filter(ignore_le=None)

    def de(self, personne) -> Self:
        """Of the contents that this person answers for."""
        from home.qualite import registre

        return self.filter(registre.du_responsable(personne.pk))

    def du_theme(self, theme_pk: int) -> Self:
        from home.qualite import registre

        return self.filter(registre.du_theme(theme_pk))


class Constat(models.Model):
    """One thing to mend in one public content."""

    type_de_contenu = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    objet_pk = models.BigIntegerField(_("clé"))
    # What tells this finding from the others of the same content, from one survey to the next.
    cle = models.CharField(_("empreinte"), max_length=32)
    titre = models.CharField(_("contenu"), max_length=255)
    langue = models.CharField(_("langue"), max_length=10)
    genre = models.CharField(_("problème"), max_length=30, choices=GenreConstat)
    champ = models.CharField(_("champ"), max_length=60, blank=True)
    lieu = models.CharField(_("où"), max_length=200, blank=True)
    chemin = models.CharField(_("chemin"), max_length=500, blank=True)
    cible = models.CharField(_("cible"), max_length=100, blank=True)
    detail = models.TextField(_("détail"))
    depuis = models.DateTimeField(_("depuis"), default=timezone.now)
    ignore_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ignoré par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ignore_le = models.DateTimeField(_("ignoré le"), null=True, blank=True)
    motif = models.CharField(_("motif"), max_length=300, blank=True)

    objects = ConstatQuerySet.as_manager()

    class Meta:
        verbose_name = _("constat")
        verbose_name_plural = _("constats")
        ordering = ["-depuis", "-pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["type_de_contenu", "objet_pk", "cle"], name="home_constat_une_fois"
            ),
            models.CheckConstraint(
                condition=Q(ignore_le=None, motif="") | (Q(ignore_le__isnull=False) & ~Q(motif="")),
                name="home_constat_ignore_dit_pourquoi",
                violation_error_message=_("Dites pourquoi vous ignorez ce constat."),
            ),
        ]
        indexes = [
            models.Index(fields=["genre"], name="home_constat_genre"),
            models.Index(fields=["cible"], condition=~Q(cible=""), name="home_constat_cible"),
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} — {self.titre}"


class AdresseExterneQuerySet(models.QuerySet):
    def dues(self) -> Self:
        """To be asked now, the longest due first."""
        return self.filter(prochaine_le__lte=timezone.now()).order_by("prochaine_le", "pk")

    def orphelines(self) -> Self:
        """That no content cites any more."""
        return self.filter(citations=None)


class AdresseExterne(models.Model):
    """An address of another site, and what it answered."""

    SEMAINE, LENDEMAIN = timedelta(days=7), timedelta(days=1)
    ECHECS_POUR_CONCLURE = 3  # on as many different days

    class Statut(models.TextChoices):
        A_VERIFIER = "a_verifier", _("Pas encore vérifiée")
        JOIGNABLE = "joignable", _("Joignable")
        DEPLACEE = "deplacee", _("Déplacée")
        A_LA_MAIN = "a_la_main", _("À vérifier à la main")
        EN_ECHEC = "en_echec", _("En échec, à confirmer")
        MORTE = "morte", _("Introuvable")

    empreinte = models.CharField(_("empreinte"), max_length=64, unique=True)
    url = models.TextField(_("adresse"))
    hote = models.CharField(_("hôte"), max_length=255)
    statut = models.CharField(_("statut"), max_length=10, choices=Statut, default=Statut.A_VERIFIER)
    code = models.PositiveSmallIntegerField(_("code de réponse"), null=True, blank=True)
    detail = models.CharField(_("détail"), max_length=300, blank=True)
    vers = models.TextField(_("nouvelle adresse"), blank=True)
    echecs = models.PositiveSmallIntegerField(_("jours d’échec de suite"), default=0)
    echec_le = models.DateField(_("dernier échec le"), null=True, blank=True)
    verifiee_le = models.DateTimeField(_("vérifiée le"), null=True, blank=True)
    prochaine_le = models.DateTimeField(_("à vérifier le"), default=timezone.now, db_index=True)

    objects = AdresseExterneQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse externe")
        verbose_name_plural = _("adresses externes")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=~Q(statut="morte") | Q(echecs__gte=3),
                name="home_adresseexterne_morte_confirmee",
                violation_error_message=_("Trois jours d’échec avant de dire un lien mort."),
            ),
            models.CheckConstraint(
                condition=~Q(statut="deplacee") | ~Q(vers=""),
                name="home_adresseexterne_deplacee_ou",
                violation_error_message=_("Une adresse déplacée dit où."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def noter_reponse(self, statut: str, *, code=None, detail="", vers="") -> None:
        """It answered: reachable, moved, or to be looked at by somebody."""
        self.statut, self.code, self.detail, self.vers = statut, code, detail[:300], vers
        self.echecs, self.echec_le = 0, None
        self._dater(self.SEMAINE)

    def noter_echec(self, *, code=None, detail="") -> None:
        """Nothing there. Believed once it has been so on three different days."""
        aujourd_hui = timezone.localdate()
        if self.echec_le != aujourd_hui:
            self.echecs += 1
        self.code, self.detail, self.vers, self.echec_le = code, detail[:300], "", aujourd_hui
        confirme = self.echecs >= self.ECHECS_POUR_CONCLURE
        self.statut = self.Statut.MORTE if confirme else self.Statut.EN_ECHEC
        self._dater(self.SEMAINE if confirme else self.LENDEMAIN)

    def _dater(self, delai: timedelta) -> None:
        self.verifiee_le = timezone.now()
        self.prochaine_le = self.verifiee_le + delai


class CitationExterne(models.Model):
    """Where an address of another site is written."""

    adresse = models.ForeignKey(
        AdresseExterne,
        verbose_name=_("adresse"),
        on_delete=models.CASCADE,
        related_name="citations",
    )
    type_de_contenu = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    objet_pk = models.BigIntegerField(_("clé"))
    champ = models.CharField(_("champ"), max_length=60)
    lieu = models.CharField(_("où"), max_length=200, blank=True)
    chemin = models.CharField(_("chemin"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("citation d’une adresse externe")
        verbose_name_plural = _("citations d’adresses externes")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["adresse", "type_de_contenu", "objet_pk", "champ", "chemin"],
                name="home_citation_une_fois",
            )
        ]
        indexes = [models.Index(fields=["type_de_contenu", "objet_pk"], name="home_citation_objet")]

    def __str__(self) -> str:
        return f"{self.adresse_id} — {self.champ}"


class Empreinte(models.Model):
    """What is kept of a public content to find its doubles without reading all the others."""

    type_de_contenu = models.ForeignKey(
        ContentType, verbose_name=_("type"), on_delete=models.CASCADE, related_name="+"
    )
    objet_pk = models.BigIntegerField(_("clé"))
    langue = models.CharField(_("langue"), max_length=10)
    titre = models.CharField(_("titre, sans accents ni ponctuation"), max_length=255)
    signature = ArrayField(models.BigIntegerField(), verbose_name=_("signature"), default=list)

    class Meta:
        verbose_name = _("empreinte")
        verbose_name_plural = _("empreintes")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["type_de_contenu", "objet_pk"], name="home_empreinte_une_fois"
            )
        ]
        indexes = [
            models.Index(
                fields=["type_de_contenu", "langue", "titre"], name="home_empreinte_titre"
            ),
            GinIndex(fields=["signature"], name="home_empreinte_signature"),
        ]

    def __str__(self) -> str:
        return self.titre
