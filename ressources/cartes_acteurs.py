"""What a card of an actor shows, whether it comes from the table or from a search result.

Its address is in the reader's language; its words are French (`langue`).
"""

from django.urls import reverse

from home import territoires
from home.langues.lecture import SOURCE
from ressources.cartes import pour_qui
from ressources.referentiels import GenreActeur

ACCENT = "green-emeraude"
TERRITOIRES_D_UNE_CARTE = 3
FAITS = ("slug", "toute_la_france", "regions", "departements")


def faits(acteur) -> dict:
    """What a result needs besides the columns of the index (Document.carte)."""
    return {nom: getattr(acteur, nom) for nom in FAITS}


def carte_d_acteur(acteur) -> dict:
    """Of an actor that `ActeurQuerySet.pour_cartes` has read: no query."""
    return _carte(
        titre=acteur.nom,
        genre=acteur.genre,
        resume=acteur.resume,
        publics=acteur.publics,
        strates=acteur.strates,
        **faits(acteur),
    )


def carte_de_resultat(ligne) -> dict:
    """From a line of search results: no query."""
    return _carte(
        titre=ligne.titre,
        genre=ligne.sous_nature,
        resume=ligne.resume,
        publics=ligne.publics,
        strates=ligne.strates,
        **{nom: ligne.carte[nom] for nom in FAITS},
    )


def _carte(*, titre, genre, resume, publics, strates, slug, **ou) -> dict:
    return {
        "titre": titre,
        "url": reverse("annuaire:acteur", args=[slug]),
        "langue": SOURCE,
        "genre_libelle": GenreActeur(genre).label,
        "pictogramme": genre,
        "accent": ACCENT,
        "resume": resume,
        "ou": territoires.phrase(**ou, au_plus=TERRITOIRES_D_UNE_CARTE),
        "publics_libelle": pour_qui(publics, strates),
    }
