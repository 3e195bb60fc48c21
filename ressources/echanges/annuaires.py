"""What the columns of resources look up, each list read once for all the lines."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model
from wagtail.documents import get_document_model
from wagtail.models import Site
from wagtail.permissions import policy_registry

from home.echanges.colonnes import Contexte, normaliser
from home.echanges.pages import Pages
from home.fraicheur.permissions import responsables_possibles
from ressources.models import Etiquette, RessourcePage, ThemePage


@dataclass
class Themes(Contexte):
    @cached_property
    def site(self) -> str:
        """What an address of this site begins with."""
        return Site.objects.get(is_default_site=True).root_url

    @cached_property
    def themes(self) -> dict[int, str]:
        lignes = ThemePage.objects.francais().order_by("pk").values_list("pk", "title")
        return dict(lignes)

    @cached_property
    def cles_des_themes(self) -> dict[str, int]:
        slugs = ThemePage.objects.francais().values_list("slug", "pk")
        par_slug = {normaliser(slug): pk for slug, pk in slugs}
        return par_slug | {normaliser(titre): pk for pk, titre in self.themes.items()}


@dataclass
class Mots(Themes):
    """And tags."""

    @cached_property
    def etiquettes(self) -> dict[int, str]:
        return dict(Etiquette.objects.values_list("pk", "name"))

    @cached_property
    def cles_des_etiquettes(self) -> dict[str, tuple[int | None, str]]:
        """Normalised word → its key (None: to be made) and how it is written."""
        return {normaliser(nom): (pk, nom) for pk, nom in self.etiquettes.items()}


@dataclass
class Annuaires(Pages, Mots):
    """And people and files."""

    @cached_property
    def personnes(self) -> dict[int, str]:
        """Those who may be given a resource."""
        return dict(responsables_possibles(RessourcePage).order_by().values_list("pk", "email"))

    @cached_property
    def cles_des_personnes(self) -> dict[str, int]:
        return {email.lower(): pk for pk, email in self.personnes.items()}

    @cached_property
    def anciennes_personnes(self) -> dict[int, str]:
        """Who had one once, and may not be given any more."""
        autres = get_user_model().objects.exclude(pk__in=self.personnes)
        return dict(autres.values_list("pk", "email"))

    @cached_property
    def fichiers(self) -> dict[int, str]:
        return dict(get_document_model().objects.order_by("-pk").values_list("pk", "title"))

    @cached_property
    def fichiers_choisissables(self) -> set[int]:
        droits = policy_registry.get_by_type(get_document_model())
        choisis = droits.instances_user_has_any_permission_for(
            self.utilisateur, ["choose", "change", "add"]
        )
        return set(choisis.values_list("pk", flat=True))

    @cached_property
    def cles_des_fichiers(self) -> dict[str, list[int]]:
        cles: dict[str, list[int]] = {}
        for pk, titre in self.fichiers.items():
            if pk in self.fichiers_choisissables:
                cles.setdefault(normaliser(titre), []).append(pk)
        return cles
