"""A meeting that was moved: from when and where, to when and where. Told once, kept as it was."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.agenda import moments


class Deplacement(models.Model):
    rencontre = models.ForeignKey(
        "agenda.Rencontre",
        models.CASCADE,
        verbose_name=_("rencontre"),
        related_name="deplacements",
    )
    le = models.DateTimeField(_("le"), default=timezone.now)
    ancien_debut = models.DateTimeField(_("ancien début"))
    ancienne_fin = models.DateTimeField(_("ancienne fin"))
    ancien_fuseau = models.CharField(_("ancien fuseau"), max_length=24)
    ancien_lieu = models.CharField(_("ancien lieu"), max_length=200, blank=True)
    debut = models.DateTimeField(_("nouveau début"))
    fin = models.DateTimeField(_("nouvelle fin"))
    fuseau = models.CharField(_("nouveau fuseau"), max_length=24)
    lieu = models.CharField(_("nouveau lieu"), max_length=200, blank=True)
    # Empty while moderation holds the meeting back: it is told once it is published.
    prevenues = models.PositiveIntegerField(_("personnes prévenues"), null=True, blank=True)

    class Meta:
        verbose_name = _("déplacement de rencontre")
        verbose_name_plural = _("déplacements de rencontre")
        ordering = ["-le", "-pk"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return str(self.rencontre)

    @property
    def change_de_date(self) -> bool:
        return (self.ancien_debut, self.ancienne_fin) != (self.debut, self.fin)

    @property
    def change_de_lieu(self) -> bool:
        return self.ancien_lieu != self.lieu

    @property
    def ne_change_que_de_lien(self) -> bool:
        """Neither link is kept here: one is void, and the other is read on the meeting's page."""
        return not self.change_de_date and not self.change_de_lieu

    @property
    def avant_en_mots(self) -> str:
        return moments.de_a(self.ancien_debut, self.ancienne_fin, self.ancien_fuseau)

    @property
    def apres_en_mots(self) -> str:
        return moments.de_a(self.debut, self.fin, self.fuseau)
