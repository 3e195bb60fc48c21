"""Closing an account: what its owner kept alive does not stay without anybody."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.fraicheur import depart

_suites: list[Callable[[list], None]] = []


def a_la_fermeture(suite: Callable[[list], None]) -> None:
    """A room says, in AppConfig.ready, what follows for it of people who may not sign in."""
    _suites.append(suite)


def fermer(request, personnes: list) -> None:
    """Their accounts have just been closed. What follows locks in its own order: afterwards."""
    for suite in _suites:
        transaction.on_commit(partial(suite, personnes))
    proposer_de_passer_la_main(request, personnes)


def proposer_de_passer_la_main(request, personnes: list) -> None:
    """Say what these people, whose accounts have just been closed, still own: a line each."""
    nombres = depart.nombres_de_contenus(personnes)
    for personne in personnes:
        if nombre := nombres.get(personne.pk):
            phrase = ngettext(
                "%(personne)s suivait %(nombre)s contenu, maintenant sans responsable.",
                "%(personne)s suivait %(nombre)s contenus, maintenant sans responsable.",
                nombre,
            ) % {"personne": personne, "nombre": nombre}
            adresse = f"{reverse('fraicheur:passer_la_main')}?de={personne.pk}"
            messages.warning(
                request,
                format_html('{} <a href="{}">{}</a>', phrase, adresse, _("Passer la main")),
            )
