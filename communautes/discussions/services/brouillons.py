"""What is being written, kept for its author as they type and when they send it."""

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from communautes.discussions.models import Brouillon
from communautes.discussions.models.ecrit import SIGNES

PAR_PERSONNE = 50
LUS = 4 * SIGNES  # what is too long to be published is kept whole, to be shortened


def lieu_de(objet: Model, *, correction: bool = False) -> str:
    """« communaute-12 » for a question, « discussion-30 » for a reply; « correction-reponse-7 »
    for what its author is correcting.
    """
    nom = objet._meta.model_name
    lieu = f"{nom.removesuffix('page')}-{objet.pk}"
    return f"correction-{lieu}" if correction else lieu


def brouillon_de(personne, objet: Model, **ou) -> Brouillon | None:
    return Brouillon.objects.filter(personne=personne, lieu=lieu_de(objet, **ou)).first()


@transaction.atomic
def garder_brouillon(
    personne, objet: Model, *, texte: str, titre: str = "", **ou
) -> Brouillon | None:
    """As it is, errors included; nothing is none. Beyond fifty, the oldest goes.

    `ou`: as in `lieu_de`.
    """
    texte, titre = texte.replace("\x00", "")[:LUS], titre.replace("\x00", "")[:150]
    if not texte.strip() and not titre.strip():
        jeter_brouillon(personne, objet, **ou)
        return None
    garde, _nouveau = Brouillon.objects.update_or_create(
        personne=personne,
        lieu=lieu_de(objet, **ou),
        defaults={"texte": texte, "titre": titre, "modifie_le": timezone.now()},
    )
    siens = Brouillon.objects.filter(personne=personne).order_by("-modifie_le", "-pk")
    Brouillon.objects.filter(
        pk__in=list(siens.values_list("pk", flat=True)[PAR_PERSONNE:])
    ).delete()
    return garde


def jeter_brouillon(personne, objet: Model, **ou) -> None:
    Brouillon.objects.filter(personne=personne, lieu=lieu_de(objet, **ou)).delete()


def purger() -> int:
    return Brouillon.objects.perimes().delete()[0]
