"""Who may delete an image or a document: nobody while something uses it, be it a draft.

Rédaction deletes what it has uploaded itself, the administration (the collection's right
« delete », that Wagtail does not read) anything. Wagtail alone reads « change » for both.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from home.models import SiteDocument, SiteImage
from home.usages import lecture as usages

NOMMES = 3


class PolitiqueDesMedias(CollectionOwnershipPermissionPolicy):
    def user_has_any_permission_for_instance(self, user, actions, instance):
        autres = set(actions) - {"delete"}
        if autres and super().user_has_any_permission_for_instance(user, autres, instance):
            return True
        return "delete" in actions and not self.refus_de_supprimer(user, instance)

    def refus_de_supprimer(self, user, media) -> str:
        """Why this person may not delete it; else nothing."""
        return self.refus(user, [media])[media.pk]

    def refus(self, user, medias: Iterable) -> dict[int, str]:
        """Key of each → why this person may not delete it; as many queries for one as for all."""
        medias = list(medias)
        raisons = self._refus_du_role(user, medias)
        sources = usages.sources(media for media in medias if not raisons[media.pk])
        return raisons | {
            pk: _sert_encore(cibles, par=user) for pk, cibles in sources.items() if cibles
        }

    def _refus_du_role(self, user, medias: list) -> dict[int, str]:
        toutes = self._collections(user, "delete")
        siennes = self._collections(user, "add")
        return {
            media.pk: ""
            if media.collection_id in toutes
            or (media.collection_id in siennes and media.uploaded_by_user_id == user.pk)
            else _("Vous ne pouvez supprimer que les fichiers que vous avez déposés.")
            for media in medias
        }

    def _collections(self, user, action: str) -> set[int]:
        if not user.is_active:
            return set()
        permises = self._collections_with_perm(user, [action])
        toutes = Collection.objects.all()
        return set((toutes if user.is_superuser else permises).values_list("pk", flat=True))


def _sert_encore(cibles: set, *, par) -> str:
    """Names three at most: the screen « Utilisations » has them all."""
    noms = usages.titres(sorted(cibles)[:NOMMES], par=par)
    return ngettext(
        "Ce fichier sert encore dans %(nombre)s contenu\u00a0: %(noms)s. Retirez-le d’abord de "
        "cette "
        "page, brouillon compris.",
        "Ce fichier sert encore dans %(nombre)s contenus\u00a0: %(noms)s. Retirez-le d’abord de "
        "ces "
        "pages, brouillons compris.",
        len(cibles),
    ) % {
        "nombre": len(cibles),
        "noms": ", ".join(f"«\u00a0{nom}\u00a0»" for nom in noms)
        + ("…" if len(cibles) > len(noms) else ""),
    }


POLITIQUES = {
    modele: PolitiqueDesMedias(modele, auth_model=auth, owner_field_name="uploaded_by_user")
    for modele, auth in ((SiteImage, "wagtailimages.Image"), (SiteDocument, "wagtaildocs.Document"))
}


def installer() -> None:
    """For these very classes: Wagtail registers its own later, and that one would win."""
    for modele, politique in POLITIQUES.items():
        register_permission_policy(modele, politique, exact_class=True)
