"""A document that comes in: its content must be what its name says."""

import codecs
import re

from django.conf import settings
from django.utils.translation import gettext as _

from home.medias import archives, pdf
from home.medias.limites import FichierRefuse, regle_des_documents, verifier_taille
from home.medias.noms import extension_de

# What no text has: the control signs, but for tabs, line ends and page breaks.
_ILLISIBLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BALISES = re.compile(r"\s*(<(!doctype|html|head|body|script|svg|\?xml|\?php)\b|#!)", re.IGNORECASE)


def controler_document(nom: str, contenu):
    """What is kept of it: a PDF is written again, any other is the same, read; once for good.

    FichierRefuse says what is wrong with it.
    """
    if getattr(contenu, "est_controle", False):
        return contenu
    extension = extension_de(nom)
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise FichierRefuse(
            _("Ce n’est pas un fichier que le portail accepte. %(regle)s")
            % {"regle": regle_des_documents()}
        )
    verifier_taille(contenu, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    if extension == "pdf":
        contenu = pdf.copier(nom, contenu)
    elif extension in archives.OOXML:
        archives.ooxml(contenu, extension)
    elif extension in archives.ODF:
        archives.odf(contenu, extension)
    else:
        {"zip": archives.zip_}.get(extension, _texte)(contenu)
    contenu.seek(0)
    contenu.est_controle = True
    return contenu


def _texte(contenu) -> None:
    contenu.seek(0)
    try:
        texte = contenu.read().removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as erreur:
        raise FichierRefuse(
            _(
                "Les accents de ce fichier seraient illisibles\u00a0: enregistrez-le en UTF-8 "
                "(dans "
                "Excel, «\u00a0CSV UTF-8\u00a0»)."
            )
        ) from erreur
    if _ILLISIBLE.search(texte) or _BALISES.match(texte):
        raise FichierRefuse(
            _(
                "Ce fichier n’est pas du texte simple\u00a0: c’est une page web, un programme ou "
                "un "
                "autre format, renommé."
            )
        )
