"""One calendar out of meetings. Its text is the same as long as nothing changes: it has an ETag."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from communautes.agenda.ical.zones import vtimezone
from communautes.agenda.models import Rencontre
from home import lettres
from home.texte_riche import en_texte

PRODID = "-//ANCT//Territoires en commun//FR"
RELIRE = timedelta(hours=1)  # how often an application asks again
PROGRAMME = 3_000  # signs of it; the page has the rest
_ILLISIBLES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def calendrier(
    rencontres: Iterable[Rencontre],
    *,
    nom: str = "",
    montre_le_lien: Callable[[Rencontre], bool],
    attend: frozenset[int] = frozenset(),
) -> bytes:
    """`montre_le_lien`: whether who reads this calendar may know the link of that video;
    `attend`: keys of the meetings where they are on the waiting list.
    """
    lues = list(rencontres)
    ecrit = Calendar()
    ecrit.add("prodid", PRODID)
    ecrit.add("version", "2.0")
    ecrit.add("calscale", "GREGORIAN")
    ecrit.add("method", "PUBLISH")
    if nom:
        ecrit.add("name", _lisible(nom))
        ecrit.add("x-wr-calname", _lisible(nom))
        ecrit.add("refresh-interval", vDuration(RELIRE), parameters={"VALUE": "DURATION"})
        ecrit.add("x-published-ttl", vDuration(RELIRE))
    for zone in sorted({une.fuseau for une in lues}):
        ecrit.add_component(vtimezone(zone))
    for une in lues:
        lien = une.lien if une.lien and montre_le_lien(une) else ""
        ecrit.add_component(_evenement(une, lien=lien, attend=une.pk in attend))
    return ecrit.to_ical()


def _evenement(rencontre: Rencontre, *, lien: str, attend: bool) -> Event:
    zone = ZoneInfo(rencontre.fuseau)
    page = _page(rencontre)
    un = Event()
    un.add("uid", _uid(rencontre))
    un.add("sequence", rencontre.sequence)
    un.add("dtstamp", _seconde(rencontre.modifiee_le))
    un.add("created", _seconde(rencontre.creee_le))
    un.add("last-modified", _seconde(rencontre.modifiee_le))
    un.add("dtstart", rencontre.debut.astimezone(zone))
    un.add("dtend", rencontre.fin.astimezone(zone))
    un.add("summary", _lisible(_titre(rencontre, attend)))
    un.add("description", _description(rencontre, lien, page))
    if lieu := rencontre.lieu or lien or (rencontre.lien and _("À distance")):
        un.add("location", _lisible(lieu))
    un.add("url", page)
    un.add("status", _statut(rencontre, attend))
    if rencontre.audience == Rencontre.Audience.MEMBRES:
        un.add("class", "PRIVATE")
    if attend or rencontre.est_annulee:
        un.add("transp", "TRANSPARENT")
    return un


def _uid(rencontre: Rencontre) -> str:
    hote = settings.WAGTAILADMIN_BASE_URL.partition("://")[2].partition(":")[0]
    return f"{rencontre.uid}@{hote}"


def _page(rencontre: Rencontre) -> str:
    return lettres.adresse("agenda:rencontre", rencontre.pk)


def _titre(rencontre: Rencontre, attend: bool) -> str:
    if rencontre.est_annulee:
        return _("Annulée\u00a0: %(titre)s") % {"titre": rencontre.titre}
    if attend:
        return _("Liste d’attente\u00a0: %(titre)s") % {"titre": rencontre.titre}
    return rencontre.titre


def _statut(rencontre: Rencontre, attend: bool) -> str:
    if rencontre.est_annulee:
        return "CANCELLED"
    return "TENTATIVE" if attend else "CONFIRMED"


def _description(rencontre: Rencontre, lien: str, page: str) -> str:
    lignes = []
    if rencontre.est_annulee:
        lignes.append(_("Motif\u00a0: %(motif)s") % {"motif": rencontre.motif})
    if rencontre.communaute is not None:
        lignes.append(_("Communauté\u00a0: %(nom)s") % {"nom": rencontre.communaute.title})
    if lien:
        lignes.append(_("Visioconférence\u00a0: %(lien)s") % {"lien": lien})
    elif rencontre.lien:
        lignes.append(_("Le lien de la visioconférence est sur la page, une fois inscrit·e."))
    if programme := en_texte(rencontre.texte):
        lignes.append(programme[:PROGRAMME])
    return _lisible("\n".join([*lignes, page]))


def _lisible(texte: str) -> str:
    """Without the signs that no calendar can hold."""
    return _ILLISIBLES.sub("", texte.replace("\r\n", "\n").replace("\r", "\n"))


def _seconde(instant):
    return instant.astimezone(UTC).replace(microsecond=0)
