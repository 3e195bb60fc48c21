"""What people are told of meetings: announced, moved, cancelled, a seat, tomorrow, a decision."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion
from communautes.agenda import phrases
from communautes.agenda.models import (
    DecisionDeRencontre,
    Deplacement,
    Participation,
    Rencontre,
)
from communautes.agenda.permissions import lecteurs
from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement, Notification
from communautes.notifications.services import notifier, previendra

NOUVELLE, DEPLACEE, ANNULEE = "agenda.nouvelle", "agenda.deplacee", "agenda.annulee"
RETIREE, RETABLIE = "agenda.retiree", "agenda.retablie"
PLACE, RAPPEL = "agenda.place", "agenda.rappel"
DECISION, ECHEANCE = "agenda.decision", "agenda.echeance"


def dire_l_annonce(rencontre: Rencontre, *, par) -> int:
    """To the members of its community; nobody is told of a meeting of the whole portal."""
    if rencontre.communaute_id is None:
        return 0
    return notifier(NOUVELLE, rencontre, a=membres(rencontre), par=par, cadre=rencontre.communaute)


def dire_le_retrait(rencontre: Rencontre) -> int:
    """Nobody comes to what they cannot find. `cle`: each time."""
    return _de_la_moderation(RETIREE, rencontre)


def dire_le_retour(rencontre: Rencontre) -> int:
    return _de_la_moderation(RETABLIE, rencontre)


def _de_la_moderation(code: str, rencontre: Rencontre) -> int:
    a, cle = concernes(rencontre), timezone.now().isoformat()
    return notifier(code, rencontre, a=a, cadre=rencontre.communaute, cle=cle)


def a_ete_retiree(rencontre: Rencontre) -> bool:
    """By the last event: the rows of who was told may be gone."""
    dits = Evenement.objects.filter(
        type_d_objet=ContentType.objects.get_for_model(Rencontre),
        objet_pk=rencontre.pk,
        genre__in=[RETIREE, RETABLIE],
    )
    return dits.order_by("-le", "-pk").values_list("genre", flat=True).first() == RETIREE


def dire_le_deplacement(deplacement: Deplacement, *, a, par) -> int:
    """`a`: who was concerned before it; those whom moderation lets read it are told."""
    rencontre = deplacement.rencontre
    prevenues = notifier(
        DEPLACEE, deplacement, a=a, par=par, sujet=rencontre, cadre=rencontre.communaute
    )
    deplacement.prevenues = (deplacement.prevenues or 0) + prevenues
    deplacement.save(update_fields=["prevenues"])
    return prevenues


def combien_au_deplacement(rencontre: Rencontre, par, *, a=None) -> int:
    """How many `dire_le_deplacement` would tell."""
    return previendra(
        DEPLACEE,
        Deplacement(rencontre=rencontre),
        a=concernes(rencontre) if a is None else a,
        par=par,
        sujet=rencontre,
        cadre=rencontre.communaute,
    )


def dire_l_annulation(rencontre: Rencontre, *, par) -> int:
    return notifier(ANNULEE, rencontre, a=concernes(rencontre), par=par, cadre=rencontre.communaute)


def dire_la_place(une: Participation) -> int:
    """`cle`: who withdrew and waits again is told again."""
    return notifier(
        PLACE,
        une.rencontre,
        a=[une.personne],
        cadre=une.rencontre.communaute,
        cle=f"{une.pk}-{une.arrivee_le.isoformat()}",
    )


def rappeler(rencontre: Rencontre) -> int:
    """`cle`: of each date, once."""
    cle = rencontre.debut.isoformat()
    qui = User.objects.filter(pk__in=_inscrits(rencontre).values("personne"))
    return notifier(RAPPEL, rencontre, a=qui, cadre=rencontre.communaute, cle=cle)


def dire_la_decision(decision: DecisionDeRencontre, *, par) -> int:
    return _de_la_decision(DECISION, decision, par=par, cle=str(decision.porteur_id))


def rappeler_la_decision(decision: DecisionDeRencontre) -> int:
    return _de_la_decision(ECHEANCE, decision, par=None, cle=decision.echeance.isoformat())


def _de_la_decision(code: str, decision: DecisionDeRencontre, *, par, cle: str) -> int:
    rencontre = decision.rencontre
    return notifier(
        code,
        decision,
        a=[decision.porteur],
        par=par,
        sujet=rencontre,
        cadre=rencontre.communaute,
        cle=cle,
    )


def taire(rencontre: Rencontre) -> None:
    """Nobody has to read of it any more. What was mailed keeps its row, that nobody reads while it
    is withheld: once it is published again, the same is not mailed twice.
    """
    lignes = Notification.objects.sur(rencontre)
    lignes.filter(evenement__genre=RETIREE).delete()
    lignes.non_lues().filter(ecrite_le=None).delete()
    lignes.non_lues().update(lue_le=timezone.now())


def membres(rencontre: Rencontre):
    siennes = Adhesion.objects.actives().filter(communaute=rencontre.communaute_id)
    return User.objects.filter(pk__in=siennes.values("personne"))


def concernes(rencontre: Rencontre):
    """Who comes or waits; and where one comes, or came, without registering, the members to whom it
    was announced.
    """
    siennes = Participation.objects.en_cours().filter(rencontre=rencontre)
    qui = Q(pk__in=siennes.values("personne"))
    if rencontre.peut_etre_attendue_de_tous:
        qui |= Q(pk__in=membres(rencontre).values("pk"))
    return User.objects.filter(qui)


def _inscrits(rencontre: Rencontre):
    return Participation.objects.inscrites().filter(rencontre=rencontre)


def _rencontres(cles) -> dict[int, Rencontre]:
    return Rencontre.objects.select_related("communaute").in_bulk(cles)


def _deplacements(cles) -> dict[int, Deplacement]:
    return Deplacement.objects.select_related("rencontre").in_bulk(cles)


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


# Code, name, sentence, channel: `None` for the weekly digest.
_GENRES = [
    (
        NOUVELLE,
        gettext_lazy("Une rencontre dans une de mes communautés"),
        phrases.nouvelle,
        None,
    ),
    (
        DEPLACEE,
        gettext_lazy("Une rencontre où je viens est déplacée"),
        phrases.deplacee,
        Canal.IMMEDIAT,
    ),
    (
        ANNULEE,
        gettext_lazy("Une rencontre où je viens est annulée"),
        phrases.annulee,
        Canal.IMMEDIAT,
    ),
    (
        RETABLIE,
        gettext_lazy("Une rencontre où je viens est de nouveau à l’agenda"),
        phrases.retablie,
        Canal.IMMEDIAT,
    ),
    (PLACE, gettext_lazy("Une place se libère pour moi"), phrases.place, Canal.IMMEDIAT),
    (
        RAPPEL,
        gettext_lazy("La veille d’une rencontre où je viens"),
        phrases.rappel,
        Canal.IMMEDIAT,
    ),
    (DECISION, gettext_lazy("Une décision me revient"), phrases.decision, Canal.IMMEDIAT),
    (
        ECHEANCE,
        gettext_lazy("La veille de ce que j’ai à faire"),
        phrases.echeance,
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
    for rang, (code, libelle, phrase, canal) in enumerate(_GENRES, 40):
        registre.declarer(
            registre.Genre(code, libelle, groupe, phrase, canal or Canal.HEBDOMADAIRE, rang=rang)
        )
    registre.declarer(
        registre.Genre(
            RETIREE,
            gettext_lazy("Une rencontre où je viens est retirée par la modération"),
            groupe,
            phrases.retiree,
            Canal.IMMEDIAT,
            adresse=_ou_rendre_sa_place,
            peuvent_lire=_viennent,
            rang=40 + len(_GENRES),
        )
    )
