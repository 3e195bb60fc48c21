"""Who may delete, move or withdraw a page: one place for the screens, the menus and the API.

docs/droits.md is its table. What the role may do at all comes from the groups (comptes/0002_roles);
this says on which pages. `bulk_delete`, that only the administration has, tells it apart.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.models import PagePermissionTester

EXPLICATIONS = {
    "delete": _(
        "Seule l’administration peut supprimer cette page : la rédaction ne supprime que ses "
        "propres brouillons, jamais publiés et sans page en dessous."
    ),
    "move": _("Seule l’administration peut déplacer cette page : le site repose sur elle."),
    "unpublish": _("Seule l’administration peut dépublier cette page : le site repose sur elle."),
}


class DroitsDePage(PagePermissionTester):
    def est_administration(self) -> bool:
        return self.user.is_superuser or "bulk_delete" in self.permissions

    def can_delete(self, ignore_bulk=False):
        """Published once, or with pages below: administration only; a draft: its owner too."""
        if not super().can_delete(ignore_bulk=True):
            return False
        return self.est_administration() or self._est_son_brouillon()

    def _est_son_brouillon(self) -> bool:
        page = self.page
        jamais_publiee = not page.live and page.first_published_at is None
        return (
            "add" in self.permissions
            and page.owner_id == self.user.pk
            and jamais_publiee
            and page.is_leaf()
        )

    def can_move(self):
        return self._peut_toucher() and (
            self.est_administration() or {"add", "change"} <= self.permissions
        )

    def can_copy(self):
        """A copy is a new page."""
        return super().can_copy() and (self.user.is_superuser or "add" in self.permissions)

    def can_unpublish(self):
        return super().can_unpublish() and self._peut_toucher()

    def can_set_view_restrictions(self):
        return super().can_set_view_restrictions() and self._peut_toucher()

    def can_reorder_children(self):
        """The order of pages is moving them: nothing for who only reads and corrects."""
        return super().can_reorder_children() and (
            self.est_administration() or "add" in self.permissions
        )

    def _peut_toucher(self) -> bool:
        """False on the pages that the site stands on, but for the administration."""
        if not self.user.is_active or self.page_is_root:
            return False
        return self.est_administration() or not self.page.de_structure()


def refus(acte: str, page, personne) -> str:
    """Why this person may not `delete`, `move` or `unpublish` this page, when the rule is here.

    Else nothing: they may, or Wagtail has its own reason (a lock, a role without that right).
    """
    if acte != "delete" and not page.specific.de_structure():
        return ""
    if acte == "unpublish" and not page.live:
        return ""
    droits = page.permissions_for_user(personne)
    return "" if getattr(droits, f"can_{acte}")() else str(EXPLICATIONS[acte])
