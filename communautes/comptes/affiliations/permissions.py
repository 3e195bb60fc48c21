"""Who may answer a request, and change a member."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.droits import verdict


class JamaisALaMain(ModelPermissionPolicy):
    """Superusers too: an affiliation changes by an act, with its reason and its trace."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)


def peut_instruire(personne) -> bool:
    """ANCT: validates, refuses, ends, settles a contest."""
    return personne.is_active and personne.has_perm("affiliations.instruire_affiliation")


def qui_instruit():
    """Each to whom `peut_instruire` says yes: by a group of any name, in person, or by rank."""
    droit = Permission.objects.filter(
        content_type__app_label="affiliations", codename="instruire_affiliation"
    )
    return (
        get_user_model()
        .objects.filter(
            Q(is_superuser=True) | Q(groups__permissions__in=droit) | Q(user_permissions__in=droit),
            is_active=True,
        )
        .distinct()
    )


def affiliation_qui_gere(personne, collectivite) -> Affiliation | None:
    """The one by which this person manages the members of that collectivité, and no other: an
    intercommunalité has no say on its communes.
    """
    sienne = (
        Affiliation.objects.membres()
        .select_related("collectivite")
        .filter(personne=personne, collectivite=collectivite)
        .first()
    )
    return sienne if verdict("gerer_membres", sienne).permis else None
