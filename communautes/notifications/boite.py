"""EMAIL_BACKEND of the portal: a mail is written with what caused it, and leaves after.

A visitor's request never waits for a mail server, nor fails with it; a rolled back transaction
sends nothing. `TEC_TRANSPORT_COURRIELS` names the backend that really sends.
"""

from copy import copy
from datetime import timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from communautes.comptes.models import User
from communautes.notifications.chiffrement import chiffrer
from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_apres_validation
from home.confidentiel import (
    ENTETE_A_OUBLIER,
    ENTETE_AU_SUJET_DE,
    ENTETE_CONFIDENTIEL,
    ENTETE_NOTIFICATIONS,
)


class BoiteDEnvoi(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            message.to = [une for une in message.to if not est_anonyme(une)]
            if not message.to:
                continue  # somebody who is forgotten: nowhere to send it
            for courriel in un_par_adresse(ecrire(message)):
                courriel.save(force_insert=True)
                livrer_apres_validation(courriel)
        return len(email_messages)


def ecrire(message: EmailMessage) -> Courriel:
    """The row of a message; a bad header is refused here, in front of whoever wrote it."""
    entetes = dict(message.extra_headers)
    # The same identifier at each try: a mailbox that has it already shows it once. And a domain
    # that is at hand, where Django would ask the network for this machine's name.
    domaine = parseaddr(message.from_email)[1].rpartition("@")[2] or "localhost"
    entetes.setdefault("Message-ID", make_msgid(domain=domaine))
    message.extra_headers = dict(entetes)
    message.message()
    duree = entetes.pop(ENTETE_CONFIDENTIEL, None)
    # Where mails are read on the site itself (settings.TEC_MAILS), the last ones are too.
    a_oublier = entetes.pop(ENTETE_A_OUBLIER, None) is not None and not settings.TEC_MAILS
    au_sujet_de, notifications = (
        [int(cle) for cle in entetes.pop(nom, "").split(",") if cle]
        for nom in (ENTETE_AU_SUJET_DE, ENTETE_NOTIFICATIONS)
    )
    courriel = Courriel(
        destinataires=list(message.to),
        repondre_a=list(message.reply_to),
        expediteur=message.from_email,
        sujet=message.subject,
        corps=message.body,
        html=_html(message),
        a_oublier=a_oublier,
        au_sujet_de=au_sujet_de,
        notifications=notifications,
        entetes={nom: str(valeur) for nom, valeur in entetes.items()},
    )
    if duree is not None:
        courriel.confidentiel = True
        courriel.perime_le = timezone.now() + timedelta(seconds=int(duree))
        courriel.corps = chiffrer(courriel.corps)
        courriel.html = chiffrer(courriel.html) if courriel.html else ""
    return courriel


def un_par_adresse(courriel: Courriel) -> list[Courriel]:
    """A server that refuses one of several accepts the others, and Django does not say which: each
    has a row, its own tries, and does not see the others.
    """
    copies = []
    for adresse in courriel.destinataires:
        copie = copy(courriel)
        copie.destinataires = [adresse]
        copies.append(copie)
    return copies


def est_anonyme(adresse: str) -> bool:
    return parseaddr(adresse)[1].lower().endswith(f"@{User.DOMAINE_ANONYME}")


def _html(message: EmailMessage) -> str:
    """The HTML version. What the outbox cannot keep is refused rather than lost."""
    versions = getattr(message, "alternatives", [])
    if message.attachments or message.cc or message.bcc or message.content_subtype != "plain":
        raise ValueError("La boîte d’envoi ne garde ni pièce jointe ni copie : étendez-la d’abord.")
    if any(type_mime != "text/html" for _contenu, type_mime in versions) or len(versions) > 1:
        raise ValueError("La boîte d’envoi ne garde qu’une version HTML : étendez-la d’abord.")
    return str(versions[0][0]) if versions else ""
