"""What the admin does not do of a retour, superusers included."""

from wagtail.permission_policies import ModelPermissionPolicy

# Beginning one asks who signs it, and deleting a draft is its authors' (the site does both).
AILLEURS = {"add", "delete"}


class PolitiqueDesRetours(ModelPermissionPolicy):
    def user_has_permission(self, user, action):
        return action not in AILLEURS and super().user_has_permission(user, action)
