"""The words of a decision: its states, what is decided, on what ground, why one reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Etat(models.TextChoices):
    RECU = "recu", _("reçu")
    INSTRUIT = "instruit", _("en cours d’examen")
    DECIDE = "decide", _("décidé")
    CONTESTE = "conteste", _("contesté")
    CONFIRME = "confirme", _("décision confirmée")
    LEVE = "leve", _("décision levée")


OUVERTS = (Etat.RECU, Etat.INSTRUIT)
CLOS = (Etat.DECIDE, Etat.CONFIRME, Etat.LEVE)
SUITES = {
    Etat.RECU: (Etat.INSTRUIT, Etat.DECIDE),
    Etat.INSTRUIT: (Etat.DECIDE,),
    Etat.DECIDE: (Etat.CONTESTE,),
    Etat.CONTESTE: (Etat.CONFIRME, Etat.LEVE),
}


class Decision(models.TextChoices):
    LAISSE = "laisse", _("laissé en ligne")
    MASQUE = "masque", _("retiré")
    SANS_OBJET = "sans_objet", _("sans objet, le contenu n’existe plus")


class Base(models.TextChoices):
    REGLES = "regles", _("les règles de la communauté")
    LOI = "loi", _("la loi")


class Categorie(models.TextChoices):
    HAINE = "haine", _("Haine, discrimination, menace ou harcèlement")
    INJURE = "injure", _("Injure, diffamation ou propos agressifs")
    DONNEES = "donnees", _("Données personnelles ou vie privée de quelqu’un")
    DROITS = "droits", _("Droits d’auteur ou document confidentiel")
    TROMPEUR = "trompeur", _("Information fausse, trompeuse ou usurpation d’identité")
    PUBLICITE = "publicite", _("Publicité, démarchage ou message indésirable")
    AUTRE_ILLICITE = "illicite", _("Autre contenu contraire à la loi")
    AUTRE = "autre", _("Autre raison")
