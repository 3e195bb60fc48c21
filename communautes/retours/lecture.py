"""What the page of a retour shows, published or in a preview, and who reads its files."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communautes.fichiers.dimensions import dimensions
from communautes.fichiers.models import Fichier
from communautes.retours import faits, permissions
from communautes.retours.champs import LIBELLES
from communautes.retours.models import (
    CollectiviteAuteure,
    EtiquetteRetour,
    RetourExperience,
    RetourFichier,
    RetourImage,
)
from communautes.retours.promotion import origine
from home.medias.licences import TEXTES as TEXTES_DES_LICENCES
from ressources.models import Acteur, ThemePage

# Field → anchor: in the order of the page; what nobody wrote is not there.
PARTIES = {
    "resume": "en-deux-phrases",
    "contexte": "contexte",
    "fait": "fait",
    "resultats": "resultats",
    "echecs": "pas-marche",
    "appris": "appris",
    "transposition": "transposer",
}
AU_SOMMAIRE = 4  # fewer parts are seen at once


def pour_lecture(retours):
    """With all that the page of one says: the same number of queries, whatever it has."""
    avec = retours.pour_page().select_related("promotion__reponse__discussion__communaute")
    return avec.prefetch_related(
        Prefetch("images", queryset=RetourImage.objects.select_related("fichier")),
        Prefetch("documents", queryset=RetourFichier.objects.select_related("fichier")),
        Prefetch("etiquetages", queryset=EtiquetteRetour.objects.select_related("tag")),
        "acteurs_lies",
    )


def contexte_du_retour(retour: RetourExperience) -> dict:
    """Of one that `pour_lecture` has read, or of a version that is being written."""
    lies = [lien.theme for lien in retour.themes_lies.all()]
    dites = [faits.auteure(ligne) for ligne in auteures_de(retour)]
    ecrites = [champ for champ in PARTIES if getattr(retour, champ).strip()]
    return {
        "retour": retour,
        "themes": _themes_lisibles(lies),
        "accent": lies[0].accent if lies else "blue-ecume",
        "pictogramme": lies[0].pictogramme if lies else "document",
        "auteures": dites,
        "raconte_par": get_text_list([une["nom"] for une in dites], _("et")),
        "quand": faits.quand(retour),
        "echelle": faits.echelle(retour),
        "publics": faits.publics(retour),
        "parties": _sommaire(ecrites),
        "images": [_image(image) for image in retour.images.all()],
        "documents": [_document(document) for document in retour.documents.all()],
        "etiquettes": sorted(lien.tag.name for lien in retour.etiquetages.all()),
        "acteurs": _acteurs_lisibles(retour),
        "licence": {
            "nom": retour.get_licence_display(),
            "url": TEXTES_DES_LICENCES.get(retour.licence, ""),
        },
        "origine": origine(retour),
        **_etat(retour),
    }


def auteures_de(retour: RetourExperience) -> list[CollectiviteAuteure]:
    """Those that sign: as `pour_page` has read them, or read now for a preview."""
    lues = getattr(retour, "auteures_acceptees", None)
    if lues is not None:
        return lues
    if retour.pk is None:
        return []
    lignes = CollectiviteAuteure.objects.acceptees().filter(retour=retour.pk)
    return list(lignes.select_related("collectivite"))


def _etat(retour: RetourExperience) -> dict:
    """What a reader must know before trusting it; a first draft has nothing of it yet."""
    parcours = getattr(retour, "parcours", None)
    if parcours is None:
        return {"verifie_le": None, "archive": False, "perime": False, "a_revoir_depuis": None}
    a_actualiser = parcours.est_a_actualiser() and not parcours.est_archive
    return {
        "verifie_le": parcours.verifie_le,
        "archive": parcours.est_archive,
        "perime": a_actualiser and parcours.perime_le is not None,
        "a_revoir_depuis": parcours.a_revoir_le if a_actualiser else None,
    }


def _sommaire(champs: list[str]) -> list[dict]:
    if len(champs) < AU_SOMMAIRE:
        return []
    return [{"titre": LIBELLES[champ], "ancre": PARTIES[champ]} for champ in champs]


def _themes_lisibles(lies: list[ThemePage]) -> list[ThemePage]:
    """As readers of this language see them."""
    cles = [theme.translation_key for theme in lies]
    lisibles = ThemePage.objects.visibles().filter(
        translation_key__in=cles, locale__language_code=get_language()
    )
    return sorted(lisibles.defer_streamfields(), key=lambda page: cles.index(page.translation_key))


def _acteurs_lisibles(retour: RetourExperience) -> list[Acteur]:
    cles = [lien.acteur_id for lien in retour.acteurs_lies.all()]
    trouves = Acteur.objects.visibles().filter(pk__in=cles).only("slug", "nom", "genre")
    return sorted(trouves, key=lambda acteur: cles.index(acteur.pk)) if cles else []


def _image(image: RetourImage) -> dict:
    return {
        "url": _adresse(image.fichier),
        "taille": dimensions(image.fichier),
        "alternative": image.alternative,
        "legende": image.legende,
    }


def _document(document: RetourFichier) -> dict:
    fichier = document.fichier
    _nom, _point, extension = fichier.nom.rpartition(".")
    return {
        "titre": document.titre or fichier.nom,
        "url": _adresse(fichier),
        "details": _("%(format)s, %(poids)s")
        % {"format": extension.upper(), "poids": fichier.poids},
    }


def _adresse(fichier: Fichier) -> str:
    return reverse("fichiers:lire", args=[fichier.pk, fichier.nom])


def lit_le_fichier(personne, retour: RetourExperience, fichier: Fichier) -> bool:
    """Of the published version, everybody; of the one in preparation, who reads that."""
    if permissions.est_lisible(retour) and _est_publie(retour, fichier):
        return True
    return permissions.lit_le_brouillon(personne, retour)


def _est_publie(retour: RetourExperience, fichier: Fichier) -> bool:
    """The rows of a published retour are those of its published version."""
    return any(
        modele.objects.filter(retour=retour, fichier=fichier).exists()
        for modele in (RetourImage, RetourFichier)
    )
