"""Images and documents of the version in preparation: looked at, made light, and of it alone.

What is published shows its own rows: taking a piece out of the draft takes nothing from readers.
"""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from communautes.comptes.models import User
from communautes.fichiers.models import Fichier
from communautes.fichiers.services import deposer, extensions, joindre
from communautes.fichiers.services import retirer as detruire
from communautes.retours.models import RetourExperience, RetourFichier, RetourImage
from communautes.retours.permissions import ecrit
from communautes.retours.services.ecriture import (
    brouillon_de,
    enregistrer,
    refuser_sauf,
    verrouiller,
)
from home.medias.documents import controler_document
from home.medias.images import controler_image
from home.medias.limites import FichierRefuse, formats, regle_des_images, regle_des_pdf
from home.medias.noms import extension_de
from home.medias.poids import taille_lisible

IMAGES, DOCUMENTS = "images", "documents"
MODELES = {IMAGES: RetourImage, DOCUMENTS: RetourFichier}
LARGEUR, OCTETS = 1_600, 300_000  # of an image on the page
QUALITES = (85, 75, 65, 55)


def regle(genre: str) -> str:
    """The sentence that is read before choosing."""
    if genre == IMAGES:
        return regle_des_images()
    permises = [une for une in extensions() if une not in settings.WAGTAILIMAGES_EXTENSIONS]
    regle = _("Fichiers %(formats)s, %(taille)s au plus chacun, sans macro.") % {
        "formats": formats(permises),
        "taille": taille_lisible(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
    }
    return f"{regle} {regle_des_pdf()}"


def ajouter(retour: RetourExperience, genre: str, televerse, *, par: User) -> Fichier:
    """`genre`: IMAGES or DOCUMENTS. It is read first: that may last, and nothing is locked."""
    return _ajouter(retour, genre, _controler(genre, televerse), par=par)


@transaction.atomic
def _ajouter(retour: RetourExperience, genre: str, contenu, *, par: User) -> Fichier:
    """The same one twice (two clicks) is one."""
    brouillon = _a_ecrire(retour, par)
    lignes = _lignes(brouillon, genre)
    joints = Fichier.objects.in_bulk([ligne.fichier_id for ligne in lignes])
    oublier_les_inutiles(brouillon)
    fichier = deposer(contenu, par=par)
    for deja in joints.values():
        if (deja.nom, deja.taille) == (fichier.nom, fichier.taille) and _pareils(deja, fichier):
            detruire(fichier)
            return deja
    joindre([fichier.pk], brouillon, par=par)
    lignes.append(MODELES[genre](fichier=fichier))
    _ranger(brouillon, genre, lignes, par=par)
    return fichier


@transaction.atomic
def retirer(retour: RetourExperience, genre: str, cle: str, *, par: User) -> None:
    """Of the draft; its content is destroyed when nothing shows it any more."""
    brouillon = _a_ecrire(retour, par)
    lignes = [ligne for ligne in _lignes(brouillon, genre) if str(ligne.fichier_id) != cle]
    _ranger(brouillon, genre, lignes, par=par)
    oublier_les_inutiles(brouillon)


@transaction.atomic
def monter(retour: RetourExperience, genre: str, cle: str, *, par: User) -> None:
    """One place up."""
    brouillon = _a_ecrire(retour, par)
    lignes = _lignes(brouillon, genre)
    rang = next((n for n, ligne in enumerate(lignes) if str(ligne.fichier_id) == cle), 0)
    if rang:
        lignes[rang - 1], lignes[rang] = lignes[rang], lignes[rang - 1]
        _ranger(brouillon, genre, lignes, par=par)


def oublier_les_inutiles(brouillon: RetourExperience) -> None:
    """Neither of the version in preparation, nor of the one that is in place."""
    montres = {ligne.fichier_id for genre in MODELES for ligne in _lignes(brouillon, genre)}
    for modele in MODELES.values():
        montres |= set(modele.objects.filter(retour=brouillon.pk).values_list("fichier", flat=True))
    for fichier in Fichier.objects.de(brouillon).exclude(pk__in=montres):
        detruire(fichier)


def _a_ecrire(retour: RetourExperience, par: User) -> RetourExperience:
    retour, _parcours = verrouiller(retour)
    refuser_sauf(
        ecrit(par, retour),
        _("Ce retour ne s’écrit plus ici\u00a0: il est en relecture, ou n’est plus le vôtre."),
    )
    return brouillon_de(retour)


def _lignes(brouillon: RetourExperience, genre: str) -> list:
    return sorted(getattr(brouillon, genre).all(), key=lambda ligne: ligne.sort_order or 0)


def _ranger(brouillon: RetourExperience, genre: str, lignes: list, *, par: User) -> None:
    for rang, ligne in enumerate(lignes):
        ligne.sort_order = rang
    getattr(brouillon, genre).set(lignes)
    enregistrer(brouillon, par=par)


def _controler(genre: str, televerse):
    est_image = extension_de(televerse.name) in settings.WAGTAILIMAGES_EXTENSIONS
    if genre == IMAGES:
        return alleger(controler_image(televerse.name, televerse))
    if est_image:
        raise FichierRefuse(_("C’est une image\u00a0: donnez-la à l’étape des images."))
    return controler_document(televerse.name, televerse)


def alleger(image: ContentFile) -> ContentFile:
    """As wide and as heavy as a page may show. `image`: looked at already."""
    with Image.open(image) as lue:
        if lue.width <= LARGEUR and image.size <= OCTETS:
            image.seek(0)
            return image
        lue.load()
        reduite = _sur_du_blanc(lue)
    reduite.thumbnail((LARGEUR, LARGEUR * 2))
    for qualite in QUALITES:
        sortie = BytesIO()
        reduite.save(sortie, "JPEG", quality=qualite, optimize=True, progressive=True)
        if sortie.tell() <= OCTETS:
            break
    nom = image.name.rpartition(".")[0] or image.name
    allegee = ContentFile(sortie.getvalue(), name=f"{nom}.jpg")
    allegee.est_controle = True
    return allegee


def _sur_du_blanc(image: Image.Image) -> Image.Image:
    """JPEG has no transparency; of an animation, its first image."""
    calque = image.convert("RGBA")
    fond = Image.new("RGBA", calque.size, "white")
    return Image.alpha_composite(fond, calque).convert("RGB")


def _pareils(un: Fichier, autre: Fichier) -> bool:
    with un.contenu.open() as a, autre.contenu.open() as b:
        return a.read() == b.read()
