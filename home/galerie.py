"""/_composants/: every block and component, from its example, in the real page (TEC_GALERIE)."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from home.blocks import CorpsBlock
from home.blocks.listes import CARTE, TITRES
from home.referentiels import Pictogramme

NIVEAU = 3  # under the h2 that names the block
_AJOUTES: dict[str, Callable[[], list[dict]]] = {}


def ajouter(nom: str, exemples: Callable[[], list[dict]]) -> None:
    """A room shows its component (AppConfig.ready): `exemples` gives the contexts of each."""
    _AJOUTES[nom] = exemples


class FormulaireExemple(forms.Form):
    nom = forms.CharField(label="Votre nom", help_text="Prénom et nom.")
    genre = forms.ChoiceField(
        label="Votre message porte sur",
        choices=[("question", "Une question"), ("defaut", "Un défaut d’accessibilité")],
        widget=forms.RadioSelect,
    )


def galerie(request):
    if not settings.TEC_GALERIE:
        raise Http404
    contexte = {"blocs": [_bloc(nom, bloc) for nom, bloc in CorpsBlock().child_blocks.items()]}
    return render(request, "home/galerie.html", contexte | {"composants": _composants(request)})


def _bloc(nom: str, bloc) -> dict:
    """{nom, libelle, description, html} of one block, as the admin's picker shows it."""
    valeur = bloc.get_preview_value()
    contexte = bloc.get_preview_context(valeur, {"niveau": NIVEAU})
    return {
        "nom": nom,
        "libelle": bloc.label,
        "description": bloc.get_description(),
        "html": mark_safe(bloc.render(valeur, contexte)),  # noqa: S308
    }


def _composants(request) -> list[dict]:
    """{nom, html} of the components that need no page; the others are on the pages."""
    return [
        {"nom": nom, "html": _composant(nom, contextes, request)}
        for nom, contextes in (_exemples() | {n: voir() for n, voir in _AJOUTES.items()}).items()
    ]


def _composant(nom: str, contextes: list[dict], request):
    gabarit = f"components/{nom}.html"
    return format_html_join(
        "\n", "{}", ((render_to_string(gabarit, contexte, request),) for contexte in contextes)
    )


def _exemples() -> dict[str, list[dict]]:
    """Name of a component → the contexts to show it with."""
    formulaire = FormulaireExemple({"nom": "", "genre": "question"})
    formulaire.is_valid()
    carte = CARTE | {"titre": TITRES[0]}
    fichier = {"titre": "Règlement type", "url": "#", "details": "PDF, 42\u00a0ko", "langue": "fr"}
    parties = [{"titre": titre, "ancre": "composant-heading"} for titre in TITRES]
    parents = [{"titre": "Accueil", "url": "/"}]
    etape = {"quand": "Mars", "pictogramme": "urne", "titre": "Annoncer"}
    etape |= {"vous": "délibérez et publiez le règlement.", "finance": "l’animation."}
    return {
        "pictogramme": [
            {"nom": choix.value, "accent": "blue-ecume", "variante": 1 + rang % 4}
            for rang, choix in enumerate(Pictogramme)
        ],
        "fil_ariane": [{"parents": parents, "titre": "Composants"}],
        "sommaire": [{"parties": parties}],
        "entete_section": [
            {
                "id": "exemple-de-section",
                "titre": "Dernières ressources",
                "phrase": "Ce que l’on vient de publier.",
                "lien": "Voir toutes les ressources",
                "url": "#",
            }
        ],
        "ligne_ressource": [{"carte": carte, "niveau": NIVEAU}],
        "carte_ressource": [{"carte": carte, "niveau": NIVEAU}],
        "fichier": [
            {"fichier": fichier | {"accessible": True}},
            {"fichier": fichier | {"alternative": {"texte": "Trois articles, une annexe."}}},
        ],
        "chemin": [{"etapes": [etape] * 4, "niveau": NIVEAU}],
        "champ": [{"champ": formulaire["nom"]}],
        "choix": [{"champ": formulaire["genre"]}],
        "partage": [{"adresse": "/_composants/"}],
        "vide": [
            {
                "titre": "Aucune ressource ne correspond",
                "phrase": "Retirez un filtre, ou cherchez un mot plus court.",
                "libelle": "Voir toutes les ressources",
                "url": "#",
            }
        ],
    }
