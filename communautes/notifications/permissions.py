from wagtail.permission_policies import ModelPermissionPolicy

from communautes.comptes.models import User


class LectureSeule(ModelPermissionPolicy):
    """Superusers too: what was sent stays what was sent."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)


def peut_renvoyer(user: User) -> bool:
    return user.has_perm("notifications.renvoyer_courriel")
