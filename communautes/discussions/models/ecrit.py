"""What a question and a reply have in common: somebody's words, that they may correct."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models import Moderable, ModerableQuerySet

SANS_MARQUE = timedelta(minutes=30)  # what is corrected by then is not marked
SIGNES = 10_000


class EcritQuerySet(ModerableQuerySet):
    def gardes(self):
        """Not deleted by their author."""
        return self.filter(supprime_le=None)

    def lus_de_tous(self):
        """Of all who may read where they are."""
        return self.gardes().publies()

    def dits_depuis(self, quand):
        """Whose words are left, whoever still reads them, and were said here since then (`dater`
        of services/ecriture.py).
        """
        return self.gardes().filter(dit_ici_le__gte=quand)


class Ecrit(Moderable):
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("auteur ou autrice"),
        related_name="%(class)ss",
    )
    texte = models.TextField(_("texte"), blank=True)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)
    modifie_le = models.DateTimeField(
        _("modifié le"),
        null=True,
        blank=True,
        help_text=_("Après la première demi-heure, où chacun corrige sans que cela se dise."),
    )
    dit_ici_le = models.DateTimeField(
        _("dit ici depuis"),
        default=timezone.now,
        editable=False,
        help_text=_("Ses mots, ses fichiers ou son lieu n’ont pas changé depuis."),
    )
    supprime_le = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    cle = models.UUIDField(
        _("clé d’envoi"),
        default=uuid.uuid4,
        editable=False,
        help_text=_("Un formulaire envoyé deux fois n’écrit qu’une fois."),
    )

    complete = False  # by the sending that has just found it there (services/completer.py)

    objects = EcritQuerySet.as_manager()

    class Meta(Moderable.Meta):
        abstract = True
        constraints = [
            *Moderable.Meta.constraints,
            models.UniqueConstraint(
                fields=["auteur", "cle"],
                name="%(class)s_envoyee_une_fois",
                violation_error_message=_("Ce message est déjà publié."),
            ),
            models.CheckConstraint(
                condition=~models.Q(texte="") | models.Q(supprime_le__isnull=False),
                name="%(class)s_dit_quelque_chose",
                violation_error_message=_("Écrivez quelques mots."),
            ),
        ]

    @property
    def est_garde(self) -> bool:
        return self.supprime_le is None

    @property
    def est_lu_de_tous(self) -> bool:
        return self.est_garde and self.est_publie

    @property
    def se_corrige_sans_marque(self) -> bool:
        return timezone.now() < self.ecrit_le + SANS_MARQUE
