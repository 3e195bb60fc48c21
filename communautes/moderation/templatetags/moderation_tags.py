"""{% signaler objet %}: the link to report it; {% moderation_de objet %}: why it is held back;
{% a_moderer cadre %}: how much waits in a place, for who moderates there.
"""

from django import template

from communautes.moderation import registre
from communautes.moderation.models import Dossier

register = template.Library()


@register.inclusion_tag("moderation/_signaler.html")
def signaler(objet) -> dict:
    """No query, and the same for everybody: a page that a shared cache keeps may have it."""
    signalable = registre.signalable(type(objet))
    if signalable is None or not objet.est_publie:
        return {}
    return {"cle": registre.cle(objet), "titre": signalable.titre(objet)}


@register.inclusion_tag("moderation/_etat.html", takes_context=True)
def moderation_de(context, objet) -> dict:
    """A sentence for who still reads what is held back; no query for what is published."""
    if registre.signalable(type(objet)) is None or objet.est_publie:
        return {}
    dossier = Dossier.objects.sur(objet).order_by("pk").last()
    personne = context["request"].user
    est_le_sien = dossier is not None and dossier.auteur_id == personne.pk
    return {"objet": objet, "dossier": dossier, "est_le_sien": est_le_sien}


@register.inclusion_tag("moderation/_a_moderer.html", takes_context=True)
def a_moderer(context, cadre) -> dict:
    """One query; not what this person wrote. The page shows it to who moderates there alone."""
    ouverts = Dossier.objects.dans(cadre).ouverts()
    return {"nombre": ouverts.exclude(auteur=context["request"].user.pk).count()}
