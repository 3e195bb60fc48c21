"""Writing the letter of a community, and sending it: twice a week at most.

The community is locked first, whoever writes; it has one draft, that all who animate share.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.permissions import est_ouvrable
from communautes.adhesions.services import noter_activite
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.journal.services import noter
from communautes.lettres import nouvelles
from communautes.lettres.models import Lettre
from communautes.lettres.permissions import ecrit_la_lettre
from communautes.lettres.refus import LettreModifiee, LettreRefusee
from communautes.moderation.services import examiner
from communautes.notifications.services import TropDEnvois, verifier_la_limite
from home.marques import a_change, marque


@transaction.atomic
def enregistrer(communaute: CommunautePage, *, par, titre: str, texte: str, lu: str = "") -> Lettre:
    """`lu`: `marque_de` the draft as it was read. Alone, one crosses nobody: after « Back », other
    words take the place of one's own, or begin another letter.
    """
    communaute = _verrouiller(communaute, par)
    lettre = brouillon_de(communaute)
    if lettre is not None and (lettre.titre, lettre.texte) == (titre, texte):
        return lettre
    if lettre is not None and lettre.auteur_id != par.pk:
        _verifier_la_marque(
            lettre,
            lu,
            _(
                "Une autre personne a récrit cette lettre pendant que vous écriviez\u00a0: votre "
                "texte est ci-dessous. Relisez la sienne, puis recommencez."
            ),
        )
    lettre = lettre or Lettre(communaute=communaute)
    lettre.titre, lettre.texte, lettre.auteur = titre, texte, par
    lettre.modifiee_le = timezone.now()
    lettre.save()
    return lettre


@transaction.atomic
def envoyer(lettre: Lettre, *, par, lu: str = "") -> Lettre:
    """To the members, once: twice is once. What leaves is what was read."""
    communaute = _verrouiller(lettre.communaute, par)
    lettre = Lettre.objects.select_for_update().filter(pk=lettre.pk).first()
    if lettre is None:
        raise LettreRefusee(_("Cette lettre n’existe plus."))
    lettre.communaute = communaute
    if not lettre.est_brouillon:
        return lettre
    _verifier_la_relecture(lettre, lu)
    try:
        verifier_la_limite(nouvelles.LETTRE, communaute)
    except TropDEnvois as trop:
        raise LettreRefusee(str(trop)) from trop
    lettre.envoyee_le = timezone.now()
    lettre.save()
    noter("lettres.envoyee", personne=par, objet=lettre, apres={"communaute": communaute.pk})
    examiner(lettre, par)
    lettre.refresh_from_db(fields=["moderation"])
    noter_activite(communaute)
    if lettre.est_publie:
        nouvelles.dire(lettre, par=par)
    return lettre


@transaction.atomic
def supprimer(communaute: CommunautePage, *, par, lu: str = "") -> None:
    """Its draft, as it was read; what is sent stays. Twice is once."""
    communaute = _verrouiller(communaute, par, vivante=False)
    lettre = brouillon_de(communaute)
    if lettre is not None:
        _verifier_la_relecture(lettre, lu)
        lettre.delete()


def brouillon_de(communaute: CommunautePage) -> Lettre | None:
    return Lettre.objects.brouillons().de(communaute).first()


def marque_de(lettre: Lettre | None) -> str:
    return marque(lettre.modifiee_le if lettre else "aucune")


def _verrouiller(communaute: CommunautePage, par, *, vivante: bool = True) -> CommunautePage:
    vie = verrouiller_communaute(communaute.pk)
    if not est_ouvrable(vie.communaute) or not ecrit_la_lettre(par, vie.communaute):
        raise LettreRefusee(_("C’est à l’animation de cette communauté d’écrire à ses membres."))
    if vivante and not vie.est_ouverte:
        raise LettreRefusee(
            _("Cette communauté est %(etat)s\u00a0: on n’y écrit plus.")
            % {"etat": vie.etat_en_mots}
        )
    return vie.communaute


def _verifier_la_relecture(lettre: Lettre, lu: str) -> None:
    """What leaves, or goes, is what was read, whoever rewrote it."""
    phrase = _("Cette lettre a été récrite depuis que vous l’avez relue\u00a0: relisez-la.")
    _verifier_la_marque(lettre, lu, phrase)


def _verifier_la_marque(lettre: Lettre, lu: str, phrase: str) -> None:
    if a_change(lu, lettre.modifiee_le):
        raise LettreModifiee(phrase, marque_de(lettre))
