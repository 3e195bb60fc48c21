"""A real mail server, that fails as real ones do (aiosmtpd)."""

import asyncio
import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Pannes:
    """What goes wrong at the next connections; nothing by default."""

    refuse: set[str] = field(default_factory=set)  # recipients that it will not have
    meurt_pendant: int = 0  # how many times it hangs up after the first line of DATA
    meurt_apres: int = 0  # how many times it keeps the message, then hangs up without a word
    attend: float = 0  # seconds before it says that it has kept the message


class _Protocole(SMTP):
    async def smtp_DATA(self, arg):
        if self.event_handler.pannes.meurt_pendant:
            self.event_handler.pannes.meurt_pendant -= 1
            await self.push("354 Allez-y")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Reception:
    def __init__(self):
        self.pannes, self.recus = Pannes(), []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.pannes.refuse:
            return "550 5.1.1 Personne de ce nom"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content)
        self.recus.append((list(envelope.rcpt_tos), message))
        await asyncio.sleep(self.pannes.attend)
        if self.pannes.meurt_apres:
            self.pannes.meurt_apres -= 1
            server.transport.abort()
        return "250 OK"


class _Ecoute(Controller):
    def factory(self):
        return _Protocole(self.handler, **self.SMTP_kwargs)


class Serveur:
    """`demarrer`, `arreter`, again: always at the same port."""

    def __init__(self):
        with socket.socket() as prise:
            prise.bind(("127.0.0.1", 0))
            self.port = prise.getsockname()[1]
        self._reception = _Reception()
        self._ecoute = None

    @property
    def pannes(self) -> Pannes:
        return self._reception.pannes

    def reparer(self) -> None:
        self._reception.pannes = Pannes()

    @property
    def recus(self) -> list[tuple[list[str], Message]]:
        return self._reception.recus

    def a(self, adresse: str) -> list[Message]:
        return [message for adresses, message in self.recus if adresse in adresses]

    def demarrer(self) -> None:
        self._ecoute = _Ecoute(self._reception, hostname="127.0.0.1", port=self.port)
        self._ecoute.start()

    def arreter(self) -> None:
        if self._ecoute is not None:
            self._ecoute.stop()
            self._ecoute = None
