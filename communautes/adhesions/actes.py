"""The acts that this room writes in the journal."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import Adhesion, Invitation, Vie
from communautes.journal.actes import Acte, declarer
from communautes.journal.objets import Nomme, nommer_par

_ETAT = {
    "statut": _("état"),
    "role": _("rôle"),
    "exclue_jusqu_au": _("exclue jusqu’au"),
    "communaute": _("communauté"),
}
_INVITATION = {"role": _("rôle"), "communaute": _("communauté")}
_LIBELLES = {
    "entree": _("Entrée dans une communauté"),
    "demandee": _("Adhésion demandée"),
    "acceptee": _("Adhésion acceptée"),
    "refusee": _("Adhésion refusée"),
    "quittee": _("Communauté quittée"),
    "sans_suite": _("Demande d’adhésion restée sans suite"),
    "exclue": _("Membre exclu"),
    "exclusion_levee": _("Exclusion levée"),
    "role": _("Rôle changé dans une communauté"),
    "reunie": _("Adhésion reprise d’un compte en double"),
}
_MOTS = {**dict(Adhesion.Statut.choices), **dict(Adhesion.Role.choices)}
_VIE = {
    "interrogee": _("Animation interrogée, faute d’activité"),
    "continuee": _("L’animation répond\u00a0: la communauté continue"),
    "endormie": _("Communauté mise en sommeil"),
    "reveillee": _("Communauté réveillée"),
    "archivee": _("Communauté archivée"),
}
_INVITATIONS = {
    "envoyee": _("Invitation envoyée"),
    "acceptee": _("Invitation acceptée"),
    "declinee": _("Invitation déclinée"),
    "annulee": _("Invitation annulée"),
    "expiree": _("Invitation expirée"),
}


def brancher() -> None:
    declarer(
        *(
            Acte(f"invitations.{code}", texte, _INVITATION, _MOTS)
            for code, texte in _INVITATIONS.items()
        ),
        *(Acte(f"adhesions.{code}", texte, _ETAT, _MOTS) for code, texte in _LIBELLES.items()),
        *(
            Acte(f"communautes.{code}", texte, {"etat": _("état")}, dict(Vie.Etat.choices))
            for code, texte in _VIE.items()
        ),
    )
    nommer_par(Adhesion, _nommer_les_adhesions)
    nommer_par(Invitation, _nommer_les_invitations)
    nommer_par(Vie, _nommer_les_vies)


def _nommer_les_adhesions(cles: list[int]) -> dict[int, Nomme]:
    """Whose, and where; never an address."""
    lues = Adhesion.objects.filter(pk__in=cles).select_related("personne", "communaute")
    return {
        une.pk: Nomme(
            qui=une.personne.get_full_name() or gettext("Une personne"),
            quoi=une.communaute.au_journal,
        )
        for une in lues
    }


def _nommer_les_invitations(cles: list[int]) -> dict[int, Nomme]:
    """Where; whom, once they have accepted, and never by an address."""
    lues = Invitation.objects.filter(pk__in=cles).select_related("acceptee_par", "communaute")
    return {
        une.pk: Nomme(
            qui=une.acceptee_par.get_full_name() if une.acceptee_par else "",
            quoi=une.communaute.au_journal,
        )
        for une in lues
    }


def _nommer_les_vies(cles: list[int]) -> dict[int, Nomme]:
    lues = Vie.objects.filter(pk__in=cles).select_related("communaute")
    return {
        vie.pk: Nomme(
            qui="",
            quoi=vie.communaute.au_journal,
        )
        for vie in lues
    }
