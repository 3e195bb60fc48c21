"""What a page must have before it is published, whichever way it is published."""

from django.core.exceptions import ValidationError


class PublicationRefusee(ValidationError):
    """The page lacks what its type asks for; `message_dict` says what, by field."""


def verifier(page) -> None:
    """Raise PublicationRefusee with every missing thing at once."""
    erreurs = page.manques_pour_publier()
    if erreurs:
        raise PublicationRefusee(erreurs)
