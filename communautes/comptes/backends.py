from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission


class SansMotDePasse(AuthenticationBackend):
    """Groups' rights and open sessions; no password opens anything, wherever it is typed."""

    def authenticate(self, request, **credentials):
        return None

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """One's own and those of one's groups in one query, where Django takes two."""
        if not user_obj.is_active or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            noms = ("content_type__app_label", "codename")
            siens = Permission.objects.filter(user=user_obj).order_by().values_list(*noms)
            des_groupes = Permission.objects.filter(group__user=user_obj).order_by()
            lus = siens.union(des_groupes.values_list(*noms))
            user_obj._perm_cache = {f"{app}.{code}" for app, code in lus}
        return user_obj._perm_cache
