"""How it is known that somebody works for a collectivité."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Niveau(models.IntegerChoices):
    """In order: what asks for one is open to those above."""

    DECLAREE = 1, _("déclarée")
    CONCORDANTE = 2, _("concordante")
    CONFIRMEE = 3, _("confirmée")
    CAUTIONNEE = 4, _("cautionnée")
    VALIDEE = 5, _("validée")
