"""What a resource is and where it comes from; what an actor is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Nature(models.TextChoices):
    GUIDE = "guide", _("Guide")
    FICHE_METHODE = "fiche_methode", _("Fiche méthode")
    VIDEO = "video", _("Vidéo")
    OUTIL = "outil", _("Outil")
    MODELE = "modele", _("Modèle à adapter")
    WEBINAIRE = "webinaire", _("Webinaire")
    TEXTE = "texte", _("Texte de référence")


class Provenance(models.TextChoices):
    ANCT = "anct", _("ANCT")
    PARTENAIRE = "partenaire", _("Partenaire")
    COLLECTIVITE = "collectivite", _("Collectivité")


class GenreActeur(models.TextChoices):
    """Also names of symbols in tec/pictogrammes.svg."""

    ASSOCIATION = "association", _("Association")
    PRESTATAIRE = "prestataire", _("Prestataire")
    RESEAU = "reseau", _("Réseau")
    RECHERCHE = "recherche", pgettext_lazy("genre d’acteur", "Recherche")
    SERVICE_ETAT = "service_etat", _("Service de l’État")
