"""Whether what is told of a meeting is still so; where it is now. A mail may leave days late."""

from django.utils.timezone import localdate

from communautes.agenda.models import (
    DecisionDeRencontre,
    Deplacement,
    Participation,
    Rencontre,
)


def mettre_a_jour(un: Deplacement) -> None:
    """In memory: to when and where the meeting is now, whatever moved it since. `defait`: that is
    when and where it was before.
    """
    changeait = not un.ne_change_que_de_lien
    for nom in ("debut", "fin", "fuseau", "lieu"):
        setattr(un, nom, getattr(un.rencontre, nom))
    un.defait = changeait and un.ne_change_que_de_lien


def aura_lieu(evenement, personne) -> bool:
    return _aura_lieu(evenement.objet)


def est_deplacee(evenement, personne) -> bool:
    return _aura_lieu(evenement.objet.rencontre) and not evenement.objet.defait


def y_vient(evenement, personne) -> bool:
    rencontre = evenement.objet
    siennes = Participation.objects.inscrites().filter(rencontre=rencontre, personne=personne)
    return _aura_lieu(rencontre) and siennes.exists()


def y_vient_ce_jour_la(evenement, personne) -> bool:
    """Moved since, it is reminded of again (rappels.py)."""
    est_ce_jour = evenement.cle == evenement.objet.debut.isoformat()
    return est_ce_jour and y_vient(evenement, personne)


def reste_a_faire(evenement, personne) -> bool:
    return evenement.objet.etat == DecisionDeRencontre.Etat.A_FAIRE


def reste_a_faire_ce_jour_la(evenement, personne) -> bool:
    decision = evenement.objet
    if decision.echeance is None or decision.echeance < localdate():  # given back too late
        return False
    est_ce_jour = evenement.cle == decision.echeance.isoformat()
    return est_ce_jour and reste_a_faire(evenement, personne)


def _aura_lieu(rencontre: Rencontre) -> bool:
    return rencontre.etat == Rencontre.Etat.ANNONCEE and not rencontre.est_passee
