"""Who took up what, in the demo: links between its retours, collectivités that draw on them and
what they answered since, comments. Written past the services: nobody is told, nothing is mailed.
"""

from datetime import timedelta

from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.retours import indexation
from communautes.retours.demo.ecrits import instant, lieux_de, personne_de
from communautes.retours.models import (
    BilanDeReprise,
    Commentaire,
    LienDExperience,
    RetourExperience,
)
from communautes.retours.models.lien import date_des_nouvelles
from communautes.retours.services.reprises import recompter

AGENT = Affiliation.Fonction.AGENT
PEU_APRES_LA_QUESTION, UN_SEMESTRE = timedelta(days=3), timedelta(days=184)


def charger(fiches: dict[str, dict]) -> None:
    """Once each: what was done since with the demo is kept."""
    retours = {
        un.slug: un
        for un in RetourExperience.objects.filter(slug__in=fiches).select_related("parcours")
    }
    lieux = lieux_de(
        une["collectivite"]
        for fiche in fiches.values()
        for une in [*fiche.get("reprises", ()), *fiche.get("commentaires", ())]
    )
    for slug, retour in retours.items():
        if not retour.liens_recus.exists() and not retour.commentaires.exists():
            _reprendre(retour, fiches[slug], lieux)
            _commenter(retour, fiches[slug], lieux)
    for slug, retour in retours.items():
        for lien in fiches[slug].get("liens", ()):
            if lien["vers"] in retours:
                _lier(retour, retours[lien["vers"]], lien["nature"])
    recompter([retour.pk for retour in retours.values()])
    indexation.indexer([retour.pk for retour in retours.values()])


def _lier(retour: RetourExperience, vers: RetourExperience, nature: str) -> None:
    principale = retour.auteures.get(principale=True)
    LienDExperience.objects.get_or_create(
        vers=vers,
        retour=retour,
        nature=nature,
        defaults={
            "collectivite": principale.collectivite,
            "par": retour.parcours.auteur,
            "le": retour.first_published_at,
            "nouvelles_le": date_des_nouvelles(retour.first_published_at)
            if nature == LienDExperience.Nature.INSPIRE_DE
            else None,
        },
    )


def _reprendre(retour: RetourExperience, fiche: dict, lieux: dict) -> None:
    for une in fiche.get("reprises", ()):
        lieu = lieux.get(une["collectivite"])
        if lieu is None:
            continue
        quand = instant(une["le"])
        lien = LienDExperience.objects.create(
            vers=retour,
            nature=LienDExperience.Nature.INSPIRE_DE,
            collectivite=lieu,
            par=personne_de(lieu, AGENT),
            le=quand,
            nouvelles_le=date_des_nouvelles(quand),
            demandee_le=_demandee(quand),
        )
        if nouvelles := une.get("nouvelles", "").strip():
            BilanDeReprise.objects.create(
                lien=lien,
                issue=une.get("issue", BilanDeReprise.Issue.EN_COURS),
                texte=nouvelles,
                auteur=lien.par,
                le=instant(str(lien.nouvelles_le)) + PEU_APRES_LA_QUESTION,
            )


def _commenter(retour: RetourExperience, fiche: dict, lieux: dict) -> None:
    for un in fiche.get("commentaires", ()):
        lieu = lieux.get(un["collectivite"])
        if lieu is None:
            continue
        auteur: User = personne_de(lieu, un["fonction"])
        Commentaire.objects.create(
            retour=retour,
            auteur=auteur,
            collectivite=lieu,
            fonction=un["fonction"],
            texte=un["texte"].strip(),
            ecrit_le=instant(un["le"]),
        )


def _demandee(quand):
    """The question of six months later, if that has come: the demo asks nobody again."""
    return quand + UN_SEMESTRE if quand + UN_SEMESTRE < timezone.now() else None
