"""What arrives in people's mailboxes."""

import re

from django.core import mail

from communautes.notifications.services import livrer_ce_qui_est_du


def code_recu() -> str:
    """The code of the latest mail, once the outbox is delivered."""
    livrer_ce_qui_est_du()
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", mail.outbox[-1].body, re.M)[1]


def lien_recu() -> str:
    """The link of the latest mail, as a path of this site."""
    livrer_ce_qui_est_du()
    return re.search(r"https?://[^/]+(/\S*/lien/\S+)", mail.outbox[-1].body)[1]
