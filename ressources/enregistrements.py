"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from home import indexation, navigation, sections
from home.cartes import enregistrer_fournisseur
from ressources import accueil, corps
from ressources.models import RessourceIndexPage, RessourcePage, ThemeIndexPage, ThemePage
from ressources.referentiels import Nature
from search import facettes, registre


def valeurs_themes(locale: str) -> list[facettes.Valeur]:
    """Themes by their French slug, called as readers of `locale` read them: one query."""
    pages = (
        ThemePage.objects.visibles()
        .filter(locale__language_code__in=["fr", locale])
        .ordonnes()
        .values_list("translation_key", "locale__language_code", "slug", "title", "alias_of")
    )
    codes = {cle: slug for cle, langue, slug, *_ in pages if langue == "fr"}
    return [
        facettes.Valeur(codes[cle], str(cle), titre, langue="fr" if alias else locale)
        for cle, langue, _, titre, alias in pages
        if langue == locale and cle in codes
    ]


def valeurs_natures(locale: str) -> list[facettes.Valeur]:
    return [facettes.Valeur(choix.value, choix.value, str(choix.label)) for choix in Nature]


def brancher() -> None:
    for facette in (
        facettes.Facette("theme", "themes", _("Thème"), valeurs_themes),
        facettes.Facette("nature", "sous_nature", _("Nature"), valeurs_natures),
        facettes.Facette("etiquette", "etiquettes", _("Étiquette"), langue="fr"),
    ):
        facettes.enregistrer(facette)
    registre.enregistrer(
        registre.Nature(
            code="ressource",
            libelle=_("Ressource"),
            libelle_pluriel=_("Ressources"),
            ordre=10,
            documents=partial(indexation.documents, RessourcePage),
        )
    )
    registre.enregistrer(
        registre.Nature(
            code="theme",
            libelle=_("Thème"),
            libelle_pluriel=_("Thèmes"),
            ordre=20,
            documents=partial(indexation.documents, ThemePage),
        )
    )
    navigation.enregistrer(navigation.Entree(_("Thèmes"), 10, ThemeIndexPage))
    navigation.enregistrer(navigation.Entree(_("Ressources"), 30, RessourceIndexPage))
    for section in (
        sections.Section("themes", 60, "ressources/sections/themes.html", accueil.themes),
        sections.Section(
            "ressources", 70, "ressources/sections/ressources.html", accueil.ressources
        ),
        sections.Section("chiffres", 90, "ressources/sections/chiffres.html", accueil.chiffres),
    ):
        sections.enregistrer(section)
    enregistrer_fournisseur(corps.cartes)
