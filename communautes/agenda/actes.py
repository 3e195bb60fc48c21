"""The acts that this room writes in the journal."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communautes.agenda.models import DecisionDeRencontre, Participation, Rencontre
from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par

_RENCONTRE = {
    "etat": _("état"),
    "debut": _("début"),
    "fin": _("fin"),
    "sequence": _("révision d’agenda"),
    "communaute": _("communauté"),
}
_RENCONTRES = {
    "creee": _("Rencontre préparée"),
    "annoncee": _("Rencontre annoncée"),
    "modifiee": _("Rencontre modifiée"),
    "deplacee": _("Rencontre déplacée"),
    "annulee": _("Rencontre annulée"),
    "supprimee": _("Brouillon de rencontre supprimé"),
    "compte_rendu": _("Compte rendu de rencontre publié"),
}
_PARTICIPATIONS = {
    "inscrite": _("Inscription à une rencontre"),
    "en_attente": _("Entrée en liste d’attente d’une rencontre"),
    "place_obtenue": _("Place obtenue dans une rencontre"),
    "retiree": _("Retrait d’une rencontre"),
}
_DECISIONS = {
    "prise": _("Décision de rencontre"),
    "modifiee": _("Décision de rencontre modifiée"),
    "faite": _("Décision de rencontre faite"),
    "abandonnee": _("Décision de rencontre abandonnée"),
    "reprise": _("Décision de rencontre reprise"),
}


def brancher() -> None:
    participation = {"statut": _("état"), "rencontre": _("rencontre")}
    decision = {"etat": _("état"), "rencontre": _("rencontre")}
    statuts = dict(Participation.Statut.choices)
    etats = dict(DecisionDeRencontre.Etat.choices)
    declarer(
        *(
            Acte(f"rencontres.{code}", texte, _RENCONTRE, dict(Rencontre.Etat.choices))
            for code, texte in _RENCONTRES.items()
        ),
        *(
            Acte(f"participations.{code}", texte, participation, statuts)
            for code, texte in _PARTICIPATIONS.items()
        ),
        *(Acte(f"decisions.{code}", texte, decision, etats) for code, texte in _DECISIONS.items()),
    )
    nommer_par(Rencontre, _nommer_les_rencontres)
    nommer_par(Participation, _nommer_les_participations)
    nommer_par(DecisionDeRencontre, _nommer_les_decisions)


def _nommer_les_rencontres(cles: list[int]) -> dict[int, Nomme]:
    return {pk: Nomme(qui="", quoi=quoi) for pk, quoi in _lieux(cles).items()}


def _nommer_les_participations(cles: list[int]) -> dict[int, Nomme]:
    """Whose, and where; never an address."""
    lues = list(Participation.objects.filter(pk__in=cles).select_related("personne"))
    lieux = _lieux([une.rencontre_id for une in lues])
    return {
        une.pk: Nomme(
            qui=une.personne.get_full_name() or gettext("Une personne"),
            quoi=lieux[une.rencontre_id],
        )
        for une in lues
    }


def _nommer_les_decisions(cles: list[int]) -> dict[int, Nomme]:
    lues = list(DecisionDeRencontre.objects.filter(pk__in=cles))
    lieux = _lieux([une.rencontre_id for une in lues])
    return {une.pk: Nomme(qui="", quoi=lieux[une.rencontre_id]) for une in lues}


def _lieux(cles) -> dict[int, str]:
    """By its title what anybody reads; else where it is: who reads the journal, or has left, may
    read of it no more, and it may have been retitled since.
    """
    rencontres = Rencontre.objects.filter(pk__in=cles)
    ouvertes = set(rencontres.ouvertes_a_tous().values_list("pk", flat=True))
    return {
        une.pk: _la_rencontre(une) if une.pk in ouvertes else _le_lieu(une)
        for une in rencontres.select_related("communaute")
    }


def _la_rencontre(rencontre: Rencontre) -> str:
    return gettext("rencontre\u00a0: %(titre)s") % {"titre": rencontre.titre}


def _le_lieu(rencontre: Rencontre) -> str:
    if rencontre.communaute is None:
        return gettext("rencontre du portail")
    return rencontre.communaute.au_journal
