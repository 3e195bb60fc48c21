"""Giving a file, attaching it to what it goes with, withdrawing it; what was left is removed."""

import mimetypes
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.comptes.models import User
from communautes.fichiers.models import Fichier
from communautes.fichiers.permissions import a_une_regle
from home.medias.documents import controler_document
from home.medias.images import controler_image
from home.medias.limites import FichierRefuse, formats, regle_des_pdf
from home.medias.noms import extension_de, nom_propre
from home.medias.poids import taille_lisible

PAR_OBJET = 10
EN_ATTENTE = 20  # by one person: what is being written
OCTETS_EN_ATTENTE = 100 * 1000**2
DELAI_POUR_JOINDRE = timedelta(days=2)  # as long as a draft is kept in the page
SANS_ARCHIVES = {"zip"}  # what is inside would be read by nobody before who opens it


def extensions() -> list[str]:
    permises = {*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS}
    return sorted(permises - SANS_ARCHIVES)


def regle() -> str:
    """What is read before choosing."""
    regle = _("Fichiers %(formats)s, %(taille)s au plus chacun, %(nombre)s au plus.") % {
        "formats": formats(extensions()),
        "taille": taille_lisible(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE),
        "nombre": PAR_OBJET,
    }
    return f"{regle} {regle_des_pdf()}"


def deposer(televerse, *, par: User) -> Fichier:
    """`televerse`: what the form has received, or what was read of it.

    FichierRefuse says what is wrong with it.
    """
    extension = extension_de(televerse.name)
    if extension not in extensions():
        raise FichierRefuse(
            _("«\u00a0%(nom)s\u00a0» n’est pas un fichier que le portail accepte. %(regle)s")
            % {"nom": televerse.name[:80], "regle": regle()}
        )
    est_image = extension in settings.WAGTAILIMAGES_EXTENSIONS
    controler = controler_image if est_image else controler_document
    contenu = controler(televerse.name, televerse)
    if not contenu.size:
        raise FichierRefuse(_("Ce fichier est vide\u00a0: choisissez-en un autre."))
    nom = nom_propre("", televerse.name)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=par.pk)  # the sum is that of one at a time
        _verifier_la_place(par, contenu.size)
        fichier = Fichier(
            nom=nom,
            type_mime=mimetypes.guess_type(nom)[0] or "application/octet-stream",
            taille=contenu.size,
            depose_par=par,
        )
        fichier.contenu.save(nom, contenu, save=False)
        try:
            fichier.save()
        except Exception:
            fichier.contenu.delete(save=False)
            raise
    return fichier


def _verifier_la_place(par: User, taille: int) -> None:
    siens = Fichier.objects.en_attente().filter(depose_par=par)
    occupe = siens.aggregate(octets=Sum("taille", default=0), nombre=models.Count("pk"))
    if occupe["nombre"] >= EN_ATTENTE or occupe["octets"] + taille > OCTETS_EN_ATTENTE:
        raise FichierRefuse(
            _(
                "Vous avez déjà déposé %(nombre)s fichiers qui ne sont joints à rien\u00a0: "
                "envoyez votre message, ou retirez-en."
            )
            % {"nombre": occupe["nombre"]}
        )


@transaction.atomic
def joindre(cles: Iterable, objet: models.Model, *, par: User) -> list[Fichier]:
    """To an object that its room protects, those that `par` gave and that are attached to nothing.

    A key of anything else is refused: it was forged, or the page is too old.
    """
    if not a_une_regle(type(objet)):
        raise LookupError(f"{type(objet).__name__}: no rule says who reads its files")
    cles = set(cles)
    fichiers = list(
        Fichier.objects.select_for_update().en_attente().filter(pk__in=cles, depose_par=par)
    )
    if len(fichiers) != len(cles):
        raise FichierRefuse(
            _("Un des fichiers n’est plus là\u00a0: déposez-le de nouveau, le texte est gardé.")
        )
    deja = Fichier.objects.de(objet).count()
    if deja + len(fichiers) > PAR_OBJET:
        raise FichierRefuse(
            ngettext(
                "%(nombre)s fichier au plus\u00a0: retirez-en.",
                "%(nombre)s fichiers au plus\u00a0: retirez-en.",
                PAR_OBJET,
            )
            % {"nombre": PAR_OBJET}
        )
    for fichier in fichiers:
        fichier.objet = objet
        fichier.save(update_fields=["type_d_objet", "objet_pk"])
    return fichiers


@transaction.atomic
def retirer(fichier: Fichier) -> None:
    """Its content is destroyed once that is certain; the row says that there was one."""
    lu = Fichier.objects.select_for_update().get(pk=fichier.pk)
    if lu.retire_le is not None:
        return
    chemin, lu.contenu, lu.retire_le = lu.contenu.name, "", timezone.now()
    lu.save(update_fields=["contenu", "retire_le"])
    _detruire(chemin)


@transaction.atomic
def oublier_ceux_de(objet: models.Model) -> None:
    """It has just been deleted: nothing is left to say that there was a file."""
    for fichier in Fichier.objects.joints_a(objet).select_for_update():
        chemin = fichier.contenu.name
        fichier.delete()
        if chemin:
            _detruire(chemin)


def _detruire(chemin: str) -> None:
    """Once it is certain: a file does not come back with the rest of the transaction."""
    transaction.on_commit(lambda: Fichier.stockage().delete(chemin))


def purger() -> int:
    """What was attached to nothing in time, and what a request that failed has left on the disk;
    how many files.
    """
    limite = timezone.now() - DELAI_POUR_JOINDRE
    cles = list(
        Fichier.objects.en_attente().filter(depose_le__lt=limite).values_list("pk", flat=True)
    )
    return sum(_oublier(cle) for cle in cles) + sum(_balayer(limite))


def _oublier(cle) -> bool:
    with transaction.atomic():
        fichier = Fichier.objects.select_for_update().en_attente().filter(pk=cle).first()
        if fichier is None:  # attached meanwhile
            return False
        chemin = fichier.contenu.name
        fichier.delete()
        _detruire(chemin)
    return True


def _balayer(limite: datetime):
    """True for each file without a row; recent ones may have theirs in a moment."""
    stockage = Fichier.stockage()
    for dossier in stockage.listdir("")[0] if stockage.exists("") else ():
        chemins = {f"{dossier}/{nom}" for nom in stockage.listdir(dossier)[1]}
        connus = Fichier.objects.filter(contenu__in=chemins).values_list("contenu", flat=True)
        for chemin in chemins.difference(connus):
            if stockage.get_modified_time(chemin) < limite:
                stockage.delete(chemin)
                yield True
