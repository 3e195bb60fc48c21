"""The demo's accepted answers that ANCT proposed to make retours of: one was finished by its author
and is published, one waits for a yes or a no.
"""

from datetime import timedelta

from django.utils import timezone

from communautes.comptes.affiliations.demo import ANCT
from communautes.comptes.models import User
from communautes.discussions.models import Discussion
from communautes.discussions.promotions import trouver
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services import promouvoir_en
from communautes.retours import services
from communautes.retours.demo.ecrits import TELS_QUELS, dater, mois
from communautes.retours.demo.en_attente import RELECTURE
from communautes.retours.models import EtiquetteRetour, PromotionDeReponse, RetourExperience
from communautes.retours.promotion import CODE
from ressources.models import Etiquette


def charger(fiches: dict[str, dict]) -> None:
    """Once each, then kept as people have made it; nothing of a question that is not there."""
    for slug, fiche in fiches.items():
        discussion = _question(fiche)
        if discussion is not None and not _est_promue(discussion):
            _promouvoir(discussion, slug, fiche)


def _question(fiche: dict) -> Discussion | None:
    lues = Discussion.objects.filter(communaute__slug=fiche["communaute"], titre=fiche["question"])
    return lues.exclude(reponse_retenue=None).first()


def _est_promue(discussion: Discussion) -> bool:
    return PromotionDeReponse.objects.filter(reponse=discussion.reponse_retenue_id).exists()


def _promouvoir(discussion: Discussion, slug: str, fiche: dict) -> None:
    try:
        retour = promouvoir_en(trouver(CODE), discussion, par=User.objects.get(email=ANCT))
    except DiscussionRefusee:  # without the referential, who answered works nowhere
        return
    retour.fictif, retour.slug = True, slug
    retour.reference = f"DEMO-{slug[:34].strip('-').upper()}"
    retour.save()
    retour.save_revision(clean=False)
    if fiche["etat"] == "publie":
        _finir(retour, fiche)


def _finir(retour: RetourExperience, fiche: dict) -> None:
    """As its author does, then as ANCT does."""
    auteur = retour.parcours.auteur
    services.accepter(retour, par=auteur)
    for champ in TELS_QUELS:
        if champ in fiche:
            setattr(retour, champ, fiche[champ])
    retour.debut, retour.fin = mois(fiche["debut"]), mois(fiche["fin"])
    retour.etiquetages = [
        EtiquetteRetour(tag=Etiquette.nommee(nom)[0]) for nom in fiche["etiquettes"]
    ]
    retour.save()
    retour.save_revision(user=auteur)
    services.soumettre(retour, par=auteur)
    services.publier(retour, par=User.objects.get(email=RELECTURE))
    dater(retour, timezone.now() - timedelta(days=fiche["publie_il_y_a"]))
