"""Retours in and out of a spreadsheet: what ANCT had already comes in by here."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from communautes.comptes.affiliations.models import Niveau
from communautes.retours import permissions
from communautes.retours.models import EtiquetteRetour, RetourExperience, RetourTheme
from communautes.retours.models.retour import (
    JOURS_AU_PLUS,
    PERSONNES_AU_PLUS,
    RESUME_AU_PLUS,
    SIGNES,
    TITRE_AU_PLUS,
)
from communautes.retours.referentiels import Cout, Format
from communautes.retours.services.ecriture import adresse_libre, ouvrir
from communautes.territoires.codes import collectivites_de
from communautes.territoires.forms import cle_de
from communautes.territoires.models import Collectivite
from home.echanges import genres
from home.echanges.colonnes import Colonne, Constat, ValeurRefusee
from home.echanges.colonnes_de_page import colonne_statut
from home.echanges.fiches import TableDeFiches
from home.echanges.fichiers import CELLULE_MAX
from home.medias.licences import Licence
from home.referentiels import NiveauAtteint, PublicAssocie
from home.texte_riche.champs import TexteRicheField
from ressources.echanges import colonnes
from ressources.echanges.acteurs import reference
from ressources.echanges.annuaires import Mots
from ressources.echanges.etiquettes import AvecEtiquettes


@dataclass
class Base(Mots):
    """And the collectivités that lines have named already, by what they call them."""

    def __post_init__(self):
        self.nommees: dict[str, Collectivite | None] = {}

    def collectivite(self, texte: str) -> Collectivite | None:
        if texte not in self.nommees:
            self.nommees[texte] = collectivites_de([texte]).get(texte)
        return self.nommees[texte]


class TableDesRetours(AvecEtiquettes, TableDeFiches):
    code = "retours"
    libelle_pluriel = gettext_lazy("retours d’expérience")
    ceci = gettext_lazy("Cette expérience")
    icone = "form"
    modele = RetourExperience
    espace_d_adresses = "retours_admin"
    champ_du_titre = "titre"
    champs_des_manques = {"themes_lies": "themes"}

    def __init__(self):
        self.colonnes = (
            reference(),
            _collectivite(),
            *_presentation(),
            *_recit(),
            *_participation_et_moyens(),
            *_classement(),
            colonne_statut(),
        )
        self.constats = (
            Constat(gettext_lazy("État"), lambda retour, contexte: _public(retour).etat.label),
            Constat(
                gettext_lazy("Publié la première fois"),
                lambda retour, contexte: _public(retour).first_published_at,
            ),
            Constat(gettext_lazy("Adresse"), _adresse),
        )

    def contexte(self, utilisateur, *, publier: bool = False) -> Base:
        return Base(utilisateur, publier)

    def adresse_de_la_liste(self) -> str:
        return reverse("retours_admin:list")

    def peut_exporter(self, utilisateur) -> bool:
        """Drafts are in it."""
        return permissions.relit(utilisateur) and super().peut_exporter(utilisateur)

    def peut_importer(self, utilisateur) -> bool:
        """In the name of collectivités that are not there to sign: ANCT's reviewers."""
        return permissions.relit(utilisateur) and all(
            self._peut(utilisateur, acte) for acte in ("change", "publish")
        )

    def prechargees(self, objets):
        return objets.select_related("parcours").prefetch_related(
            "themes_lies", "etiquetages", "auteures__collectivite"
        )

    def peut_modifier(self, objet, utilisateur, *, publier) -> bool:
        """Not what somebody writes here: it is theirs."""
        d_ailleurs = objet.parcours.auteur_id is None
        return d_ailleurs and super().peut_modifier(objet, utilisateur, publier=publier)

    def creer(self, valeurs, contexte):
        retour = self.nouveau(contexte)
        self.poser(retour, valeurs, contexte)
        retour.slug = adresse_libre(retour.titre, un_a_la_fois=False)
        retour.save()
        ouvrir(
            retour,
            contexte.collectivite(valeurs["collectivite"]),
            par=contexte.utilisateur,
            niveau=Niveau.VALIDEE,
            auteur=False,
        )
        log(instance=retour, action="wagtail.create", user=contexte.utilisateur)
        return retour


def _public(retour: RetourExperience) -> RetourExperience:
    """The row of which this draft is a version (TableDeBrouillons.etat_a_modifier)."""
    return getattr(retour, "publique", retour)


def _adresse(retour, contexte: Base) -> str:
    publique = _public(retour)
    return f"{contexte.site}{publique.get_absolute_url()}" if publique.live else ""


