"""When a collectivité is taken in by another, its signatures go along: what was lived keeps the
name under which it was published (CollectiviteAuteure.nom).
"""

from django.utils.translation import ngettext

from communautes.retours.models import CollectiviteAuteure, Commentaire, LienDExperience
from communautes.retours.services.reprises import recompter


def deplacer(absorbee, successeur) -> int:
    """Where both sign, one signature stays: the one that writes. What the successor took up may be
    its own from now on, that it takes up no more.
    """
    signes = []
    for ligne in CollectiviteAuteure.objects.filter(collectivite=absorbee):
        deja = CollectiviteAuteure.objects.filter(
            retour=ligne.retour_id, collectivite=successeur
        ).first()
        if deja is None:
            ligne.collectivite = successeur
            ligne.save(update_fields=["collectivite"])
        elif ligne.principale or (ligne.signe and not deja.signe):
            deja.delete()
            ligne.collectivite = successeur
            ligne.save(update_fields=["collectivite"])
        else:
            ligne.delete()
        signes.append(ligne.retour_id)
    recompter(signes)
    return len(signes)


def phrase(nombre: int) -> str:
    return ngettext(
        "%(nombre)s signature de retour d’expérience passe à la collectivité qui l’absorbe.",
        "%(nombre)s signatures de retours d’expérience passent à la collectivité qui l’absorbe.",
        nombre,
    ) % {"nombre": nombre}


def deplacer_les_reprises(absorbee, successeur) -> int:
    """Where both had said the same, it is said once: the one that gave news, else the first."""
    nombre = Commentaire.objects.filter(collectivite=absorbee).update(collectivite=successeur)
    siens = LienDExperience.objects.filter(collectivite=absorbee).select_related("bilan")
    touches = set()
    for lien in siens:
        if lien.est_actif and lien.retour_id is None:
            _laisser_un_seul(lien, successeur)
        if lien.pk is not None:
            LienDExperience.objects.filter(pk=lien.pk).update(collectivite=successeur)
        touches.add(lien.vers_id)
        nombre += 1
    recompter(touches)
    return nombre


def _laisser_un_seul(lien: LienDExperience, successeur) -> None:
    deja = (
        LienDExperience.objects.actifs()
        .select_related("bilan")
        .filter(vers=lien.vers_id, collectivite=successeur, nature=lien.nature, retour=None)
        .first()
    )
    if deja is None:
        return
    if lien.nouvelles is not None and deja.nouvelles is None:
        deja.delete()
    else:
        lien.delete()


def phrase_des_reprises(nombre: int) -> str:
    return ngettext(
        "%(nombre)s reprise ou commentaire d’un retour passe à la collectivité qui l’absorbe.",
        "%(nombre)s reprises et commentaires de retours passent à la collectivité qui l’absorbe.",
        nombre,
    ) % {"nombre": nombre}
