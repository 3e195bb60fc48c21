"""Correcting one's own words, with what they were kept; taking back what nobody answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.discussions import nouvelles
from communautes.discussions.models import Discussion, Reponse, Version
from communautes.discussions.models.ecrit import Ecrit
from communautes.discussions.permissions import Place
from communautes.discussions.refus import DiscussionRefusee, MessageRecrit
from communautes.discussions.services.brouillons import jeter_brouillon
from communautes.discussions.services.ecriture import (
    constater,
    dater,
    refuser_sauf,
    tracer,
    verrouiller,
    verrouiller_la_reponse,
)
from communautes.fichiers.models import Fichier
from communautes.fichiers.services import retirer as retirer_le_fichier
from communautes.moderation.services import examiner


@transaction.atomic
def corriger(ecrit: Ecrit, *, par, texte: str, titre: str = "", lu_le=None) -> Ecrit:
    """`lu_le`: when what is corrected was last changed, as the form had it: of two tabs, the second
    is told, once. The same words again change nothing, whatever was read.
    """
    lu, discussion, place = _verrouille(ecrit, par)
    refuser_sauf(place.corrige(lu), _pourquoi_pas(lu, discussion))
    change = not _porte(lu, titre, texte)
    if change:
        _refuser_de_croiser(lu, lu_le)
    jeter_brouillon(par, lu, correction=True)
    if not change:
        return lu
    maintenant = timezone.now()
    Version.objects.create(
        **_cle(lu), titre=getattr(lu, "titre", ""), texte=lu.texte, jusqu_au=maintenant
    )
    if not lu.se_corrige_sans_marque:
        lu.modifie_le = maintenant
    lu.texte = texte
    if lu is discussion:
        lu.titre = titre
    lu.save()
    dater(lu)
    tracer("corrigee", discussion, par=par)
    if examiner(lu, par):
        nouvelles.taire(lu)
    constater(discussion)
    return lu


def _refuser_de_croiser(ecrit: Ecrit, lu_le) -> None:
    derniere = Version.objects.filter(**_cle(ecrit)).first()
    if lu_le is not None and derniere is not None and derniere.jusqu_au > lu_le:
        raise MessageRecrit(
            _(
                "Vous avez corrigé ce message entre-temps, depuis une autre page\u00a0: "
                "relisez-le, puis publiez de nouveau ce qui suit, s’il convient encore."
            ),
            derniere.jusqu_au.isoformat(),
        )


@transaction.atomic
def supprimer(ecrit: Ecrit, *, par) -> Ecrit:
    """The words go, files and versions with them; the row stays, and says so. Twice is once."""
    lu, discussion, place = _verrouille(ecrit, par)
    if not lu.est_garde and lu.auteur_id == par.pk:
        return lu
    refuser_sauf(place.supprime(lu), _pourquoi_pas(lu, discussion))
    if lu is discussion and Reponse.objects.gardes().filter(discussion=discussion).exists():
        raise DiscussionRefusee(
            _(
                "Quelqu’un a répondu\u00a0: cette question est aussi la sienne. Vous pouvez la "
                "corriger, ou la signaler."
            )
        )
    for fichier in Fichier.objects.de(lu):
        retirer_le_fichier(fichier)
    Version.objects.filter(**_cle(lu)).delete()
    jeter_brouillon(par, lu, correction=True)
    lu.texte, lu.supprime_le, lu.modifie_le = "", timezone.now(), None
    if lu is discussion:
        lu.titre = ""
    lu.save()
    nouvelles.taire(lu)
    tracer("supprimee" if lu is discussion else "reponse_supprimee", discussion, par=par)
    constater(discussion)
    return lu


def _verrouille(ecrit: Ecrit, par) -> tuple[Ecrit, Discussion, Place]:
    if isinstance(ecrit, Discussion):
        discussion, place = verrouiller(ecrit, par)
        return discussion, discussion, place
    reponse, place = verrouiller_la_reponse(ecrit, par)
    return reponse, reponse.discussion, place


def _cle(ecrit: Ecrit) -> dict:
    return {ecrit._meta.model_name: ecrit}


def _porte(ecrit: Ecrit, titre: str, texte: str) -> bool:
    return ecrit.texte == texte and getattr(ecrit, "titre", titre) == titre


def _pourquoi_pas(ecrit: Ecrit, discussion: Discussion) -> str:
    if discussion.est_fermee:
        return _("Cette discussion est close\u00a0: ses messages restent comme ils sont.")
    if discussion.reponse_retenue_id == ecrit.pk and ecrit is not discussion:
        return _("Cette réponse est retenue\u00a0: elle ne se supprime plus, mais se corrige.")
    if not ecrit.est_publie:
        return _("La modération examine ce message\u00a0: il ne change pas d’ici là.")
    return _("Chacun corrige ce qu’il a écrit, tant qu’il est membre et que la communauté vit.")
