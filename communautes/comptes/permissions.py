"""Who may open, change or close whose account. docs/droits.md says it in words."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from communautes.comptes.models import User

# The roles that migration 0002 makes: what the administration may give, and no more.
ROLES_EDITORIAUX = ("Rédaction", "Relecture", "Administration")


def roles_attribuables(par: User) -> QuerySet[Group]:
    """A group that a superuser made may hold any right: only a superuser gives it."""
    groupes = Group.objects.order_by("name")
    return groupes if par.is_superuser else groupes.filter(name__in=ROLES_EDITORIAUX)


def peut_gerer(par: User, personne: User) -> bool:
    """Whoever changes an address may then sign in with it: nobody manages someone above."""
    if personne.est_anonymisee:
        return False  # there is nobody any more
    if par.is_superuser:
        return True
    return not (
        personne.is_superuser
        or personne.user_permissions.exists()
        or personne.groups.exclude(name__in=ROLES_EDITORIAUX).exists()
    )


def doit_prouver(personne: User) -> bool:
    """Whoever may enter the admin, and the groups to which another room gives this permission
    (moderators, providers): a code received by mail is not enough."""
    return personne.has_perm("wagtailadmin.access_admin") or personne.has_perm(
        "comptes.prouver_second_facteur"
    )


def qui_a(application: str, code: str) -> QuerySet[User]:
    """Each who may sign in and has this permission: by a group of any name, in person, or by
    rank.
    """
    droit = Permission.objects.filter(content_type__app_label=application, codename=code)
    par = Q(is_superuser=True) | Q(groups__permissions__in=droit) | Q(user_permissions__in=droit)
    return User.objects.filter(par, is_active=True).distinct()
