"""Closing an account: what its owner kept alive does not stay without anybody."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.fraicheur import depart


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
