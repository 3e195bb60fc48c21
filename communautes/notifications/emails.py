"""The mails of notifications: a sentence, where to read, why, and how to stop. Never a text of
somebody: only the sentence that the kind makes. In French, it is the language of the trade.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.comptes.models import User
from communautes.notifications.canaux import RECAPITULATIFS, Canal
from communautes.notifications.jetons import jeton
from communautes.notifications.lecture import Ligne
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE, ENTETE_NOTIFICATIONS

SUJETS = 10  # named in a digest
LIGNES = 5  # under each
SIGNES = 180  # of a subject


@dataclass
class Groupe:
    """News of one subject, the latest first."""

    titre: str
    adresse: str
    taire: str
    lignes: list[Ligne]

    @property
    def premieres(self) -> list[tuple[str, str]]:
        """(sentence, where) of each that is written out."""
        return [(ligne.phrase, absolue(ligne.adresse)) for ligne in self.lignes[:LIGNES]]

    @property
    def reste(self) -> int:
        return max(0, len(self.lignes) - LIGNES)


@translation.override(settings.LANGUAGE_CODE)
def composer(personne: User, lignes: list[Ligne]) -> EmailMultiAlternatives:
    """`lignes`: one that is told at once, or all that a digest tells, the latest first."""
    canal = lignes[0].notification.canal
    if canal in RECAPITULATIFS:
        return _recapituler(personne, canal, lignes)
    return _tout_de_suite(personne, lignes[0])


def _tout_de_suite(personne: User, ligne: Ligne) -> EmailMultiAlternatives:
    genre = ligne.genre
    contexte = {
        "phrase": ligne.phrase,
        "adresse": absolue(ligne.adresse),
        "genre": genre,
        "titre": "",
        "preferences": lettres.adresse("notifications:preferences"),
    }
    arreter = ""
    if genre.debrayable:
        contexte["arreter"] = arreter = _arret(personne, "genre", genre.code)
        if ligne.sujet and ligne.sujet.se_tait:
            contexte["titre"] = ligne.sujet.titre
            contexte["taire"] = _arret(personne, "objet", ligne.sujet.cle)
    return _message(
        "notifications/emails/tout_de_suite.html",
        personne,
        ligne.phrase,
        contexte,
        arreter,
        [ligne],
    )


def _recapituler(personne: User, frequence: str, lignes: list[Ligne]) -> EmailMultiAlternatives:
    """Beyond what is written out, their number."""
    groupes = _groupes(personne, lignes)
    ecrites = sum(len(groupe.premieres) for groupe in groupes[:SUJETS])
    arreter = _arret(personne, "recapitulatif", frequence)
    contexte = {
        "groupes": groupes[:SUJETS],
        "reste": len(lignes) - ecrites,
        "chaque_jour": frequence == Canal.QUOTIDIEN,
        "toutes": lettres.adresse("notifications:liste"),
        "arreter": arreter,
        "preferences": lettres.adresse("notifications:preferences"),
    }
    return _message(
        "notifications/emails/recapitulatif.html",
        personne,
        _sujet(groupes, lignes),
        contexte,
        arreter,
        lignes,
    )


def _groupes(personne: User, lignes: list[Ligne]) -> list[Groupe]:
    """In the order of their latest news. What may not be named is under the name of its kind."""
    groupes: dict = {}
    for ligne in lignes:
        sujet = ligne.sujet
        cle = sujet.cle if sujet else str(ligne.genre.groupe)
        if cle not in groupes:
            taire = _arret(personne, "objet", sujet.cle) if sujet and sujet.se_tait else ""
            groupes[cle] = Groupe(
                titre=sujet.titre if sujet else cle,
                adresse=absolue(sujet.adresse) if sujet else "",
                taire=taire,
                lignes=[],
            )
        groupes[cle].lignes.append(ligne)
    return list(groupes.values())


def _sujet(groupes: list[Groupe], lignes: list[Ligne]) -> str:
    """What happened, and where."""
    if len(lignes) == 1:
        return lignes[0].phrase
    autres = len(groupes) - 1
    mots = {"nombre": len(lignes), "titre": groupes[0].titre, "autres": autres}
    if not autres:
        return _("%(nombre)s nouveautés dans «\u00a0%(titre)s\u00a0»") % mots
    phrase = ngettext(
        "%(nombre)s nouveautés, dans «\u00a0%(titre)s\u00a0» et ailleurs",
        "%(nombre)s nouveautés, dans «\u00a0%(titre)s\u00a0» et %(autres)s autres lieux",
        autres,
    )
    return phrase % mots


def _arret(personne: User, quoi: str, lequel: str) -> str:
    return lettres.adresse("notifications:arreter", jeton(personne, quoi, lequel))


def absolue(chemin: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + chemin


def _message(
    nom: str, personne: User, sujet: str, contexte: dict, arreter: str, lignes: Iterable[Ligne]
) -> EmailMultiAlternatives:
    corps = render_to_string(f"{nom.removesuffix('html')}txt", contexte)
    html = render_to_string(nom, contexte | {"sujet": sujet})
    entetes = _au_sujet_de(personne, lignes, corps)
    entetes[ENTETE_NOTIFICATIONS] = ",".join(str(ligne.notification.pk) for ligne in lignes)
    if arreter:
        entetes |= {
            "List-Unsubscribe": f"<{arreter}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        subject=Truncator(sujet).chars(SIGNES), body=corps, to=[personne.email], headers=entetes
    )
    message.attach_alternative(html, "text/html")
    return message


def _au_sujet_de(personne: User, lignes: Iterable[Ligne], corps: str) -> dict[str, str]:
    """Others whom the text does name: what it says of them goes with them (communautes/comptes)."""
    cles = {cle for ligne in lignes for cle in ligne.nommees} - {personne.pk}
    noms = {une.pk: une.get_full_name() for une in User.objects.filter(pk__in=cles)}
    nommees = [str(cle) for cle, nom in sorted(noms.items()) if nom and nom in corps]
    return {ENTETE_AU_SUJET_DE: ",".join(nommees)} if nommees else {}
