"""What a card or a line of a retour shows, whether it comes from the database or from the index."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.text import Truncator
from django.utils.timezone import localdate

from communautes.retours import comme_la_mienne
from communautes.retours.faits import qui_et_ou
from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Cout
from home.langues.lecture import SOURCE
from home.referentiels import NiveauAtteint
from home.texte_riche import en_texte

SIGNES_D_UN_ECHEC = 170


def faits(retour: RetourExperience) -> dict:
    """What the index keeps for a card: texts and codes, no date that the clock would change."""
    themes = [lien.theme for lien in retour.themes_lies.all()]
    principal = themes[0] if themes else None
    auteures = retour.auteures_acceptees
    qui, ou = qui_et_ou(auteures)
    a_revoir = retour.parcours.a_revoir_le
    return {
        "pictogramme": principal.pictogramme if principal else "document",
        "accent": principal.accent if principal else "blue-ecume",
        "qui": qui,
        "ou": ou,
        "population": auteures[0].population if len(auteures) == 1 else None,
        "annee": retour.annee,
        "cout": retour.cout,
        "niveau": retour.niveau,
        "echec": premier_echec(retour),
        "a_revoir_le": a_revoir.isoformat() if a_revoir else None,
        "perime": retour.parcours.perime_le is not None,
    }


def premier_echec(retour: RetourExperience) -> str:
    """The first thing that did not work, in one line; nothing when nobody wrote any."""
    lignes = retour.echecs.strip().splitlines()
    premiere = next((ligne for ligne in lignes if en_texte(ligne).strip()), "")
    return Truncator(en_texte(premiere).strip()).chars(SIGNES_D_UN_ECHEC, truncate=" …")


def carte_de_retour(retour: RetourExperience) -> dict:
    """Of one that `RetourQuerySet.pour_page` has read: no query."""
    return _carte(
        titre=retour.titre,
        url=retour.get_absolute_url(),
        resume=retour.chapo,
        reprises=retour.parcours.nombre_de_reprises,
        publie_le=retour.first_published_at,
        **faits(retour),
    )


def carte_de_resultat(ligne, comme=None) -> dict:
    """From a line of search results: no query. `comme`: the collectivité it is compared with."""
    return _carte(
        titre=ligne.titre,
        url=ligne.chemin,
        resume=ligne.resume,
        reprises=ligne.reprises,
        publie_le=ligne.publie_le,
        pourquoi=comme_la_mienne.pourquoi(comme, ligne.profil) if comme else "",
        **ligne.carte,
    )


def _carte(*, cout, niveau, a_revoir_le, perime, pourquoi="", **champs) -> dict:
    return champs | {
        "langue": SOURCE,
        "cout_libelle": Cout(cout).label if cout else "",
        "niveau_libelle": NiveauAtteint(niveau).label if niveau else "",
        "niveau": niveau,
        "a_actualiser": perime or _passee(parse_date(a_revoir_le or "")),
        "pourquoi": pourquoi,
    }


def _passee(jour: date | None) -> bool:
    return jour is not None and jour <= localdate()
