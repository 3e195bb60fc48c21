"""How search finds resources, themes and actors; what their cards show without any query."""

from collections.abc import Iterator

from django.utils.translation import override

from home.blocks.texte import texte
from home.documents import cle
from home.fraicheur.dates import dit_le
from home.langues.lecture import SOURCE, langue_du_contenu
from home.textes import texte_brut
from ressources.cartes_acteurs import faits
from search.documents import Document


def document_ressource(page) -> Document:
    themes = [lien.theme for lien in page.themes_lies.select_related("theme")]
    principal = themes[0] if themes else None
    fichiers = [lien.document for lien in page.fichiers.select_related("document")]
    return Document(
        objet=cle(page),
        locale=page.locale.language_code,
        nature="ressource",
        sous_nature=page.nature,
        titre=page.title,
        chemin=page.url,
        resume=page.resume,
        corps=" ".join([texte(page.body), *(fichier.title for fichier in fichiers), page.source]),
        themes=tuple(str(theme.translation_key) for theme in themes),
        etiquettes=tuple(page.tags.names()),
        niveaux=tuple(page.niveaux),
        publics=tuple(page.publics),
        strates=tuple(page.strates),
        langue=langue_du_contenu(page),
        publie_le=page.first_published_at,
        maj_le=page.last_published_at,
        verifie_le=page.verifie_le,
        expire_le=page.expire_at,
        carte={
            "pictogramme": principal.pictogramme if principal else "document",
            "accent": principal.accent if principal else "blue-ecume",
            "formats": sorted({fichier.format for fichier in fichiers}),
            "duree_lecture": page.duree_lecture,
            **fraicheur(page),
        },
    )


def fraicheur(contenu) -> dict:
    """When it must be read again, and from when search says that it was not; dates as texts."""
    if contenu.a_revoir_le is None:
        return {}
    return {
        "a_revoir_le": contenu.a_revoir_le.isoformat(),
        "dit_le": dit_le(contenu.a_revoir_le).isoformat(),
    }


def document_theme(page) -> Document:
    return Document(
        objet=cle(page),
        locale=page.locale.language_code,
        nature="theme",
        titre=page.title,
        chemin=page.url,
        resume=page.resume,
        corps=" ".join([texte_brut(page.enjeux), texte_brut(page.inspiration), texte(page.body)]),
        themes=(str(page.translation_key),),
        langue=langue_du_contenu(page),
        publie_le=page.first_published_at,
        maj_le=page.last_published_at,
        expire_le=page.expire_at,
        carte={"pictogramme": page.pictogramme, "accent": page.accent},
    )


def documents_acteurs(acteurs) -> Iterator[Document]:
    """Of those of this queryset that are published, in French only; each says when it expires."""
    lus = acteurs.filter(live=True).prefetch_related("themes_lies__theme")
    with override(SOURCE):
        for acteur in lus.iterator(chunk_size=200):
            yield _document_acteur(acteur)


def _document_acteur(acteur) -> Document:
    return Document(
        objet=cle(acteur),
        locale=SOURCE,
        nature="acteur",
        sous_nature=acteur.genre,
        titre=acteur.nom,
        chemin=acteur.get_absolute_url(),
        resume=acteur.resume,
        corps=" ".join([texte_brut(acteur.description), acteur.ou]),
        themes=tuple(str(lien.theme.translation_key) for lien in acteur.themes_lies.all()),
        publics=tuple(acteur.publics),
        strates=tuple(acteur.strates),
        territoires=tuple(acteur.jetons()),
        publie_le=acteur.first_published_at,
        maj_le=acteur.last_published_at,
        expire_le=acteur.expire_at,
        verifie_le=acteur.verifie_le,
        carte=faits(acteur) | fraicheur(acteur),
    )
