"""What people are told of meetings: announced, moved, cancelled, a seat, tomorrow, a decision."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from communautes.adhesions.models import Adhesion
from communautes.agenda.models import (
    DecisionDeRencontre,
    Deplacement,
    Participation,
    Rencontre,
)
from communautes.comptes.models import User
from communautes.notifications.models import Evenement, Notification
from communautes.notifications.services import notifier, previendra, reprendre, suspendre

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
    dits = _evenements(rencontre).filter(genre__in=[RETIREE, RETABLIE])
    return dits.order_by("-le", "-pk").values_list("genre", flat=True).first() == RETIREE


def _evenements(rencontre: Rencontre):
    genre = ContentType.objects.get_for_model(Rencontre)
    return Evenement.objects.filter(type_d_objet=genre, objet_pk=rencontre.pk)


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
    """Held back since it was announced, nobody waits for it but who registered."""
    lieu = _lieu(rencontre)
    if lieu["retenu"] and not _evenements(rencontre).exists():
        qui = User.objects.filter(pk__in=_en_cours(rencontre).values("personne"))
    else:
        qui = concernes(rencontre)
    return notifier(ANNULEE, rencontre, a=qui, par=par, **lieu)


def dire_la_place(une: Participation) -> int:
    """`cle`: who withdrew and waits again is told again."""
    return notifier(
        PLACE,
        une.rencontre,
        a=[une.personne],
        **_lieu(une.rencontre),
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
        **_lieu(rencontre),
        cle=cle,
    )


def _lieu(rencontre: Rencontre) -> dict:
    """What happens there while moderation withholds it is told once it is put back."""
    return {"cadre": rencontre.communaute, "retenu": rencontre.moderation != "publie"}


def suivre_la_moderation(rencontre: Rencontre) -> None:
    """Nobody reads of it while it is withheld; published, what was told of it is as it was."""
    Notification.objects.sur(rencontre).filter(evenement__genre=RETIREE).delete()
    if rencontre.moderation == "publie":
        reprendre(rencontre)
    else:
        suspendre(rencontre)


def membres(rencontre: Rencontre):
    siennes = Adhesion.objects.actives().filter(communaute=rencontre.communaute_id)
    return User.objects.filter(pk__in=siennes.values("personne"))


def concernes(rencontre: Rencontre):
    """Who comes or waits; and where one comes, or came, without registering, the members to whom it
    was announced.
    """
    qui = Q(pk__in=_en_cours(rencontre).values("personne"))
    if rencontre.peut_etre_attendue_de_tous:
        qui |= Q(pk__in=membres(rencontre).values("pk"))
    return User.objects.filter(qui)


def _en_cours(rencontre: Rencontre):
    return Participation.objects.en_cours().filter(rencontre=rencontre)


def _inscrits(rencontre: Rencontre):
    return Participation.objects.inscrites().filter(rencontre=rencontre)
