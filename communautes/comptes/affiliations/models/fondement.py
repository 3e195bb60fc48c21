"""What stands by itself, of what proves an affiliation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fondement(models.IntegerChoices):
    """What a proof rests on, apart from the word of who nobody has established; in order."""

    RIEN = 0, _("rien d’établi")
    CAUTION = 1, _("parole d’un référent établi")
    SIRET = 2, _("SIRET donné par ProConnect")
    COURRIEL = 3, _("code envoyé au courriel officiel")
    ANCT = 4, _("vérification de l’ANCT")
