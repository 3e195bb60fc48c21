"""The queue of who moderates, as it is shown: a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from communautes.moderation import registre, regles
from communautes.moderation.models import Dossier
from communautes.moderation.permissions import moderes_par, peut_moderer_partout


def a_decider_par(personne):
    """Those that wait, wherever this person moderates; ANCT moderates everywhere."""
    ouverts = Dossier.objects.ouverts().exclude(auteur=personne.pk)
    if peut_moderer_partout(personne):
        return ouverts
    condition = Q(pk__in=[])
    for modele, cles in moderes_par(personne).items():
        genre = ContentType.objects.get_for_model(modele)
        condition |= Q(type_de_cadre=genre, cadre_pk__in=cles)
    return ouverts.filter(condition)


@dataclass(frozen=True)
class Ligne:
    """`lieu`: the title of the place, « Mobilités rurales »."""

    dossier: Dossier
    libelle: Any
    lieu: str
    raisons: list[str]


def lignes(dossiers) -> list[Ligne]:
    dossiers = list(dossiers)
    titres = _titres_des_lieux(dossiers)
    return [
        Ligne(
            dossier,
            libelle_de(dossier),
            titres.get((dossier.type_de_cadre_id, dossier.cadre_pk), ""),
            regles.raisons(dossier.regles),
        )
        for dossier in dossiers
    ]


def libelle_de(dossier: Dossier) -> str:
    """« une réponse »; the kind itself, when no room declares it any more."""
    modele = dossier.type_d_objet.model_class()
    declare = modele and registre.signalable(modele)
    if declare:
        return str(declare.libelle)
    return str(modele._meta.verbose_name) if modele else dossier.type_d_objet.model


def objet_de(dossier: Dossier):
    """None when it is no more, or of a kind that no room declares."""
    modele = dossier.type_d_objet.model_class()
    declare = modele and registre.signalable(modele)
    return declare and modele._default_manager.filter(pk=dossier.objet_pk).first()


def titre_du_lieu(dossier: Dossier) -> str:
    return _titres_des_lieux([dossier]).get((dossier.type_de_cadre_id, dossier.cadre_pk), "")


def _titres_des_lieux(dossiers) -> dict[tuple[int, int], str]:
    titres = {}
    for lieu in registre.lieux():
        genre = ContentType.objects.get_for_model(lieu.modele).pk
        cles = {une.cadre_pk for une in dossiers if une.type_de_cadre_id == genre}
        lus = lieu.modele._default_manager.in_bulk(cles) if cles else {}
        titres |= {(genre, cle): str(lieu.titre(cadre)) for cle, cadre in lus.items()}
    return titres
