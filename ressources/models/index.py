from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.models import BasePage
from ressources.cartes import carte_de_resultat
from ressources.models.theme import ThemePage
from search import ecran, facettes
from search.facade import PUBLIC

FACETTES = ("nature", "public", "taille", "theme", "niveau", "etiquette")


class RessourceIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["ressources.RessourcePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des ressources")
        verbose_name_plural = _("listes des ressources")

    def de_structure(self) -> bool:
        return True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        affichage = ecran.composer(
            request.GET,
            locale=get_language(),
            facettes=facettes.choisir(*FACETTES),
            fixe={"nature": ("ressource",)},
            tri="verifie",
            acces=PUBLIC,
        )
        cartes = [carte_de_resultat(ligne) for ligne in affichage.resultats.lignes]
        return context | {"ecran": affichage, "cartes": cartes}

    def get_template(self, request, *args, **kwargs):
        if request is not None and getattr(request, "htmx", False):
            return "ressources/_resultats.html"
        return super().get_template(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


class ThemeIndexPage(BasePage):
    parent_page_types = ["home.AccueilPage"]
    subpage_types = ["ressources.ThemePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("liste des thèmes")
        verbose_name_plural = _("listes des thèmes")

    def de_structure(self) -> bool:
        return True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        themes = ThemePage.objects.child_of(self).visibles().ordonnes()
        return context | {"themes": themes.defer_streamfields().avec_nombre_de_ressources()}
