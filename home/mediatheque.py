"""Who may delete an image or a document: nobody while something uses it.

Rédaction deletes what it has uploaded itself, the administration (the collection's right
« delete », that Wagtail does not read) anything. Wagtail alone reads « change » for both.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.edition.usages import references_vers
from home.models import SiteDocument, SiteImage


class PolitiqueDesMedias(CollectionOwnershipPermissionPolicy):
    def user_has_any_permission_for_instance(self, user, actions, instance):
        autres = set(actions) - {"delete"}
        if autres and super().user_has_any_permission_for_instance(user, autres, instance):
            return True
        return "delete" in actions and not self.refus_de_supprimer(user, instance)

    def refus_de_supprimer(self, user, media) -> str:
        """Why this person may not delete it; else nothing."""
        if not self._check_perm(user, ["delete"], collection=media.collection):
            du_role = self._check_perm(user, ["add"], collection=media.collection)
            if not du_role or media.uploaded_by_user_id != user.pk:
                return _("Vous ne pouvez supprimer que les fichiers que vous avez déposés.")
        usages = references_vers(media).count()
        if not usages:
            return ""
        return ngettext(
            "Ce fichier sert encore dans %(nombre)s contenu : retirez-le d’abord de cette page.",
            "Ce fichier sert encore dans %(nombre)s contenus : retirez-le d’abord de ces pages.",
            usages,
        ) % {"nombre": usages}


POLITIQUES = {
    modele: PolitiqueDesMedias(modele, auth_model=auth, owner_field_name="uploaded_by_user")
    for modele, auth in ((SiteImage, "wagtailimages.Image"), (SiteDocument, "wagtaildocs.Document"))
}


def installer() -> None:
    """For these very classes: Wagtail registers its own later, and that one would win."""
    for modele, politique in POLITIQUES.items():
        register_permission_policy(modele, politique, exact_class=True)
