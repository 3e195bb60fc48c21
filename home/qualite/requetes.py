"""One question to another site, that can neither be led inside our network nor be kept waiting.

The name is resolved here, every address it gives must be public, and the connection goes to the
address that was checked: what the name says a second later changes nothing (DNS rebinding). The
standard library's connection, with our own socket, is what lets us do so and close it on time;
`requests` resolves names itself and has no limit on the whole of an exchange (ADR 7).
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
DELAI = 10  # seconds for each wait
DELAI_TOTAL = 20  # for one exchange, however slowly it trickles
ESSAIS = 3  # addresses of one name
OCTETS = 65_536  # of an answer, at most
# Taken for public by some versions of Python: old site-local addresses, dummy IPv4 address.
INTERNES = tuple(map(ipaddress.ip_network, ("fec0::/10", "192.0.0.0/24")))
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AdresseRefusee(Exception):
    """Not an address that we may ask: its form, its port, or where it leads."""


class SansReponse(Exception):
    """The name, the connection or the answer failed; the message says which."""


class Incertain(SansReponse):
    """It may be there for a reader: somebody has to look."""


@dataclass(frozen=True)
class Reponse:
    code: int
    vers: str = ""  # absolute address of a redirect
    corps: bytes = b""


def agent() -> str:
    """Who asks, and whom to write to."""
    return (
        f"TerritoiresEnCommun-liens/1.0 (+{settings.WAGTAILADMIN_BASE_URL}; "
        f"{settings.TEC_CONTACT_EMAIL})"
    )


class _Prise:
    """A connection that is cut when the exchange lasts too long, even in the middle of a wait.

    A server that trickles never times out by itself: each of its bytes begins a new wait.
    """

    def __init__(self, prise: socket.socket):
        self.prise = prise
        self._limite = Timer(DELAI_TOTAL, self._couper)
        self._limite.daemon = True
        self._limite.start()

    def __enter__(self) -> "_Prise":
        return self

    def __exit__(self, *erreur) -> None:
        self._limite.cancel()
        self.prise.close()

    def chiffrer(self, hote: str) -> None:
        contexte = ssl.create_default_context()
        # The one that is wrapped is emptied: ours is known before the first exchange.
        self.prise = contexte.wrap_socket(
            self.prise, server_hostname=hote, do_handshake_on_connect=False
        )
        self.prise.do_handshake()

    def _couper(self) -> None:
        with suppress(OSError):  # closed already
            socket.socket.shutdown(self.prise, socket.SHUT_RDWR)


def demander(url: str, methode: str = "HEAD", *, octets: int = 0) -> Reponse:
    """The answer to this address, redirects not followed; `octets` of its body at most."""
    parties, hote, port = _decouper(url)
    try:
        with _Prise(_joindre(hote, port)) as prise:
            if parties.scheme == "https":
                prise.chiffrer(hote)
            connexion = http.client.HTTPConnection(hote, port, timeout=DELAI)
            connexion.sock = prise.prise
            connexion.request(methode, _cible(parties), headers=_entetes(hote, port))
            reponse = connexion.getresponse()
            corps = reponse.read(min(octets, OCTETS)) if octets else b""
    except ssl.SSLCertVerificationError as erreur:
        raise Incertain(f"certificat refusé\u00a0: {erreur.verify_message}") from erreur
    except (OSError, http.client.HTTPException, ValueError) as erreur:
        raise SansReponse(f"{type(erreur).__name__} : {erreur}"[:200]) from erreur
    return Reponse(reponse.status, _vers(url, reponse.getheader("Location") or ""), corps)


def _vers(url: str, suite: str) -> str:
    """Absolute address of a redirect; headers are read as Latin-1, and sites write UTF-8."""
    try:
        return urljoin(url, suite.encode("latin-1").decode("utf-8", "replace")) if suite else ""
    except ValueError:
        return ""


def _entetes(hote: str, port: int) -> dict[str, str]:
    nom = f"[{hote}]" if ":" in hote else hote
    return {
        "Host": nom if port in PORTS.values() else f"{nom}:{port}",
        "User-Agent": agent(),
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _cible(parties) -> str:
    """Path and query as the wire wants them, what is encoded already left alone."""
    chemin = quote(parties.path or "/", safe="/%:@!$&'()*+,;=~-._")
    requete = quote(parties.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{chemin}?{requete}" if requete else chemin


def _decouper(url: str):
    try:
        parties = urlsplit(url)
        port = parties.port or PORTS.get(parties.scheme, 0)
        hote = (parties.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as erreur:
        raise AdresseRefusee("adresse mal écrite") from erreur
    if parties.scheme not in PORTS or not hote or parties.username or parties.password:
        raise AdresseRefusee("adresse mal écrite")
    if port not in {*PORTS.values(), *settings.TEC_LIENS_PORTS_EN_PLUS}:
        raise Incertain(f"port {port} inhabituel")
    return parties, hote, port


def _joindre(hote: str, port: int) -> socket.socket:
    """A connection to an address that was checked; the next one when the first does not answer."""
    derniere: OSError | None = None
    for ip in adresses_publiques(hote, port)[:ESSAIS]:
        try:
            return socket.create_connection((ip, port), timeout=DELAI)
        except OSError as erreur:
            derniere = erreur
    raise SansReponse(f"connexion impossible\u00a0: {derniere}") from derniere


def adresses_publiques(hote: str, port: int) -> list[str]:
    """What the name resolves to; refused as a whole when one of them is not public."""
    try:
        trouvees = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as erreur:
        raise SansReponse("nom de domaine introuvable") from erreur
    ips = list(dict.fromkeys(adresse[4][0] for adresse in trouvees))
    for ip in ips:
        if not est_publique(ip):
            raise AdresseRefusee("mène à un réseau privé")
    return ips


def est_publique(ip: str) -> bool:
    """Neither private, local, reserved, nor one of those written inside another."""
    adresse = ipaddress.ip_address(ip.partition("%")[0])
    if any(adresse in ipaddress.ip_network(reseau) for reseau in settings.TEC_LIENS_RESEAUX_PERMIS):
        return True
    if adresse.version == 6:
        dedans = [adresse.ipv4_mapped, adresse.sixtofour, *(adresse.teredo or ())]
        if adresse in NAT64:
            dedans.append(ipaddress.ip_address(int(adresse) & 0xFFFFFFFF))
        if any(autre is not None and not _globale(autre) for autre in dedans):
            return False
        if adresse.ipv4_mapped is not None:
            return True
    return _globale(adresse)


def _globale(adresse) -> bool:
    return (
        adresse.is_global
        and not adresse.is_multicast
        and not adresse.is_reserved
        and not any(adresse in reseau for reseau in INTERNES)
    )
