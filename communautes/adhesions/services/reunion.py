"""Two accounts of one person: of one community, one row, and the better of the two."""

from communautes.adhesions.models import Adhesion
from communautes.adhesions.services.ecriture import (
    constater_l_animation,
    etat,
    fermer,
    tracer,
    verrouiller_communaute,
)

Statut, Role = Adhesion.Statut, Adhesion.Role
_ROLES = {role: rang for rang, role in enumerate(Role.values)}


def reunir(absorbe, garde, par) -> None:
    """An exclusion holds whichever account it was about: having two is no way around it."""
    for sienne in Adhesion.objects.filter(personne=absorbe).order_by("communaute"):
        vie = verrouiller_communaute(sienne.communaute_id)
        autre = Adhesion.objects.filter(personne=garde, communaute=vie.communaute).first()
        if autre is None:
            sienne.personne = garde
            sienne.save(update_fields=["personne"])
            tracer("reunie", sienne, par=par, avant=etat(sienne))
        else:
            autre.personne = garde
            _garder_la_meilleure(autre, sienne, par=par)
        constater_l_animation(vie)


def _garder_la_meilleure(autre: Adhesion, sienne: Adhesion, *, par) -> None:
    """`autre` stays, as the stronger of the two was; the absorbed account's row is history."""
    avant = etat(autre)
    role = max(autre.role, sienne.role, key=lambda role: _ROLES[role])
    annuaire = autre.dans_l_annuaire or sienne.dans_l_annuaire
    if sienne.est_exclue and not autre.est_exclue:
        fermer(autre, Statut.EXCLUE, motif=sienne.motif, jusqu_au=sienne.exclue_jusqu_au)
    elif not autre.est_exclue and _force(sienne) > _force(autre):
        for champ in _CHAMPS:
            setattr(autre, champ, getattr(sienne, champ))
    if autre.est_active:
        autre.role, autre.dans_l_annuaire = role, annuaire
    if sienne.est_active or sienne.est_demandee:
        fermer(sienne, Statut.QUITTEE)
    autre.save()
    if etat(autre) != avant:
        tracer("reunie", autre, par=par, avant=avant)


_CHAMPS = (
    "statut",
    "message",
    "motif",
    "demandee_le",
    "echeance_le",
    "escalade_dite_le",
    "depuis",
    "close_le",
    "exclue_jusqu_au",
    "invitation",
)


def _force(adhesion: Adhesion) -> int:
    return [Statut.QUITTEE, Statut.EXCLUE, Statut.REFUSEE, Statut.DEMANDEE, Statut.ACTIVE].index(
        adhesion.statut
    )
