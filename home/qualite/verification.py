"""Asks the addresses of other sites that are due: slowly, within limits, one run at a time.

Only `manage.py verifier_liens` does it, never a request. What each one answered is written at
once: a run that is stopped goes on where it was, at the next one.
"""

import heapq
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit
from urllib.robotparser import RobotFileParser

from django.db import connection

from home.qualite import requetes
from home.qualite.models import AdresseExterne
from home.qualite.publication import hote

VERROU = 7_302_004  # PostgreSQL's advisory lock of this command
REDIRECTIONS = 5
PAR_PASSAGE = 500
PAUSE = 1.0  # seconds between two questions to a host, at least
PAUSE_MAXIMALE = 10.0  # however much its robots.txt asks for
PAR_HOTE = 120.0  # seconds given to a host in one run
PAR_PASSAGE_SECONDES = 1800.0
PERMANENTES = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
REDIRIGE = {*PERMANENTES, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
DISPARUES = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
Statut = AdresseExterne.Statut


class DejaEnCours(Exception):
    """Another run is at work."""


@dataclass
class Robots:
    """What the hosts of this run ask of robots; read once each."""

    connus: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def de(self, url: str) -> RobotFileParser | None:
        parties = urlsplit(url)
        racine = f"{parties.scheme}://{parties.netloc}"
        if racine not in self.connus:
            self.connus[racine] = _lire_robots(f"{racine}/robots.txt")
        return self.connus[racine]

    def permet(self, url: str) -> bool:
        regles = self.de(url)
        return regles is None or regles.can_fetch(requetes.agent(), url)

    def pause(self, url: str) -> float:
        regles = self.de(url)
        voulue = regles.crawl_delay(requetes.agent()) if regles else None
        return min(max(PAUSE, float(voulue or 0)), PAUSE_MAXIMALE)


def _lire_robots(url: str) -> RobotFileParser | None:
    try:
        reponse = requetes.demander(url, "GET", octets=requetes.OCTETS)
    except (requetes.AdresseRefusee, requetes.SansReponse):
        return None
    if reponse.code != HTTPStatus.OK:
        return None
    regles = RobotFileParser()
    regles.parse(reponse.corps.decode("utf-8", "replace").splitlines())
    return regles


@contextmanager
def seul() -> Iterator[None]:
    """Refuses (DejaEnCours) a second run at once; a run that dies leaves its place."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_lock(%s)", [VERROU])
        if not curseur.fetchone()[0]:
            raise DejaEnCours
        try:
            yield
        finally:
            curseur.execute("SELECT pg_advisory_unlock(%s)", [VERROU])


def verifier(
    nombre: int = PAR_PASSAGE,
    secondes: float = PAR_PASSAGE_SECONDES,
    attendre: Callable[[float], None] = time.sleep,
) -> list[AdresseExterne]:
    """Ask what is due; those whose worth has changed are returned."""
    fin = time.monotonic() + secondes
    robots = Robots()
    changees = []
    for adresse in _a_son_tour(list(AdresseExterne.objects.dues()[:nombre]), robots, fin, attendre):
        avant = (adresse.statut, adresse.vers)
        juger(adresse, robots)
        # Who cites it no more may have removed it meanwhile: nothing is made again.
        AdresseExterne.objects.filter(pk=adresse.pk).update(
            **{nom: getattr(adresse, nom) for nom in _ECRITS}
        )
        if avant != (adresse.statut, adresse.vers):
            changees.append(adresse)
    return changees


_ECRITS = (
    "statut",
    "code",
    "detail",
    "vers",
    "echecs",
    "echec_le",
    "verifiee_le",
    "prochaine_le",
)


def _a_son_tour(
    adresses: list[AdresseExterne], robots: Robots, fin: float, attendre: Callable[[float], None]
) -> Iterator[AdresseExterne]:
    """Hosts in turn, each one left alone for its pause, none for longer than its share."""
    files: dict[str, deque] = defaultdict(deque)
    for adresse in adresses:
        files[adresse.hote].append(adresse)
    depart = time.monotonic()
    tas = [(depart, nom) for nom in files]
    heapq.heapify(tas)
    passe: dict[str, float] = defaultdict(float)
    while tas:
        quand, nom = heapq.heappop(tas)
        attente = quand - time.monotonic()
        if time.monotonic() + max(attente, 0) >= fin:
            return
        if attente > 0:
            attendre(attente)
        debut = time.monotonic()
        adresse = files[nom].popleft()
        yield adresse
        pause = robots.pause(adresse.url)
        passe[nom] += time.monotonic() - debut + pause
        if files[nom] and passe[nom] < PAR_HOTE:
            heapq.heappush(tas, (time.monotonic() + pause, nom))


def juger(adresse: AdresseExterne, robots: Robots) -> None:
    """Ask it, and note what it is worth; `adresse` is not saved."""
    try:
        if not robots.permet(adresse.url):
            adresse.noter_reponse(Statut.A_LA_MAIN, detail="robots.txt n’en veut pas")
            return
        code, vers, permanente = _suivre(adresse.url)
    except requetes.Incertain as erreur:
        adresse.noter_reponse(Statut.A_LA_MAIN, detail=str(erreur))
    except (requetes.AdresseRefusee, requetes.SansReponse) as erreur:
        adresse.noter_echec(detail=str(erreur))
    else:
        _conclure(adresse, code, vers, permanente)


def _conclure(adresse: AdresseExterne, code: int, vers: str, permanente: bool) -> None:
    detail = f"réponse {code}"
    if code in DISPARUES:
        adresse.noter_echec(code=code, detail=detail)
    elif code >= HTTPStatus.BAD_REQUEST or code in REDIRIGE:
        adresse.noter_reponse(Statut.A_LA_MAIN, code=code, detail=detail)
    elif permanente and vers != urldefrag(adresse.url).url:
        adresse.noter_reponse(Statut.DEPLACEE, code=code, detail=detail, vers=vers)
    else:
        adresse.noter_reponse(Statut.JOIGNABLE, code=code, detail=detail)


def _suivre(url: str) -> tuple[int, str, bool]:
    """(last code, last address, whether every redirect was for ever), each step checked anew."""
    permanente, sautee = True, False
    for _saut in range(REDIRECTIONS + 1):
        reponse = _demander(url)
        if reponse.code not in REDIRIGE or not reponse.vers:
            return reponse.code, url, permanente and sautee
        if not hote(reponse.vers):
            raise requetes.AdresseRefusee("redirection vers une adresse mal écrite")
        permanente &= reponse.code in PERMANENTES
        url, sautee = reponse.vers, True
    raise requetes.SansReponse("trop de redirections")


def _demander(url: str) -> requetes.Reponse:
    """HEAD, that carries nothing; GET where it is refused, or does not tell the truth."""
    try:
        reponse = requetes.demander(url, "HEAD")
    except requetes.Incertain:
        raise
    except requetes.SansReponse:
        return requetes.demander(url, "GET")
    if reponse.code >= HTTPStatus.BAD_REQUEST:
        return requetes.demander(url, "GET")
    return reponse
