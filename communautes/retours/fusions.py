"""When a collectivité is taken in by another, its signatures go along: what was lived keeps the
name under which it was published (CollectiviteAuteure.nom).
"""

from django.utils.translation import ngettext

from communautes.retours.models import CollectiviteAuteure


def deplacer(absorbee, successeur) -> int:
    """Where both sign, one signature stays: the one that writes."""
    nombre = 0
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
        nombre += 1
    return nombre


def phrase(nombre: int) -> str:
    return ngettext(
        "%(nombre)s signature de retour d’expérience passe à la collectivité qui l’absorbe.",
        "%(nombre)s signatures de retours d’expérience passent à la collectivité qui l’absorbe.",
        nombre,
    ) % {"nombre": nombre}
