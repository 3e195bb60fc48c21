"""A form sent again after « Back » writes nothing twice; what is new in it (a file, somebody to
tell, « au nom de l’ANCT ») is added to what it wrote and said, or said not to be.
"""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from communautes.discussions import nouvelles
from communautes.discussions.mentions import AU_PLUS
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import Place
from communautes.discussions.services.ecriture import (
    constater,
    dater,
    refuser_sauf,
    tracer,
)
from communautes.fichiers.models import Fichier
from communautes.fichiers.services import joindre
from communautes.fichiers.services import retirer as retirer_le_fichier
from communautes.moderation.services import examiner
from home.envois import cle_de_l_envoi


def deja_envoye(modele: type[Ecrit], cle: UUID, *, par) -> tuple[UUID, Ecrit | None]:
    """The key to write under, and what was written under it, locked. What was deleted may be said
    again, once however often one clicks: under the key that follows.
    """
    siens = modele.objects.select_for_update(of=("self",), no_key=True).filter(auteur=par)
    while (deja := siens.filter(cle=cle).first()) is not None and not deja.est_garde:
        cle = cle_de_l_envoi(cle, deja)
    return cle, deja


def completer(
    ecrit: Ecrit,
    place: Place,
    *,
    par,
    fichiers: Iterable = (),
    prevenir: Iterable = (),
    de_l_anct: bool = False,
) -> Ecrit:
    """As `_publier` does it of something new; the caller has locked all of it. Nothing new: nothing
    is asked, the first click was right.
    """
    joints = _pas_encore_joints(ecrit, fichiers, par=par)
    deja = set(ecrit.mentions.values_list("personne", flat=True))
    appelees = [une for une in prevenir if une.pk not in deja]
    engage = isinstance(ecrit, Reponse) and place.represente and ecrit.de_l_anct != de_l_anct
    if not (joints or appelees or engage):
        return ecrit
    discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
    ici = discussion.communaute_id == place.communaute.pk
    refuser_sauf(ici and place.complete(ecrit), pourquoi_pas(ecrit, place))
    refuser_sauf(
        len(deja) + len(appelees) <= AU_PLUS, _("Cinq personnes au plus\u00a0: retirez-en.")
    )
    if joints:
        joindre(joints, ecrit, par=par)
    if engage:
        ecrit.de_l_anct = de_l_anct
        ecrit.save(update_fields=["de_l_anct"])
    nouvelles.se_souvenir(ecrit, appelees)
    dater(ecrit)
    tracer("corrigee", discussion, par=par)
    if examiner(ecrit, par):
        nouvelles.taire(ecrit)
    else:
        nouvelles.appeler(ecrit)
    constater(discussion)
    ecrit.complete = True
    return ecrit


def pourquoi_pas(ecrit: Ecrit, place: Place) -> str:
    """What was sent is there; what came with it this time is not."""
    discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
    if not ecrit.est_publie:
        raison = _("La modération l’examine, ou l’a retiré\u00a0: il ne change pas d’ici là.")
    elif discussion.communaute_id != place.communaute.pk:
        raison = _("La discussion a changé de lieu\u00a0: dites-le dans une réponse.")
    elif place.corrige(ecrit):
        raison = _("Il est là depuis plus d’une demi-heure\u00a0: dites-le dans une réponse.")
    else:
        raison = _("On n’écrit plus ici, ou vous n’en êtes plus membre.")
    ne_l_est_pas = _(
        "Votre message est déjà envoyé\u00a0; ce que vous venez d’y ajouter ne l’est pas."
    )
    return f"{ne_l_est_pas} {raison}"


def _pas_encore_joints(ecrit: Ecrit, cles: Iterable, *, par) -> set[str]:
    """A second click gives the same contents again, under other keys: those are let go."""
    joints = list(Fichier.objects.de(ecrit))
    nouvelles_cles = {str(cle) for cle in cles} - {str(un.pk) for un in joints}
    if joints and nouvelles_cles:
        deposes = Fichier.objects.en_attente().filter(pk__in=nouvelles_cles, depose_par=par)
        for un in deposes:
            if any(_sont_le_meme(un, autre) for autre in joints):
                nouvelles_cles.discard(str(un.pk))
                retirer_le_fichier(un)
    return nouvelles_cles


def _sont_le_meme(un: Fichier, autre: Fichier) -> bool:
    return (un.nom, un.taille) == (autre.nom, autre.taille) and _empreinte(un) == _empreinte(autre)


def _empreinte(fichier: Fichier) -> bytes:
    with fichier.contenu.open("rb") as contenu:
        return hashlib.file_digest(contenu, "sha256").digest()
