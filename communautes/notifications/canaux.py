"""How somebody is told of something: what they choose for each kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Canal(models.TextChoices):
    IMMEDIAT = "immediat", _("Tout de suite, par courriel")
    QUOTIDIEN = "quotidien", _("Dans un récapitulatif, chaque matin")
    HEBDOMADAIRE = "hebdomadaire", _("Dans un récapitulatif, chaque lundi")
    SITE = "site", _("Sur le site seulement")
    RIEN = "rien", _("Pas du tout")


RECAPITULATIFS = (Canal.QUOTIDIEN, Canal.HEBDOMADAIRE)
PAR_COURRIEL = (Canal.IMMEDIAT, *RECAPITULATIFS)
