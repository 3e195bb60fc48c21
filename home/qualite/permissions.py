"""Who reads the report, and who may set a finding aside (docs/droits.md)."""

from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.qualite import registre
from home.qualite.models import Constat

LECTURE = ("add", "change", "publish")


def peut_lire(personne) -> bool:
    """Who writes, corrects or publishes pages."""
    return policy_registry.get_by_type(Page).user_has_any_permission(personne, LECTURE)


def peut_corriger(personne, constat: Constat) -> bool:
    """Who may open the form of such a content may mend it, or say that it needs no mending."""
    contenu = registre.contenu(constat.type_de_contenu.model_class())
    return contenu is not None and peut_lire(personne) and contenu.peut_modifier(personne)
