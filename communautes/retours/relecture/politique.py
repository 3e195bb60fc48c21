"""What the admin does of a retour, and for whom."""

from wagtail.permission_policies import ModelPermissionPolicy

from communautes.retours.permissions import relit

# Beginning one asks who signs it, and deleting a draft is its authors' (the site does both).
# Superusers included.
AILLEURS = {"add", "delete"}


class PolitiqueDesRetours(ModelPermissionPolicy):
    """The admin shows drafts in each of its screens: it opens to who reads them on the site."""

    def user_has_permission(self, user, action):
        return action not in AILLEURS and relit(user) and super().user_has_permission(user, action)
