"""Records that the admin reads, and that something else than its forms writes."""

from wagtail.permission_policies import ModelPermissionPolicy


class LectureSeule(ModelPermissionPolicy):
    """Superusers too: what changes these has a rule, a reason or a trace of its own."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)
