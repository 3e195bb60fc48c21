"""A few dossiers on whatever the other rooms' demo has published; nothing when there is nothing."""

from itertools import islice

from communautes.comptes.affiliations.demo import AGENT, ANCT
from communautes.comptes.models import User
from communautes.moderation import registre, services
from communautes.moderation.models import Decision, Dossier, Moderation
from communautes.moderation.permissions import est_auteur
from communautes.moderation.refus import ModerationRefusee

TEMOIN = "temoin@demo.example.org"
ASSEZ = 6  # fewer, and nothing is decided: the demo would lose its texts


def charger() -> None:
    """Once; called after the rooms that publish, that may have had something withdrawn."""
    agent, anct = User.objects.get(email=AGENT), User.objects.get(email=ANCT)
    if Dossier.objects.exclude(decision=Decision.MASQUE).exists():
        return
    publies = list(islice(_publies(agent, anct), ASSEZ))
    dossiers = [dossier for objet in publies[:3] if (dossier := _signaler(objet, agent))]
    if len(publies) < ASSEZ or len(dossiers) < 3:
        return
    _attend, laisse, examine = dossiers
    services.decider(
        laisse,
        par=anct,
        decision="laisse",
        base="regles",
        motif="Le message cite une entreprise comme exemple, sans rien vendre",
    )
    services.examiner_a_la_main(examine, par=anct)


def _publies(agent: User, anct: User):
    """Of each kind, the latest; of nobody who decides or reports here."""
    for signalable in registre.signalables():
        lus = signalable.modele._default_manager.filter(moderation=Moderation.PUBLIE)
        for objet in lus.order_by("-pk")[: 4 * ASSEZ]:
            if not (est_auteur(agent, objet) or est_auteur(anct, objet)):
                yield objet


def _signaler(objet, agent: User) -> Dossier | None:
    try:
        dossier = services.signaler(
            objet,
            par=agent,
            categorie="publicite",
            precisions="Le dernier paragraphe ressemble à une réclame pour un bureau d’études.",
        ).dossier
        services.signaler(objet, email=TEMOIN, categorie="trompeur")
    except ModerationRefusee:  # one of the two may not read it
        return Dossier.objects.sur(objet).ouverts().first()
    return dossier
