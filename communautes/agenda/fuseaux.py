"""The time zones of the French territories, and how each is said."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

PARIS = ZoneInfo("Europe/Paris")


class Fuseau(models.TextChoices):
    PARIS = "Europe/Paris", _("Paris")
    GUADELOUPE = "America/Guadeloupe", _("Guadeloupe, Saint-Martin, Saint-Barthélemy")
    MARTINIQUE = "America/Martinique", _("Martinique")
    GUYANE = "America/Cayenne", _("Guyane")
    REUNION = "Indian/Reunion", _("La Réunion")
    MAYOTTE = "Indian/Mayotte", _("Mayotte")
    MIQUELON = "America/Miquelon", _("Saint-Pierre-et-Miquelon")
    NOUMEA = "Pacific/Noumea", _("Nouvelle-Calédonie")
    TAHITI = "Pacific/Tahiti", _("Tahiti")
    MARQUISES = "Pacific/Marquesas", _("Îles Marquises")
    GAMBIER = "Pacific/Gambier", _("Îles Gambier")
    WALLIS = "Pacific/Wallis", _("Wallis-et-Futuna")


HEURES = {
    Fuseau.PARIS: _("heure de Paris"),
    Fuseau.GUADELOUPE: _("heure de la Guadeloupe"),
    Fuseau.MARTINIQUE: _("heure de la Martinique"),
    Fuseau.GUYANE: _("heure de la Guyane"),
    Fuseau.REUNION: _("heure de La Réunion"),
    Fuseau.MAYOTTE: _("heure de Mayotte"),
    Fuseau.MIQUELON: _("heure de Saint-Pierre-et-Miquelon"),
    Fuseau.NOUMEA: _("heure de Nouméa"),
    Fuseau.TAHITI: _("heure de Tahiti"),
    Fuseau.MARQUISES: _("heure des Marquises"),
    Fuseau.GAMBIER: _("heure des Gambier"),
    Fuseau.WALLIS: _("heure de Wallis-et-Futuna"),
}
