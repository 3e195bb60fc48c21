"""The row of a message: what the outbox keeps of it."""

from datetime import timedelta
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from communautes.notifications.chiffrement import chiffrer
from communautes.notifications.models import Courriel
from home.confidentiel import (
    ENTETE_A_OUBLIER,
    ENTETE_AU_SUJET_DE,
    ENTETE_CONFIDENTIEL,
    ENTETE_NOTIFICATIONS,
)

# What a mail says, and of whom: not to whom, nor under which identifier.
CE_QU_IL_DIT = ("sujet", "corps", "html", "entetes", "au_sujet_de", "notifications")


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


def recrire(courriel: Courriel, message: EmailMessage) -> None:
    """Says this instead, still the same mail: a mailbox that has it already shows it once."""
    neuf = ecrire(message)
    neuf.entetes["Message-ID"] = courriel.entetes.get("Message-ID", neuf.entetes["Message-ID"])
    for nom in CE_QU_IL_DIT:
        setattr(courriel, nom, getattr(neuf, nom))


def _html(message: EmailMessage) -> str:
    """The HTML version. What the outbox cannot keep is refused rather than lost."""
    versions = getattr(message, "alternatives", [])
    if message.attachments or message.cc or message.bcc or message.content_subtype != "plain":
        raise ValueError("La boîte d’envoi ne garde ni pièce jointe ni copie : étendez-la d’abord.")
    if any(type_mime != "text/html" for _contenu, type_mime in versions) or len(versions) > 1:
        raise ValueError("La boîte d’envoi ne garde qu’une version HTML : étendez-la d’abord.")
    return str(versions[0][0]) if versions else ""
