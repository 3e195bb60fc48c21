"""The kinds of news of meetings: how each is said, to whom, and while it is so."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion
from communautes.agenda import actualite, nouvelles, phrases
from communautes.agenda.models import (
    DecisionDeRencontre,
    Deplacement,
    Participation,
    Rencontre,
)
from communautes.agenda.permissions import lecteurs
from communautes.notifications import registre
from communautes.notifications.canaux import Canal


def _rencontres(cles) -> dict[int, Rencontre]:
    return Rencontre.objects.select_related("communaute").in_bulk(cles)


def _deplacements(cles) -> dict[int, Deplacement]:
    """From where it was to where it is now: read late, a move sends nobody where it is no more."""
    lus = Deplacement.objects.select_related("rencontre").in_bulk(cles)
    for un in lus.values():
        actualite.mettre_a_jour(un)
    return lus


def _decisions(cles) -> dict[int, DecisionDeRencontre]:
    return DecisionDeRencontre.objects.select_related("rencontre").in_bulk(cles)


def _lecteurs_de_la_rencontre(personnes, objets) -> set[tuple[int, int | None]]:
    """Of what hangs on a meeting."""
    lisent = lecteurs(personnes, {une.rencontre_id: une.rencontre for une in objets}.values())
    return {
        (personne.pk, une.pk)
        for personne in personnes
        for une in objets
        if (personne.pk, une.rencontre_id) in lisent
    }


def _viennent(personnes, rencontres) -> set[tuple[int, int | None]]:
    """Who was to come, while moderation withholds it: as `concernes` says it of one."""
    retirees = [une for une in rencontres if une.moderation == "retire"]
    siennes = Participation.objects.en_cours().filter(
        rencontre__in=[une.pk for une in retirees], personne__in=personnes
    )
    libres = {une.pk: une.communaute_id for une in retirees if une.peut_etre_attendue_de_tous}
    adhesions = Adhesion.objects.actives().filter(
        personne__in=personnes, communaute__in=libres.values()
    )
    dedans = set(adhesions.values_list("personne", "communaute"))
    return set(siennes.values_list("personne", "rencontre")) | {
        (personne, pk)
        for personne, ou in dedans
        for pk, communaute in libres.items()
        if communaute == ou
    }


def _ou_rendre_sa_place(evenement) -> str:
    """The page of the meeting is nobody's meanwhile."""
    inscrit = evenement.objet.est_sur_inscription
    return reverse("agenda:le_mien" if inscrit else "agenda:liste")


def _portent(personnes, decisions) -> set[tuple[int, int | None]]:
    """Who does it, while they read the meeting."""
    lisent = _lecteurs_de_la_rencontre(personnes, decisions)
    porteurs = {une.pk: une.porteur_id for une in decisions}
    return {(personne, une) for personne, une in lisent if porteurs[une] == personne}


# Code, name, sentence, whether it is still so, channel: `None` for the weekly digest.
_GENRES = [
    (
        nouvelles.NOUVELLE,
        gettext_lazy("Une rencontre dans une de mes communautés"),
        phrases.nouvelle,
        actualite.aura_lieu,
        None,
    ),
    (
        nouvelles.DEPLACEE,
        gettext_lazy("Une rencontre où je viens est déplacée"),
        phrases.deplacee,
        actualite.est_deplacee,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.ANNULEE,
        gettext_lazy("Une rencontre où je viens est annulée"),
        phrases.annulee,
        registre.toujours,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.RETABLIE,
        gettext_lazy("Une rencontre où je viens est de nouveau à l’agenda"),
        phrases.retablie,
        actualite.aura_lieu,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.PLACE,
        gettext_lazy("Une place se libère pour moi"),
        phrases.place,
        actualite.y_vient,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.RAPPEL,
        gettext_lazy("La veille d’une rencontre où je viens"),
        phrases.rappel,
        actualite.y_vient_ce_jour_la,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.DECISION,
        gettext_lazy("Une décision me revient"),
        phrases.decision,
        actualite.reste_a_faire,
        Canal.IMMEDIAT,
    ),
    (
        nouvelles.ECHEANCE,
        gettext_lazy("La veille de ce que j’ai à faire"),
        phrases.echeance,
        actualite.reste_a_faire_ce_jour_la,
        Canal.IMMEDIAT,
    ),
]


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            Rencontre,
            titre=lambda rencontre: rencontre.titre,
            adresse=Rencontre.get_absolute_url,
            peuvent_lire=lecteurs,
            charger=_rencontres,
            en_sourdine=gettext_lazy("cette rencontre"),
        ),
        registre.Cible(
            Deplacement,
            titre=lambda deplacement: deplacement.rencontre.titre,
            adresse=lambda deplacement: deplacement.rencontre.get_absolute_url(),
            peuvent_lire=_lecteurs_de_la_rencontre,
            charger=_deplacements,
        ),
        registre.Cible(
            DecisionDeRencontre,
            titre=lambda decision: decision.rencontre.titre,
            adresse=lambda decision: f"{decision.rencontre.get_absolute_url()}#decisions",
            peuvent_lire=_portent,
            charger=_decisions,
        ),
    )
    _declarer_les_genres()


def _declarer_les_genres() -> None:
    groupe = gettext_lazy("Rencontres")
    for rang, (code, libelle, phrase, vaut, canal) in enumerate(_GENRES, 40):
        registre.declarer(
            registre.Genre(
                code,
                libelle,
                groupe,
                phrase,
                canal or Canal.HEBDOMADAIRE,
                vaut_encore=vaut,
                rang=rang,
            )
        )
    registre.declarer(
        registre.Genre(
            nouvelles.RETIREE,
            gettext_lazy("Une rencontre où je viens est retirée par la modération"),
            groupe,
            phrases.retiree,
            Canal.IMMEDIAT,
            adresse=_ou_rendre_sa_place,
            peuvent_lire=_viennent,
            rang=40 + len(_GENRES),
        )
    )
