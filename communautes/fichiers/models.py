"""A file that somebody gave with a message, a diagnosis, a plan: read by who may read that."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.fichiers.stockage import chemin_de, stockage_prive
from home.medias.poids import taille_lisible


class FichierQuerySet(models.QuerySet):
    def lisibles(self):
        """Whose content is still there."""
        return self.filter(retire_le=None)

    def en_attente(self):
        """Given, and attached to nothing yet."""
        return self.lisibles().filter(objet_pk=None)

    def de(self, objet: models.Model):
        """What is attached to this object, in the order in which it was given."""
        return self.lisibles().joints_a(objet)

    def joints_a(self, objet: models.Model):
        """What was withdrawn is counted."""
        genre = ContentType.objects.get_for_model(objet)
        return self.filter(type_d_objet=genre, objet_pk=objet.pk)


class Fichier(models.Model):
    """Its content is read through one view (views.py), never by an address of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contenu = models.FileField(
        _("contenu"), storage=stockage_prive, upload_to=chemin_de, max_length=100
    )
    nom = models.CharField(
        _("nom"), max_length=120, help_text=_("Celui sous lequel il se télécharge.")
    )
    type_mime = models.CharField(_("format"), max_length=100)
    taille = models.PositiveIntegerField(_("taille"), help_text=_("En octets."))
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("déposé par"),
        related_name="fichiers_deposes",
    )
    depose_le = models.DateTimeField(_("déposé le"), default=timezone.now)
    type_d_objet = models.ForeignKey(
        ContentType, models.PROTECT, verbose_name=_("joint à"), null=True, blank=True
    )
    objet_pk = models.PositiveBigIntegerField(_("numéro"), null=True, blank=True)
    objet = GenericForeignKey("type_d_objet", "objet_pk")
    retire_le = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = FichierQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier déposé")
        verbose_name_plural = _("fichiers déposés")
        ordering = ["depose_le", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["type_d_objet", "objet_pk"], name="fichier_objet"),
            models.Index(
                fields=["depose_le"],
                condition=Q(objet_pk=None, retire_le=None),
                name="fichier_en_attente",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(type_d_objet=None, objet_pk=None)
                | Q(type_d_objet__isnull=False, objet_pk__isnull=False),
                name="fichier_joint_ou_non",
                violation_error_message=_("Un fichier est joint à un objet, ou à rien."),
            ),
            models.CheckConstraint(
                condition=~Q(nom="") & Q(taille__gt=0),
                name="fichier_nomme_et_plein",
                violation_error_message=_("Ce fichier est vide, ou n’a pas de nom."),
            ),
            models.CheckConstraint(
                condition=Q(retire_le=None) & ~Q(contenu="")
                | Q(retire_le__isnull=False, contenu=""),
                name="fichier_retire_sans_contenu",
                violation_error_message=_("Un fichier retiré n’a plus de contenu, et lui seul."),
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @classmethod
    def stockage(cls) -> Storage:
        return cls._meta.get_field("contenu").storage

    @property
    def en_attente(self) -> bool:
        return self.objet_pk is None

    @property
    def est_une_image(self) -> bool:
        return self.type_mime.startswith("image/")

    @property
    def poids(self) -> str:
        return taille_lisible(self.taille)
