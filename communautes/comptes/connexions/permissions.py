from wagtail.permission_policies import ModelPermissionPolicy


class JamaisEcrit(ModelPermissionPolicy):
    """Superusers too: the log of sign-ins is read."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)
