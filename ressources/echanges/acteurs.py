"""The directory's actors in and out of a spreadsheet."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.echanges import genres
from home.echanges.colonnes import Colonne, Constat, ValeurRefusee, normaliser
from home.echanges.colonnes_de_page import colonne_statut
from home.echanges.corps import texte_riche
from home.echanges.evaluation import erreur
from home.echanges.fiches import TableDeFiches
from home.territoires import NOMS_DEPARTEMENTS, NOMS_REGIONS, ChoixDepartement, ChoixRegion
from ressources.echanges import colonnes
from ressources.echanges.annuaires import Themes
from ressources.models import Acteur, ActeurTheme
from ressources.referentiels import GenreActeur

REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


class TableDesActeurs(TableDeFiches):
    code = "acteurs"
    libelle_pluriel = gettext_lazy("acteurs")
    icone = "group"
    modele = Acteur
    espace_d_adresses = "acteurs"
    champs_des_manques = {"themes_lies": "themes"}

    def __init__(self):
        self.colonnes = (reference(), *_presentation(), *_ou(), *_pour_qui(), colonne_statut())
        self.constats = _constats()

    def contexte(self, utilisateur, *, publier: bool = False) -> Themes:
        return Themes(utilisateur, publier)

    def prechargees(self, objets):
        return objets.prefetch_related("themes_lies")

    def conclure(self, objet, existant, valeurs, contexte):
        conclusion = super().conclure(objet, existant, valeurs, contexte)
        if {"toute_la_france", "regions", "departements"} & set(valeurs):
            try:
                objet.clean()
            except ValidationError as refus:
                phrases = " ".join(refus.messages)
                conclusion.erreurs.append(erreur(self.colonne("toute_la_france"), phrases))
        return conclusion


def reference() -> Colonne:
    def lire(source, contexte):
        if not REFERENCE.fullmatch(source):
            raise ValeurRefusee(
                _(
                    "Écrivez la référence en capitales, chiffres et tirets, de 2 à "
                    "40\u00a0caractères."
                )
            )
        return source

    return Colonne(
        nom="reference",
        libelle=gettext_lazy("Référence"),
        synonymes=("réf", "identifiant", "id", "code", "numéro", "ref"),
        obligatoire=True,
        lire=lire,
        dire=lambda valeur, contexte: valeur,
        ecrire=lambda acteur, contexte: acteur.reference if acteur.pk else "",
        poser=lambda acteur, valeur, contexte: setattr(acteur, "reference", valeur),
    )


def _presentation() -> tuple:
    return (
        genres.texte(
            "nom",
            gettext_lazy("Nom"),
            longueur=150,
            obligatoire=True,
            synonymes=("titre", "organisme", "structure", "acteur"),
        ),
        genres.choix(
            "genre", gettext_lazy("Genre"), GenreActeur, vide="", synonymes=("type", "nature")
        ),
        genres.texte("resume", gettext_lazy("Résumé"), longueur=200, synonymes=("accroche",)),
        texte_riche(
            "description",
            gettext_lazy("Ce qu’il fait"),
            features=["bold", "italic", "ul", "ol", "link"],
            synonymes=("description", "présentation"),
        ),
        colonnes.themes(ActeurTheme),
    )


def _ou() -> tuple:
    """Names or codes; a spreadsheet drops the zero of « 01 »."""
    regions = {str(int(code)): code for code in NOMS_REGIONS if code.isdigit()}
    departements = {str(int(code)): code for code in NOMS_DEPARTEMENTS if code.isdigit()}
    departements |= {normaliser(nom): code for code, nom in NOMS_DEPARTEMENTS.items()}
    return (
        genres.oui_non(
            "toute_la_france", gettext_lazy("Toute la France"), synonymes=("national", "france")
        ),
        genres.choix_multiples(
            "regions",
            gettext_lazy("Régions"),
            ChoixRegion,
            autres=regions,
            synonymes=("région",),
        ),
        genres.choix_multiples(
            "departements",
            gettext_lazy("Départements"),
            ChoixDepartement,
            autres=departements,
            synonymes=("département",),
        ),
    )


def _pour_qui() -> tuple:
    return (
        *colonnes.pour_qui(),
        genres.adresse_web(
            "site_web", gettext_lazy("Site"), synonymes=("site web", "site internet", "url")
        ),
        genres.adresse_web("page_contact", gettext_lazy("Page de contact"), synonymes=("contact",)),
    )


def _constats() -> tuple[Constat, ...]:
    return (
        Constat(gettext_lazy("Adresse"), _adresse),
        Constat(
            gettext_lazy("Publiée la première fois"),
            lambda acteur, contexte: getattr(acteur, "publique", acteur).first_published_at,
        ),
        Constat(
            gettext_lazy("Publiée la dernière fois"),
            lambda acteur, contexte: getattr(acteur, "publique", acteur).last_published_at,
        ),
    )


def _adresse(acteur, contexte: Themes) -> str:
    publique = getattr(acteur, "publique", acteur)
    return f"{contexte.site}{publique.get_absolute_url()}" if publique.live else ""
