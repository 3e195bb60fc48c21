"""The end of an address, typed where the whole address is read."""

import re
from collections.abc import Iterable

from django.db import connection
from django.utils.text import slugify
from wagtail.admin.widgets.slug import SlugInput

_NUMERO = re.compile(r"(-\d+)+$")


class AdresseInput(SlugInput):
    """`debut`: what stands before, « /ressources/ »; the form knows it (forms.AdresseMixin)."""

    template_name = "home/edition/adresse.html"
    debut = ""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"debut": self.debut}


def chemin_de(page) -> str:
    """Path of this page, as visitors read it; nothing when it is outside of the site."""
    parties = page.get_url_parts() if page is not None else None
    return parties[2] if parties and parties[2] else ""


def adresse_libre(
    modele, titre: str, *, sinon: str, prises: Iterable[str] = (), un_a_la_fois: bool = False
) -> str:
    """An end of address made of this title, numbered when another content of `modele` has it.

    `sinon`: for a title without a letter; `prises`: words that are taken by something else.
    `un_a_la_fois`: of two that ask at once, the second one waits until the first one's content is
    there; not for thousands in one transaction, PostgreSQL keeps each of those locks.
    """
    longueur = modele._meta.get_field("slug").max_length
    base = slugify(titre)[: longueur - 6].strip("-") or sinon
    if un_a_la_fois:
        _attendre(modele, _NUMERO.sub("", base))
    connues = modele.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    occupees = {*prises, *connues}
    slug, rang = base, 2
    while slug in occupees:
        slug, rang = f"{base}-{rang}", rang + 1
    return slug


def _attendre(modele, racine: str) -> None:
    """Until the end of the transaction. « cour-2 » is also the second « cour »: one root."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"adresse:{modele._meta.label}:{racine}"],
        )
