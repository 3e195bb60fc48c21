"""The demo's retours that are not published: a draft, one that waits for ANCT, one to complete."""

from wagtail.models import TaskState

from communautes.comptes.models import User
from communautes.retours import services
from communautes.retours.demo.ecrits import ecrire, instant, nouvelles, personne_de
from communautes.retours.models import Parcours, RetourExperience
from communautes.territoires.models import Collectivite

RELECTURE = "relecture@demo.example.org"


def charger(fiches: dict[str, dict]) -> None:
    """Once each, then kept as people have made it."""
    for slug, fiche, lieux in nouvelles(fiches):
        auteur = _auteur(fiche, lieux[0])
        quand = instant(fiche["commence_le"])
        retour = ecrire(slug, fiche, lieux, par=auteur, quand=quand)
        retour.save_revision(user=auteur)
        _envoyer(retour, fiche, par=auteur)


def _auteur(fiche: dict, lieu: Collectivite) -> User:
    """An account of the demo's door, when it works there."""
    connue = User.objects.filter(email=fiche.get("auteur", ""), affiliations__collectivite=lieu)
    return connue.first() or personne_de(lieu, fiche["fonction"])


def _envoyer(retour: RetourExperience, fiche: dict, *, par: User) -> None:
    if fiche["etat"] == "brouillon":
        return
    retour = services.soumettre(retour, par=par)
    envoye_le = instant(fiche["envoye_le"])
    Parcours.objects.filter(retour=retour).update(soumis_le=envoye_le)
    TaskState.objects.filter(workflow_state=retour.current_workflow_state).update(
        started_at=envoye_le
    )
    if fiche["etat"] == "a_completer":
        remarques = {une["champ"]: une["texte"] for une in fiche["remarques"]}
        relecture = User.objects.get(email=RELECTURE)
        services.demander_de_completer(retour, par=relecture, remarques=remarques)
