"""What moderation knows of a meeting: its title and its programme; its minutes, of an open one."""

from django.utils.translation import gettext_lazy

from communautes.agenda import documents, nouvelles
from communautes.agenda.models import CompteRendu, Rencontre
from communautes.agenda.permissions import peut_lire, peut_moderer_la_rencontre
from communautes.moderation import registre


def _texte(rencontre: Rencontre) -> str:
    """What its members alone read stays among them: who moderates there reads it on its page."""
    annonce = [rencontre.titre, rencontre.lieu, rencontre.texte]
    if rencontre.audience != Rencontre.Audience.TOUS:
        return "\n".join(filter(None, annonce))
    ecrit = CompteRendu.objects.filter(rencontre=rencontre).first()
    morceaux = annonce + ([ecrit.texte] if ecrit else [])
    morceaux += rencontre.decisions.values_list("texte", flat=True)
    return "\n".join(filter(None, morceaux))


def _quand_change(rencontre: Rencontre) -> None:
    """Accepted, its members are told at last; held back or withdrawn, nobody reads of it; who was
    to come to one that is withdrawn hears that.
    """
    avait_ete_retiree = nouvelles.a_ete_retiree(rencontre)
    nouvelles.suivre_la_moderation(rencontre)
    a_venir = rencontre.etat == Rencontre.Etat.ANNONCEE and not rencontre.est_passee
    if rencontre.moderation == "retire" and a_venir:
        nouvelles.dire_le_retrait(rencontre)
    elif rencontre.moderation == "publie" and a_venir:
        _redire(rencontre)
        if avait_ete_retiree:
            nouvelles.dire_le_retour(rencontre)
    documents.indexer_apres_validation(rencontre)


def _redire(rencontre: Rencontre) -> None:
    """To whom it was not told already. Of several moves while it was held back, one is told: from
    where it was before the first.
    """
    nouvelles.dire_l_annonce(rencontre, par=rencontre.auteur)
    tus = list(rencontre.deplacements.filter(prevenues=None).order_by("le", "pk"))
    if tus:
        qui = nouvelles.concernes(rencontre)
        nouvelles.dire_le_deplacement(tus[0], a=qui, par=rencontre.auteur)
        rencontre.deplacements.filter(prevenues=None).update(prevenues=0)


def brancher() -> None:
    registre.declarer(
        registre.Signalable(
            Rencontre,
            libelle=gettext_lazy("une rencontre"),
            titre=lambda rencontre: rencontre.titre,
            texte=_texte,
            adresse=Rencontre.get_absolute_url,
            auteur=lambda rencontre: rencontre.auteur,
            peut_lire=peut_lire,
            peut_moderer=peut_moderer_la_rencontre,
            cadre=lambda rencontre: rencontre.communaute,
            quand_change=_quand_change,
        )
    )
