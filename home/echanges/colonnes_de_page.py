"""The columns that every table of pages has: its reference, its state, what an export adds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.echanges import genres
from home.echanges.colonnes import Colonne, Constat, ValeurRefusee, normaliser
from home.echanges.pages import DERIVEE, TableDePages


def colonne_reference(table: TableDePages) -> Colonne:
    """The key of a page: given at its creation, never changed."""

    def lire(texte, contexte):
        if len(texte) > table.longueur_de_reference or "\n" in texte:
            raise ValeurRefusee(
                _("Une référence tient sur une ligne, en 60\u00a0caractères au plus.")
            )
        if DERIVEE.fullmatch(texte):
            raise ValeurRefusee(
                _(
                    "Aucune page ne porte cette référence. Celles qui commencent par "
                    "«\u00a0page-\u00a0» viennent d’un export\u00a0: choisissez-en une autre."
                )
            )
        return texte

    return Colonne(
        nom="reference",
        libelle=gettext_lazy("Référence"),
        synonymes=("réf", "identifiant", "id", "code", "numéro", "ref"),
        obligatoire=True,
        lire=lire,
        dire=lambda valeur, contexte: valeur,
        ecrire=lambda page, contexte: table.reference_de(page) if page.pk else "",
        poser=lambda page, valeur, contexte: setattr(page, "reference", valeur),
    )


def colonne_titre(*synonymes: str) -> Colonne:
    return genres.texte(
        "titre",
        gettext_lazy("Titre"),
        champ="title",
        longueur=255,
        obligatoire=True,
        synonymes=("intitulé", "nom", *synonymes),
    )


def colonne_resume(*synonymes: str) -> Colonne:
    return genres.texte(
        "resume", gettext_lazy("Résumé"), longueur=200, synonymes=("chapô", *synonymes)
    )


def colonne_statut() -> Colonne:
    """« Publiée » or « Brouillon »: the wish of a line, within the editor’s choice for all."""
    mots = {
        "publiee": True,
        "publie": True,
        "enligne": True,
        "oui": True,
        "brouillon": False,
        "": None,
        "non": False,
    }

    def lire(texte, contexte):
        cle = normaliser(texte)
        if cle not in mots:
            raise ValeurRefusee(_("Écrivez «\u00a0publiée\u00a0» ou «\u00a0brouillon\u00a0»."))
        return mots[cle]

    def ecrire(page, contexte):
        if not page.pk:
            return ""
        return _("publiée") if _publique(page).live else _("brouillon")

    def admettre(page, contexte):
        if _publique(page).live:
            raise ValeurRefusee(
                _(
                    "Elle est publiée\u00a0: un import ne la retire pas, dépubliez-la depuis "
                    "son formulaire."
                )
            )

    return Colonne(
        nom="statut",
        libelle=gettext_lazy("Statut"),
        synonymes=("état", "publication", "en ligne"),
        vide_garde=True,
        hors_contenu=True,
        lire=lire,
        dire=lambda valeur, contexte: {True: _("publiée"), False: _("brouillon")}.get(valeur, ""),
        ecrire=ecrire,
        poser=lambda page, valeur, contexte: None,
        admettre=admettre,
    )


def constats() -> tuple[Constat, ...]:
    """Where readers find it, and when it was published and modified."""
    return (
        Constat(gettext_lazy("Adresse"), lambda page, contexte: adresse_publique(page)),
        Constat(
            gettext_lazy("Publiée la première fois"),
            lambda page, contexte: _publique(page).first_published_at,
        ),
        Constat(
            gettext_lazy("Modifiée la dernière fois"),
            lambda page, contexte: _publique(page).latest_revision_created_at,
        ),
    )


def adresse_publique(page) -> str:
    publique = _publique(page)
    return publique.full_url or "" if publique.live else ""


def _publique(page):
    """The row itself, when what is exported is its draft."""
    return getattr(page, "publique", page)
