"""What every act shares: the object is locked first, then its dossier; the journal last."""

from django.db import models

from communautes.journal.services import noter
from communautes.moderation import nouvelles, registre
from communautes.moderation.models import Dossier, Moderation
from home.textes import sur_une_ligne


def verrouiller_l_objet(modele, pk: int):
    """None when it is no more. Always before its dossier, so that two acts wait without a knot."""
    return (
        modele._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    )


def verrouiller(dossier: Dossier):
    """(the dossier, its object or None), locked in this order and read again."""
    modele = dossier.type_d_objet.model_class()
    objet = modele and verrouiller_l_objet(modele, dossier.objet_pk)
    lu = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    return lu, objet


def dossier_ouvert(objet: models.Model) -> Dossier:
    """The one that waits for a decision on this object, or a new one. The object is locked."""
    ouvert = Dossier.objects.sur(objet).ouverts().select_for_update(of=("self",)).first()
    return ouvert or _ouvrir(objet)


def _ouvrir(objet: models.Model) -> Dossier:
    signalable = registre.signalable(type(objet))
    dossier = Dossier(
        objet=objet,
        cadre=signalable.lieu_de(objet),
        auteur=signalable.auteur(objet),
        titre=sur_une_ligne(str(signalable.titre(objet)))[:200],
        texte=str(signalable.texte(objet)),
    )
    dossier.save()
    nouvelles.dire_a_la_moderation(dossier)
    return dossier


def changer(objet: models.Model, moderation: Moderation) -> None:
    """Its room hears of it in this transaction, once it is written."""
    if objet.moderation == moderation:
        return
    objet.moderation = moderation
    objet.save(update_fields=["moderation"])
    registre.signalable(type(objet)).change(objet)


def tracer(
    acte: str,
    dossier: Dossier,
    *,
    par,
    avant: dict | None = None,
    motif: str = "",
    categorie: str = "",
) -> None:
    apres = etat_de(dossier) | ({"categorie": categorie} if categorie else {})
    noter(f"moderation.{acte}", personne=par, objet=dossier, avant=avant, apres=apres, motif=motif)


def etat_de(dossier: Dossier) -> dict:
    return {
        "etat": str(dossier.etat),
        "decision": str(dossier.decision),
        "base": str(dossier.base),
        "regles": list(dossier.regles),
    }
