"""/_composants/: every block of a body, from its preview, in the real page (TEC_GALERIE)."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from home.blocks import CorpsBlock

NIVEAU = 3  # under the h2 that names the block


def galerie(request):
    if not settings.TEC_GALERIE:
        raise Http404
    composants = [_apercu(nom, bloc) for nom, bloc in CorpsBlock().child_blocks.items()]
    return render(request, "home/galerie.html", {"composants": composants})


def _apercu(nom: str, bloc) -> dict:
    """{nom, libelle, description, html} of one block, as the admin's picker shows it."""
    valeur = bloc.get_preview_value()
    contexte = bloc.get_preview_context(valeur, {"niveau": NIVEAU})
    return {
        "nom": nom,
        "libelle": bloc.label,
        "description": strip_tags(bloc.get_description()),
        "html": mark_safe(bloc.render(valeur, contexte)),  # noqa: S308
    }
