"""A mail of the portal: its text, and the HTML that says the same word for word.

Of the HTML, only addresses of the portal become links: nothing that a person typed leads
elsewhere. In what is quoted (`citer`), not even these. No image, nothing remote.
"""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

_CITATION = "> "


def citer(texte: str) -> str:
    """What a person has written, line by line, so that nothing of it passes for the portal's."""
    return "\n".join(f"{_CITATION}{ligne}".rstrip() for ligne in texte.strip().splitlines())


def ecrire(
    gabarit: str, destinataires: list[str], contexte: dict, entetes=None, *, repondre_a=()
) -> str:
    """Out of two templates, `<gabarit>_sujet.txt` and `<gabarit>.txt`; returns the Message-ID.

    In French, whoever reads the site in English: it is the language of the trade.
    """
    with translation.override(settings.LANGUAGE_CODE):
        sujet = render_to_string(f"{gabarit}_sujet.txt", contexte)
        corps = render_to_string(f"{gabarit}.txt", contexte)
        code = contexte.get("code", "")
        return envoyer(sujet, corps, destinataires, entetes, repondre_a=repondre_a, code=code)


def envoyer(
    sujet: str, corps: str, destinataires: list[str], entetes=None, *, repondre_a=(), code=""
) -> str:
    """In the active language. `code`: set off where it stands alone on its line. Returns the
    Message-ID, by which the outbox knows the mail.
    """
    sujet = " ".join(sujet.split())
    contexte = {"sujet": sujet, "blocs": _blocs(corps), "code": code}
    message = EmailMultiAlternatives(
        subject=sujet,
        body=corps,
        to=destinataires,
        reply_to=list(repondre_a),
        headers=dict(entetes or {}),
    )
    message.attach_alternative(render_to_string("home/emails/lettre.html", contexte), "text/html")
    message.send()
    return message.extra_headers.get("Message-ID", "")


def adresse(vue: str, *args) -> str:
    """Whole, and of the French page."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.WAGTAILADMIN_BASE_URL + reverse(vue, args=args)


def _blocs(corps: str) -> list[list[list[str]]]:
    """Paragraphs, of lines, of pieces: one of two is an address of the portal."""
    portail = re.compile(rf"({re.escape(settings.WAGTAILADMIN_BASE_URL)}/\S*)")
    return [
        [
            [ligne] if ligne.startswith(_CITATION) else portail.split(ligne)
            for ligne in bloc.split("\n")
        ]
        for bloc in corps.strip().split("\n\n")
        if bloc.strip()
    ]
