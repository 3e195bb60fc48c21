"""What this room holds of a person: what they were told and chose; the mails."""

from communautes.notifications.donnees import courriels, notifications


def brancher() -> None:
    # In this order: a mail that is being written of a notification is waited for, then found.
    notifications.brancher()
    courriels.brancher()
