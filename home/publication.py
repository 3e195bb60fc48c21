"""What a page must have before it is published, whichever way it is published.

Each page type says what it lacks (`manques_pour_publier`, and `relations_requises` for its child
rows). The admin's form asks first and shows each sentence on its field; `BasePage.publish` asks
again for every other way: workflow, bulk action, import, translation, scheduled publication.
"""

import logging

from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)


class PublicationRefusee(ValidationError):
    """The page lacks what its type asks for; `message_dict` says what, by field."""

    def __init__(self, page, manques: dict[str, str]):
        super().__init__(manques)
        self.page = page


def manques(page) -> dict[str, str]:
    """Field or relation name → French sentence, for everything that the page lacks."""
    relations = {
        nom: phrase
        for nom, phrase in page.relations_requises.items()
        if not getattr(page, nom).all()
    }
    return page.manques_pour_publier() | relations


def verifier(page) -> None:
    """Raise PublicationRefusee with every missing thing at once."""
    trouves = manques(page)
    if trouves:
        raise PublicationRefusee(page, trouves)


def annuler_programmation(revision, refus: PublicationRefusee) -> None:
    """A page that may not go live at its hour stays a draft, and lets the others go."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.error("Publication programmée refusée (page %s) : %s", refus.page.pk, refus.messages)
