"""The acts that this room writes in the journal."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par

_ETAT = {
    "niveau": _("niveau"),
    "statut": _("état"),
    "role": _("rôle"),
    "habilite": _("habilité à engager"),
    "collectivite": _("collectivité"),
    "fin_mandat": _("fin du mandat"),
    "neuf": _("compte récent"),
}
_LIBELLES = {
    "declaree": _("Affiliation demandée"),
    "concordee": _("Affiliation concordante avec ProConnect"),
    "code_envoye": _("Code envoyé au courriel officiel"),
    "confirmee": _("Affiliation confirmée par le courriel officiel"),
    "cautionnee": _("Affiliation cautionnée par un référent"),
    "validee": _("Affiliation validée par l’ANCT"),
    "demandee_a_l_anct": _("Validation demandée à l’ANCT"),
    "ecartee": _("Validation écartée par l’ANCT"),
    "revenue": _("Affiliation à vérifier\u00a0: ProConnect ne la confirme plus"),
    "a_confirmer": _("Affiliation à confirmer\u00a0: ProConnect dit autre chose"),
    "code_annule": _("Code annulé\u00a0: le courriel officiel a changé"),
    "code_retenu": _("Trop de codes\u00a0: demande confiée à l’ANCT"),
    "renvoyee": _("Demande renvoyée à l’ANCT par le référent provisoire"),
    "refusee": _("Affiliation refusée"),
    "terminee": _("Affiliation terminée"),
    "expiree": _("Affiliation expirée"),
    "reconfirmee": _("Affiliation confirmée à nouveau"),
    "referent": _("Rôle de référent donné"),
    "membre": _("Rôle de référent retiré"),
    "contestee": _("Référent provisoire contesté"),
    "signalee": _("Personne signalée à l’ANCT"),
    "tranchee": _("Contestation close"),
    "habilitee": _("Habilitation à engager changée"),
    "deplacee": _("Affiliation passée au successeur"),
    "reprise": _("Affiliation complétée par une fusion"),
    "reunie": _("Affiliation reprise d’un compte en double"),
}


_MOTS = {
    **{niveau.name.lower(): niveau.label for niveau in Niveau},
    **dict(Affiliation.Statut.choices),
    **dict(Affiliation.Role.choices),
}


def brancher() -> None:
    actes = [
        Acte(f"affiliations.{code}", libelle, _ETAT, _MOTS) for code, libelle in _LIBELLES.items()
    ]
    declarer(*actes)
    nommer_par(Affiliation, _nommees)


def _nommees(cles: list[int]) -> dict[int, Nomme]:
    """Whose, and where: « un·e agent·e de … » once forgotten, and never an address."""
    return {
        affiliation.pk: Nomme(
            qui=affiliation.nom_ecrit or gettext("Une personne de la collectivité"),
            quoi=gettext("affiliation\u00a0: %(nom)s") % {"nom": affiliation.collectivite.intitule},
        )
        for affiliation in Affiliation.objects.filter(pk__in=cles).pour_liste()
    }
