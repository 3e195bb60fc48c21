"""Which pages a person may go through: the roles hold their rights on the root of the tree."""

from wagtail.models import AbstractPage, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy


class PolitiqueDesPages(PagePermissionPolicy):
    """Wagtail looks, on each screen, for the first page above all those on which one has rights,
    and reads it again; who has rights on the root has it already, and goes everywhere.
    """

    def explorable_root_instance(self, user):
        connue = self._explorable_root_instance_cache_name
        if not hasattr(user, connue) and (racine := self._racine_tenue(user)):
            setattr(user, connue, racine)
        return super().explorable_root_instance(user)

    def explorable_instances(self, user):
        if self._racine_tenue(user):
            return self.model._default_manager.all()
        return super().explorable_instances(user)

    def _racine_tenue(self, user) -> Page | None:
        if not user.is_active or user.is_superuser:
            return None
        tenues = self.instances_with_direct_explore_permission(user)
        return next((page for page in tenues if page.is_root()), None)


def installer() -> None:
    register_permission_policy(AbstractPage, PolitiqueDesPages("wagtailcore.Page"))
