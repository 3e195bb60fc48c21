"""The demo's meetings (the TOML files beside): past and to come, in the demo's communities and for
the whole portal, with who comes, what was decided, one cancelled, one withdrawn, one full.
"""

from datetime import datetime, timedelta
from datetime import time as heure
from pathlib import Path

from django.utils import timezone

from communautes.adhesions.demo.membres import MEMBRES
from communautes.adhesions.models import CommunautePage
from communautes.agenda import services
from communautes.agenda.models import Rencontre
from communautes.agenda.moments import a_la_place
from communautes.comptes.affiliations.demo import AGENT, ANCT
from communautes.comptes.models import User
from communautes.moderation.services import decider, signaler
from home.demo.fiches import lire

DOSSIER = Path(__file__).parent / "rencontres"
D_ICI_LA = 40  # days: what is past was announced before, by the same services


def charger() -> None:
    """Each is written once, then kept as people have made it."""
    personnes = {nom: _personne(f"{nom}@demo.example.org") for nom in MEMBRES}
    personnes |= {"jeanne.lefevre": _personne(AGENT), "anct": _personne(ANCT)}
    for fiche in lire(DOSSIER):
        if not Rencontre.objects.filter(titre=fiche["titre"]).exists():
            _tenir(fiche, personnes)


def _personne(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def _tenir(fiche: dict, personnes: dict) -> None:
    communaute = None
    if slug := fiche.get("communaute"):
        communaute = CommunautePage.objects.sources().get(slug=slug)
    par = personnes[fiche["prepare"]]
    passee = fiche["dans_j"] < 0
    donnees = _donnees(fiche, fiche["dans_j"] + (D_ICI_LA * 3 if passee else 0))
    rencontre = services.creer(communaute, donnees, par=par)
    if fiche.get("etat") == "brouillon":
        return
    rencontre = services.annoncer(rencontre, par=par)
    for nom in fiche.get("viennent", []):
        if personnes[nom] is not None and personnes[nom].get_full_name():
            services.inscrire(rencontre, par=personnes[nom])
    if passee:
        _reculer(rencontre, fiche)
    if motif := fiche.get("motif"):
        services.annuler(rencontre, par=par, motif=motif)
    if deplacee := fiche.get("deplacee_de_j"):
        services.modifier(rencontre, _donnees(fiche, fiche["dans_j"] + deplacee), par=par)
    if texte := fiche.get("compte_rendu"):
        decisions = [_decision(dite, personnes) for dite in fiche.get("decisions", [])]
        services.ecrire_compte_rendu(rencontre, texte.strip(), decisions, par=par)
        _clore(rencontre, fiche, par)
    if retiree := fiche.get("retiree"):
        _retirer(rencontre, retiree, personnes)


def _donnees(fiche: dict, dans_j: int) -> dict:
    jour = timezone.localdate() + timedelta(days=dans_j)
    while jour.weekday() > 4:  # nobody meets on a Sunday
        jour += timedelta(days=1)
    fuseau = fiche.get("fuseau", "Europe/Paris")
    debut = a_la_place(jour, heure.fromisoformat(fiche["de"]), fuseau)
    return {
        "titre": fiche["titre"],
        "texte": fiche["texte"].strip(),
        "debut": debut,
        "fin": debut + timedelta(minutes=fiche["minutes"]),
        "fuseau": fuseau,
        "lieu": fiche.get("lieu", ""),
        "lien": fiche.get("lien", ""),
        "inscription": fiche.get("inscription", "libre"),
        "capacite": fiche.get("capacite"),
        "audience": fiche.get("audience", "tous"),
    }


def _reculer(rencontre: Rencontre, fiche: dict) -> None:
    """To when it was held, and announced three weeks before."""
    donnees = _donnees(fiche, fiche["dans_j"])
    avant: datetime = donnees["debut"] - timedelta(days=21)
    Rencontre.objects.filter(pk=rencontre.pk).update(
        debut=donnees["debut"],
        fin=donnees["fin"],
        creee_le=avant,
        annoncee_le=avant,
        modifiee_le=avant,
    )
    rencontre.participations.update(arrivee_le=avant)


def _retirer(rencontre: Rencontre, retiree: dict, personnes: dict) -> None:
    """By moderation, once a member reported it."""
    signale = signaler(rencontre, par=personnes[retiree["signale"]], categorie="publicite")
    motif = retiree["motif"]
    decider(signale.dossier, par=personnes["anct"], decision="masque", base="regles", motif=motif)


def _decision(dite: dict, personnes: dict) -> dict:
    porteur = personnes.get(dite.get("porteur", ""))
    return {
        "decision": None,
        "texte": dite["texte"],
        "porteur": porteur,
        "porteur_dit": "" if porteur else dite.get("porteur_dit", "L’animation"),
        "echeance": timezone.localdate() + timedelta(days=dite["dans_j"]),
    }


def _clore(rencontre: Rencontre, fiche: dict, par: User) -> None:
    faites = [dite["texte"] for dite in fiche.get("decisions", []) if dite.get("faite")]
    for decision in rencontre.decisions.filter(texte__in=faites):
        services.clore(decision, "faite", par=par)
