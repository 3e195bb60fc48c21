"""The demo's questions and replies (the TOML files beside, one by community): invented people, who
say what such people say. Written past the services: nobody is told, nothing is mailed.
"""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from communautes.adhesions.models import CommunautePage
from communautes.comptes.affiliations.demo import AGENT, ANCT
from communautes.comptes.models import User
from communautes.discussions.models import Abonnement, Discussion, MemeQuestion, Reponse, VoteUtile
from communautes.discussions.services import promouvoir
from communautes.discussions.services.ecriture import constater
from home.demo.pages import jour

DOSSIER = Path(__file__).parent / "questions"
UN_AN = timedelta(days=365)


def charger() -> None:
    """Once for each community, then kept as the demo has made it."""
    for chemin in sorted(DOSSIER.glob("*.toml")):
        fiche = tomllib.loads(chemin.read_text(encoding="utf-8"))
        communaute = CommunautePage.objects.sources().get(slug=fiche["communaute"])
        if not Discussion.objects.filter(communaute=communaute).exists():
            for une in fiche["discussion"]:
                _poser(communaute, une)


def _poser(communaute: CommunautePage, fiche: dict) -> None:
    quand = _instant(fiche["il_y_a"], fiche["par"])
    discussion = Discussion.objects.create(
        communaute=communaute,
        auteur=_personne(fiche["par"]),
        titre=fiche["titre"],
        texte=fiche["texte"].strip(),
        ecrit_le=quand,
        active_le=quand,
        echeance_le=quand + timedelta(days=communaute.objectif_de_reponse),
        epinglee_le=quand if fiche.get("epinglee") else None,
        fermee_le=timezone.now() if fiche.get("close") else None,
        motif_de_fermeture=fiche.get("close", ""),
    )
    for nom in fiche.get("memes", []):
        MemeQuestion.objects.create(discussion=discussion, personne=_personne(nom))
        Abonnement.objects.create(discussion=discussion, personne=_personne(nom))
    for suite in fiche.get("reponse", []):
        _repondre(discussion, suite, fiche["il_y_a"])
    constater(discussion)
    if fiche.get("promue"):
        _promouvoir(discussion)


def _repondre(discussion: Discussion, fiche: dict, il_y_a: int) -> None:
    quand = _instant(il_y_a - fiche["apres"], fiche["par"], tard=True)
    reponse = Reponse.objects.create(
        discussion=discussion,
        auteur=_personne(fiche["par"]),
        texte=fiche["texte"].strip(),
        de_l_anct=fiche["par"] == "anct",
        ecrit_le=quand,
    )
    for nom in fiche.get("utile", []):
        VoteUtile.objects.create(reponse=reponse, personne=_personne(nom))
    discussion.active_le = max(discussion.active_le, quand)
    if fiche.get("retenue"):
        discussion.reponse_retenue, discussion.retenue_par = reponse, discussion.auteur


def _promouvoir(discussion: Discussion) -> None:
    """As ANCT does, then as an editor who finishes the draft."""
    page = promouvoir(discussion, par=User.objects.get(email=ANCT))
    page.resume = "Ce qu’une commune répond à une autre, et que chacune peut reprendre."
    page.a_revoir_le = timezone.localdate() + UN_AN
    page.save_revision().publish()


def _personne(nom: str) -> User:
    adresses = {"anct": ANCT, "jeanne.lefevre": AGENT}
    return User.objects.get(email=adresses.get(nom, f"{nom}@demo.example.org"))


def _instant(il_y_a: int, nom: str, *, tard: bool = False):
    """At an hour of the working day that is theirs; never to come."""
    minutes = sum(map(ord, nom)) % 220 + (250 if tard else 0)
    return min(jour(il_y_a) + timedelta(minutes=minutes), timezone.now() - timedelta(minutes=5))