def _collectivite() -> Colonne:
    def lire(source, contexte) -> str:
        lue = contexte.collectivite(source)
        if lue is None or not lue.est_active:
            raise ValeurRefusee(
                _(
                    "Aucune collectivité en activité n’a le code «\u00a0%(code)s\u00a0»\u00a0: "
                    "écrivez le code INSEE d’une commune, un SIREN, ou le type et le code "
                    "(departement-75)."
                )
                % {"code": source[:40]}
            )
        contexte.nommees[cle_de(lue)] = lue
        return cle_de(lue)

    def refuser(objet, contexte):
        raise ValeurRefusee(
            _("Un retour ne change pas de collectivité\u00a0: donnez-lui une autre référence.")
        )

    return Colonne(
        nom="collectivite",
        libelle=gettext_lazy("Collectivité"),
        synonymes=("code insee", "insee", "commune", "siren", "territoire"),
        obligatoire=True,
        lire=lire,
        dire=lambda valeur, contexte: valeur,
        ecrire=lambda retour, contexte: _de_qui(retour),
        poser=lambda retour, valeur, contexte: None,
        admettre=refuser,
    )


def _de_qui(retour: RetourExperience) -> str:
    publique = _public(retour)
    if publique.pk is None:
        return ""
    return next((cle_de(une.collectivite) for une in publique.auteures.all() if une.principale), "")


def _presentation() -> tuple:
    return (
        genres.texte(
            "titre",
            gettext_lazy("Titre"),
            longueur=TITRE_AU_PLUS,
            obligatoire=True,
            synonymes=("intitulé", "nom"),
        ),
        genres.choix("format", gettext_lazy("Version"), Format, synonymes=("format",)),
        genres.texte(
            "resume",
            gettext_lazy("En deux phrases"),
            longueur=RESUME_AU_PLUS,
            synonymes=("résumé", "chapô"),
        ),
        genres.date_("debut", gettext_lazy("Début"), synonymes=("date de début",)),
        genres.date_("fin", gettext_lazy("Fin"), synonymes=("date de fin",)),
    )


def _recit() -> tuple:
    return (
        texte_long("contexte", gettext_lazy("Contexte"), synonymes=("problème",)),
        texte_long("fait", gettext_lazy("Ce qui a été fait"), synonymes=("actions", "démarche")),
        texte_long("appris", gettext_lazy("Ce qu’on en retient"), synonymes=("enseignements",)),
        texte_long("resultats", gettext_lazy("Résultats"), synonymes=("résultat", "bilan")),
        texte_long(
            "echecs", gettext_lazy("Ce qui n’a pas marché"), synonymes=("difficultés", "échecs")
        ),
        texte_long("transposition", gettext_lazy("Pour transposer"), synonymes=("conditions",)),
    )


def texte_long(nom: str, libelle, **options) -> Colonne:
    """Paragraphs and lists as people type them on the site (home/texte_riche)."""
    champ = TexteRicheField(max_length=SIGNES, required=False)

    def lire(source, contexte) -> str:
        try:
            return champ.clean(source)
        except forms.ValidationError as refus:
            raise ValeurRefusee(" ".join(refus.messages)) from refus

    return genres.de_champ(
        nom, libelle, lire, lambda v: v if len(v) <= CELLULE_MAX else "", vide_garde=True, **options
    )


def _participation_et_moyens() -> tuple:
    return (
        genres.choix("niveau", gettext_lazy("Niveau de participation"), NiveauAtteint, vide=""),
        genres.choix_multiples(
            "publics", gettext_lazy("Publics associés"), PublicAssocie, synonymes=("publics",)
        ),
        genres.entier(
            "nombre",
            gettext_lazy("Personnes associées"),
            maximum=PERSONNES_AU_PLUS,
            synonymes=("participants", "nombre de personnes"),
        ),
        genres.choix("cout", gettext_lazy("Coût"), Cout, vide="", synonymes=("budget",)),
        genres.texte("cout_precision", gettext_lazy("Précision sur le coût"), longueur=80),
        genres.entier(
            "jours_agent",
            gettext_lazy("Jours de travail des agents"),
            maximum=JOURS_AU_PLUS,
            synonymes=("jours-agent", "jours agent"),
        ),
        genres.texte("prestataires", gettext_lazy("Prestataires"), longueur=150),
    )


def _classement() -> tuple:
    return (
        colonnes.themes(RetourTheme),
        colonnes.etiquettes(EtiquetteRetour),
        genres.choix("licence", gettext_lazy("Licence"), Licence),
    )
