"""In which language a file is written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LangueFichier(models.TextChoices):
    FRANCAIS = "fr", _("Français")
    ANGLAIS = "en", _("Anglais")
    AUTRE = "xx", _("Autre langue")
