"""What a card of a resource shows, whether it comes from a page or from a search result."""

from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from home.fraicheur.dates import retard_a_dire
from home.langues.lecture import langue_du_contenu
from home.models.medias import format_de
from home.referentiels import BORNES, NiveauParticipation, Strate, TypeCollectivite
from ressources.referentiels import Nature

# What one watches: minutes of reading would say something else than how long it lasts.
A_REGARDER = {Nature.VIDEO, Nature.WEBINAIRE}


def carte_de_page(page, url: str | None = None) -> dict:
    """Of a page that `RessourceQuerySet.pour_cartes` has read: no query."""
    return _carte(
        titre=page.title,
        url=url or page.url,
        nature=page.nature,
        resume=page.resume,
        verifie_le=page.verifie_le,
        a_revoir_depuis=page.a_revoir_depuis,
        publics=page.publics,
        strates=page.strates,
        niveaux=page.niveaux,
        langue=langue_du_contenu(page),
        pictogramme=page.pictogramme or "document",
        accent=page.accent or "blue-ecume",
        formats=sorted({format_de(nom) for nom in page.noms_de_fichiers}),
        duree_lecture=page.duree_lecture,
    )


def carte_de_resultat(ligne) -> dict:
    """From a line of search results: no query."""
    faits = dict(ligne.carte)
    faits.pop("dit_le", None)
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
        a_revoir_depuis=retard_a_dire(parse_date(faits.pop("a_revoir_le", None) or "")),
        **faits,
    )


def _carte(*, nature, publics, strates, niveaux, formats, duree_lecture, **champs) -> dict:
    return champs | {
        "nature": nature,
        "nature_libelle": Nature(nature).label,
        "publics_libelle": pour_qui(publics, strates),
        "niveau_libelle": niveau_le_plus_haut(niveaux),
        "formats_libelle": formats_libelle(formats, minutes_de_lecture(nature, duree_lecture)),
    }


def minutes_de_lecture(nature: str, duree_lecture: int | None) -> int | None:
    """What a reader is told; nothing of what one watches."""
    return None if nature in A_REGARDER else duree_lecture


def pour_qui(publics: list[str], strates: list[str]) -> str:
    """« Communes, intercommunalités · moins de 20 000 habitants »; empty: for everyone."""
    types = [choix.label for choix in TypeCollectivite if choix.value in publics]
    if len(types) == len(TypeCollectivite):
        types = [_("Toutes les collectivités")]
    return " · ".join(mots for mots in (_enumeration(types), _tailles(strates)) if mots)


def _enumeration(noms: list) -> str:
    premier, *suivants = [str(nom) for nom in noms] or [""]
    return ", ".join([premier, *(nom[0].lower() + nom[1:] for nom in suivants)])


def _tailles(strates: list[str]) -> str:
    """Neighbouring bands are said as one; nothing when every size is meant."""
    rangs = [rang for rang, choix in enumerate(Strate) if choix.value in strates]
    if not rangs or len(rangs) == len(Strate):
        return ""
    if rangs != list(range(rangs[0], rangs[-1] + 1)):
        return _enumeration([choix.label for choix in Strate if choix.value in strates])
    bas, haut = BORNES[rangs[0]], BORNES[rangs[-1] + 1]
    if bas is None:
        return _("moins de %(haut)s habitants") % {"haut": _nombre(haut)}
    if haut is None:
        return _("%(bas)s habitants et plus") % {"bas": _nombre(bas)}
    return _("de %(bas)s à %(haut)s habitants") % {"bas": _nombre(bas), "haut": _nombre(haut)}


def _nombre(entier: int) -> str:
    return number_format(entier, force_grouping=True)


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
