"""EMAIL_BACKEND of the portal: a mail is written with what caused it, and leaves after.

A visitor's request never waits for a mail server, nor fails with it; a rolled back transaction
sends nothing. `TEC_TRANSPORT_COURRIELS` names the backend that really sends.
"""

from copy import copy
from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from communautes.comptes.models import User
from communautes.notifications.mise_en_boite import ecrire
from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_apres_validation


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
