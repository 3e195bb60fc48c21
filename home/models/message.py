"""What visitors write to the team: questions, accessibility defects, vulnerabilities."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read two ways over the phone


def nouvelle_reference() -> str:
    """Eight signs that cannot be guessed, in two groups: « 7K3M-9QXA »."""
    signes = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{signes[:4]}-{signes[4:]}"


class MessageRecu(models.Model):
    class Objet(models.TextChoices):
        QUESTION = "question", _("Poser une question")
        ACCESSIBILITE = "accessibilite", _("Signaler un défaut d’accessibilité")
        VULNERABILITE = "vulnerabilite", _("Signaler une faille de sécurité")

    class Statut(models.TextChoices):
        RECU = "recu", _("Reçu")
        TRAITE = "traite", _("Traité")

    reference = models.CharField(
        _("référence"), max_length=9, unique=True, default=nouvelle_reference, editable=False
    )
    objet = models.CharField(_("objet"), max_length=20, choices=Objet)
    email = models.EmailField(_("adresse électronique"))
    adresse_page = models.CharField(_("page concernée"), max_length=500, blank=True)
    texte = models.TextField(_("message"), max_length=5000)
    statut = models.CharField(_("statut"), max_length=10, choices=Statut, default=Statut.RECU)
    recu_le = models.DateTimeField(_("reçu le"), auto_now_add=True)

    class Meta:
        verbose_name = _("message reçu")
        verbose_name_plural = _("messages reçus")
        ordering = ["-recu_le"]

    def __str__(self) -> str:
        return f"{self.reference} — {self.get_objet_display()}"
