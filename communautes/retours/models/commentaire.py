"""What is said under a published retour, in the name of another collectivité or of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.presentation import fonction_en_mots
from communautes.comptes.affiliations.models import Affiliation
from communautes.moderation.models import Moderable, ModerableQuerySet
from communautes.retours.models.retour import RetourExperience
from communautes.territoires.models import Collectivite

SIGNES = 3_000


class CommentaireQuerySet(ModerableQuerySet):
    def gardes(self):
        """Not deleted by their author."""
        return self.filter(supprime_le=None)

    def lus_de_tous(self):
        return self.gardes().publies()


class Commentaire(Moderable):
    """Shown under a function and a collectivité, as they were that day; never under a name."""

    retour = models.ForeignKey(
        RetourExperience,
        models.CASCADE,
        verbose_name=_("retour d’expérience"),
        related_name="commentaires",
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("auteur ou autrice"),
        related_name="+",
        null=True,
        blank=True,
    )
    collectivite = models.ForeignKey(
        Collectivite, models.PROTECT, verbose_name=_("collectivité"), related_name="+"
    )
    fonction = models.CharField(
        _("fonction"),
        max_length=5,
        choices=Affiliation.Fonction,
        blank=True,
        help_text=_("Vide quand la personne a supprimé son compte."),
    )
    texte = models.TextField(_("texte"), max_length=SIGNES, blank=True)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)
    supprime_le = models.DateTimeField(_("supprimé le"), null=True, blank=True)
    cle = models.UUIDField(
        _("clé d’envoi"),
        default=uuid.uuid4,
        editable=False,
        help_text=_("Un formulaire envoyé deux fois n’écrit qu’une fois."),
    )

    objects = CommentaireQuerySet.as_manager()

    class Meta(Moderable.Meta):
        verbose_name = _("commentaire d’un retour")
        verbose_name_plural = _("commentaires de retours")
        ordering = ["ecrit_le", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["retour", "ecrit_le"], name="retours_commentaires_d_un"),
        ]
        constraints = [
            *Moderable.Meta.constraints,
            models.UniqueConstraint(
                fields=["auteur", "cle"],
                name="retours_commentaire_envoye_une_fois",
                violation_error_message=_("Ce commentaire est déjà publié."),
            ),
            models.CheckConstraint(
                condition=~Q(texte="") | Q(supprime_le__isnull=False),
                name="retours_commentaire_ecrit",
                violation_error_message=_("Écrivez quelques mots."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.retour_id}, {self.pk}"

    @property
    def qui(self) -> str:
        """« Élu·e de Vernon, Eure (27) »; the collectivité alone for who has gone."""
        if not self.fonction:
            return str(self.collectivite)
        return fonction_en_mots(self.fonction, self.collectivite)

    @property
    def est_garde(self) -> bool:
        return self.supprime_le is None

    @property
    def est_lu_de_tous(self) -> bool:
        return self.est_garde and self.est_publie

    def get_absolute_url(self) -> str:
        """Which page of comments it is on is asked when the address is opened."""
        return reverse("retours:commentaire", args=[self.retour.slug, self.pk])
