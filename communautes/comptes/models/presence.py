"""Who is there, behind a mailbox that several people share."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.comptes.models.personne import User
from communautes.comptes.noms import valider_nom


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
