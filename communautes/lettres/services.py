"""Writing the letter of a community, and sending it: twice a week at most.

The community is locked first, whoever writes; it has one draft, that all who animate share.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.models import CommunautePage
from communautes.adhesions.permissions import est_ouvrable
from communautes.adhesions.qui_lira import verifier_qui_lira
from communautes.adhesions.services import noter_activite
from communautes.adhesions.services.ecriture import verrouiller_communaute
from communautes.journal.services import noter
from communautes.lettres import nouvelles
from communautes.lettres.models import Lettre
from communautes.lettres.permissions import ecrit_la_lettre
from communautes.lettres.refus import LettreModifiee, LettreRefusee
from communautes.moderation.services import examiner
from communautes.notifications.services import TropDEnvois, dire_la_limite, verifier_la_limite
from home.marques import marque

MARQUES = 50  # of one's own, that are remembered


@transaction.atomic
def enregistrer(communaute: CommunautePage, *, par, titre: str, texte: str, lu: str = "") -> Lettre:
    """`lu`: `marque_d_ici`, as it was read. Alone, one crosses nobody: after « Back », other words
    take the place of one's own. But what was sent since is told: those words would be sent twice.
    """
    communaute = _verrouiller(communaute, par)
    lettre = brouillon_de(communaute)
    if lettre is not None and (lettre.titre, lettre.texte) == (titre, texte):
        return lettre
    siennes = lettre.marques if lettre is not None and lettre.auteur_id == par.pk else []
    maintenant = marque_d_ici(communaute)
    if lu and lu not in (maintenant, *siennes):
        raise LettreModifiee(_ce_qui_a_change(lettre, par), maintenant)
    lettre = lettre or Lettre(communaute=communaute)
    lettre.titre, lettre.texte, lettre.auteur = titre, texte, par
    lettre.marques = [*siennes, maintenant][-MARQUES:]
    lettre.modifiee_le = timezone.now()
    lettre.save()
    return lettre


@transaction.atomic
def envoyer(lettre: Lettre, *, par, lu: str = "", qui_lira: str = "") -> Lettre:
    """To the members, once: twice is once. What leaves is what was read, for who was said to read
    it (adhesions/qui_lira.py).
    """
    communaute = _verrouiller(lettre.communaute, par)
    lettre = Lettre.objects.select_for_update().filter(pk=lettre.pk).first()
    if lettre is None:
        raise LettreRefusee(_("Cette lettre n’existe plus."))
    lettre.communaute = communaute
    _verifier_la_relecture(lettre, lu)
    if not lettre.est_brouillon:
        return lettre
    verifier_qui_lira(qui_lira, publique=communaute.est_publique, refus=LettreRefusee)
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
def supprimer(communaute: CommunautePage, *, cle: int, par, lu: str = "") -> None:
    """`cle`: of its draft, as it was read; what is sent stays. Twice is once."""
    communaute = _verrouiller(communaute, par, vivante=False)
    lettre = Lettre.objects.select_for_update().de(communaute).filter(pk=cle).first()
    if lettre is None:
        return
    if not lettre.est_brouillon:
        raise LettreRefusee(_("Cette lettre est partie\u00a0: elle reste."))
    _verifier_la_relecture(lettre, lu)
    lettre.delete()


def pourquoi_attendre(communaute: CommunautePage) -> str:
    """What `envoyer` would refuse, said before it is asked; empty: nothing."""
    return dire_la_limite(nouvelles.LETTRE, communaute)


def brouillon_de(communaute: CommunautePage) -> Lettre | None:
    return Lettre.objects.brouillons().de(communaute).first()


def marque_de(lettre: Lettre) -> str:
    return marque(lettre.pk, lettre.modifiee_le)


def marque_d_ici(communaute: CommunautePage) -> str:
    """Of its draft; where there is none, of the last that was sent."""
    if lettre := brouillon_de(communaute):
        return marque_de(lettre)
    envoyees = Lettre.objects.envoyees().de(communaute)
    return marque("aucune", envoyees.values_list("pk", flat=True).first())


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
    """What leaves, or goes, is what was read, whoever rewrote it; what has left too."""
    if not lu or lu == marque_de(lettre):
        return
    if lettre.est_brouillon:
        phrase = _("Cette lettre a été récrite depuis que vous l’avez relue\u00a0: relisez-la.")
    else:
        phrase = _(
            "Cette lettre est déjà partie, récrite depuis que vous l’avez relue\u00a0: lisez ce "
            "que les membres ont reçu."
        )
    raise LettreModifiee(phrase, marque_de(lettre))


def _ce_qui_a_change(lettre: Lettre | None, par) -> str:
    if lettre is None:
        return _(
            "Depuis que vous avez ouvert cette page, une lettre est partie, ou son brouillon a été "
            "supprimé\u00a0: voyez les lettres de la communauté. Votre texte est ci-dessous\u00a0; "
            "l’enregistrer de nouveau commence une autre lettre."
        )
    if lettre.auteur_id == par.pk:
        return _(
            "Depuis que vous avez ouvert cette page, cette lettre a été récrite\u00a0: votre texte "
            "est ci-dessous. Relisez la plus récente, puis recommencez."
        )
    return _(
        "Une autre personne a récrit cette lettre pendant que vous écriviez\u00a0: votre "
        "texte est ci-dessous. Relisez la sienne, puis recommencez."
    )
