"""Who may be given a content, and who may say that it is verified. docs/droits.md says it too."""

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.langues import miroir


def responsables_possibles(modele):
    """Open accounts that may modify such a content, by name: a queryset of people."""
    personnes = policy_registry.get_by_type(modele).users_with_any_permission(["change"])
    return personnes.order_by("last_name", "first_name", "email")


def raison_de_refus(objet, *, par) -> str:
    """Why `par` may not verify or hand over this content; empty when they may.

    No query for what `SuiviQuerySet.pour_suivi` has read. A review or a programmed publication
    refuses nothing: they are about the text.
    """
    if isinstance(objet, Page):
        if objet.alias_of_id or not miroir.est_source(objet):
            return _("suit la page française\u00a0: agissez sur celle-ci")
        permis = objet.permissions_for_user(par).can_edit()
    else:
        permis = policy_registry.get(objet).user_has_permission(par, "change")
    if not permis:
        return _("vous n’avez pas le droit de modifier ce contenu")
    if objet.locked and objet.locked_by_id != par.pk:
        if objet.locked_by is None:
            return _("verrouillé")
        return _("verrouillé par %(personne)s") % {"personne": objet.locked_by}
    return ""
