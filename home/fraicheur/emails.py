"""Mails of this room, in French: to people of the editorial team, by the outbox."""

from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE


def adresse(route: str, *args, **parametres) -> str:
    """Absolute, for a mail."""
    suite = f"?{urlencode(parametres)}" if parametres else ""
    return absolue(f"{reverse(route, args=args)}{suite}")


def absolue(chemin: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{chemin}"


@translation.override(settings.LANGUAGE_CODE)
def prevenir_de_la_reprise(a, *, de, par, nombre: int) -> None:
    sujet = ngettext(
        "%(nombre)s contenu de Territoires en commun vous est confié",
        "%(nombre)s contenus de Territoires en commun vous sont confiés",
        nombre,
    )
    contexte = {
        "de": de,
        "par": par,
        "nombre": nombre,
        "lien": adresse("ressources:index", responsable=a.pk),
    }
    lettres.envoyer(
        sujet % {"nombre": nombre},
        render_to_string("home/emails/reprise.txt", contexte),
        [a.email],
        {ENTETE_AU_SUJET_DE: f"{de.pk},{par.pk}"},
    )


@translation.override(settings.LANGUAGE_CODE)
def rappeler(rappel) -> None:
    """The mail of the week of one person (home/fraicheur/rappels.py)."""
    sujet = ngettext(
        "%(nombre)s contenu à relire sur Territoires en commun",
        "%(nombre)s contenus à relire sur Territoires en commun",
        rappel.nombre,
    ) % {"nombre": rappel.nombre}
    if rappel.nombre_en_retard:
        retard = ngettext(
            "dont %(nombre)s en retard", "dont %(nombre)s en retard", rappel.nombre_en_retard
        )
        sujet = f"{sujet}, {retard % {'nombre': rappel.nombre_en_retard}}"
    corps = render_to_string("home/emails/rappel.txt", {"rappel": rappel})
    lettres.envoyer(sujet, corps, [rappel.personne.email])
