"""The contents whose quality is surveyed, as rooms declare them (AppConfig.ready)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.permissions import policy_registry


@dataclass(frozen=True)
class Contenu:
    """A type of public content.

    `vivants()`: those that the public reads. `responsable`, `theme`: lookups from the model, empty
    when it has none. `revoir`: its date of next reading. `duree`: minutes that readers are told.
    `regles`: what this type alone asks for. `avec_resume`: whether its summary is read anywhere.
    """

    modele: type[Model]
    libelle: str
    vivants: Callable[[], QuerySet]
    route: str
    titre: str = "title"
    responsable: str = ""
    theme: str = ""
    revoir: str = ""
    duree: Callable[[Model], int | None] = lambda objet: None
    regles: tuple[Callable[[Model], Iterable], ...] = ()
    avec_doublons: bool = True
    avec_resume: bool = True

    @property
    def type_de_contenu(self) -> ContentType:
        return ContentType.objects.get_for_model(self.modele)

    def titre_de(self, objet: Model) -> str:
        return str(getattr(objet, self.titre))

    def peut_modifier(self, personne) -> bool:
        """Whether this person may open the form of one of them (cached permissions)."""
        politique = policy_registry.get_by_type(self.modele)
        return politique.user_has_any_permission(personne, ["change"])


_CONTENUS: dict[type[Model], Contenu] = {}
_themes: list[Callable[[], list[tuple[int, str]]]] = []


def enregistrer(contenu: Contenu) -> None:
    _CONTENUS[contenu.modele] = contenu


def enregistrer_themes(themes: Callable[[], list[tuple[int, str]]]) -> None:
    """(key, name) of the themes by which the report is filtered."""
    _themes[:] = [themes]


def contenus() -> list[Contenu]:
    return list(_CONTENUS.values())


def contenu(modele: type[Model]) -> Contenu | None:
    return _CONTENUS.get(modele)


def themes() -> list[tuple[int, str]]:
    return [choix for lire in _themes for choix in lire()]


def du_responsable(personne_pk: int) -> Q:
    return _des_objets("responsable", personne_pk)


def du_theme(theme_pk: int) -> Q:
    return _des_objets("theme", theme_pk)


def _des_objets(attribut: str, valeur: int) -> Q:
    """Findings of the objects for which this lookup gives this value, as they are now."""
    condition = Q(pk__in=[])
    for contenu_ in contenus():
        if recherche := getattr(contenu_, attribut):
            objets = contenu_.modele._default_manager.filter(**{recherche: valeur})
            condition |= Q(
                type_de_contenu=contenu_.type_de_contenu, objet_pk__in=objets.values("pk")
            )
    return condition
