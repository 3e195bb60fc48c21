"""What a card of a resource shows, whether it comes from a page or from a search result."""

from django.utils.translation import gettext as _

from home.referentiels import NiveauParticipation, Strate, TypeCollectivite
from ressources.referentiels import Nature


def carte_de_page(page, url: str | None = None) -> dict:
    """Needs `themes_lies__theme` and `fichiers__document` prefetched to cost no query."""
    liens = page.themes_lies.all()
    theme = liens[0].theme if liens else None
    return _carte(
        titre=page.title,
        url=url or page.url,
        nature=page.nature,
        resume=page.resume,
        verifie_le=page.verifie_le,
        publics=page.publics,
        strates=page.strates,
        niveaux=page.niveaux,
        langue="fr" if page.alias_of_id else page.locale.language_code,
        pictogramme=theme.pictogramme if theme else "document",
        accent=theme.accent if theme else "blue-ecume",
        formats=sorted({fichier.document.format for fichier in page.fichiers.all()}),
        duree_lecture=page.duree_lecture,
    )


def carte_de_resultat(ligne) -> dict:
    """From a line of search results: no query."""
    return _carte(
        titre=ligne.titre,
        url=ligne.chemin,
        nature=ligne.sous_nature,
        resume=ligne.resume,
        verifie_le=ligne.verifie_le,
        publics=ligne.publics,
        strates=ligne.strates,
        niveaux=ligne.niveaux,
        langue=ligne.langue,
        **ligne.carte,
    )


def _carte(*, nature, publics, strates, niveaux, formats, duree_lecture, **champs) -> dict:
    return champs | {
        "nature": nature,
        "nature_libelle": Nature(nature).label,
        "publics_libelle": pour_qui(publics, strates),
        "niveau_libelle": niveau_le_plus_haut(niveaux),
        "formats_libelle": formats_libelle(formats, duree_lecture),
    }


def pour_qui(publics: list[str], strates: list[str]) -> str:
    """« Commune, intercommunalité · moins de 3 500 habitants »; empty when it is for everyone."""
    types = [choix.label for choix in TypeCollectivite if choix.value in publics]
    tailles = [choix.label for choix in Strate if choix.value in strates]
    if len(types) == len(TypeCollectivite):
        types = [_("Toutes les collectivités")]
    if len(tailles) == len(Strate):
        tailles = []
    return " · ".join(_enumeration(noms) for noms in (types, tailles) if noms)


def _enumeration(noms: list) -> str:
    premier, *suivants = [str(nom) for nom in noms]
    return ", ".join([premier, *(nom[0].lower() + nom[1:] for nom in suivants)])


def niveau_le_plus_haut(niveaux: list[str]) -> str:
    """Label of the highest level of participation, or nothing."""
    libelles = [choix.label for choix in NiveauParticipation if choix.value in niveaux]
    return str(libelles[-1]) if libelles else ""


def formats_libelle(formats: list[str], duree_lecture: int | None) -> str:
    """« PDF, ODS, 12 minutes de lecture »."""
    morceaux = list(formats)
    if duree_lecture:
        morceaux.append(_("%(minutes)s min de lecture") % {"minutes": duree_lecture})
    return ", ".join(morceaux)
