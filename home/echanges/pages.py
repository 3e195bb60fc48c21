"""Tables whose objects are pages of one type, under one parent, in the source language."""

import re
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PagePermissionTester, WorkflowState

from home.echanges.brouillons import TableDeBrouillons
from home.echanges.colonnes import Contexte
from home.langues.lecture import SOURCE

DERIVEE = re.compile(r"page-(\d{1,18})")


@dataclass
class Pages(Contexte):
    parent: Page | None = None


class TableDePages(TableDeBrouillons):
    """A page is found by its `reference`, or by « page-<key> » when it has none."""

    modele: type[Page]
    modele_parent: type[Page]
    longueur_de_reference = 60
    droits_sur_le_parent = True
    a_tenir = ("page_ptr", "self")  # in the order of every save: two writers never cross

    def parent(self) -> Page:
        return self.modele_parent.objects.filter(locale__language_code=SOURCE).get()

    def objets(self):
        """Neither mirrors nor translations."""
        return self.modele.objects.filter(alias_of=None, locale__language_code=SOURCE)

    def prechargees(self, objets):
        return objets.select_related("locale")

    def peut_importer(self, utilisateur) -> bool:
        droits = self._droits(utilisateur)
        return droits.can_add_subpage() and droits.can_publish_subpage()

    def peut_exporter(self, utilisateur) -> bool:
        droits = self._droits(utilisateur)
        return droits.can_edit() or droits.can_add_subpage()

    def _droits(self, utilisateur) -> PagePermissionTester:
        """Asked once of who comes: the menu of each screen asks again."""
        if not hasattr(utilisateur, "_droits_des_echanges"):
            utilisateur._droits_des_echanges = {}
        connus = utilisateur._droits_des_echanges
        if self.code not in connus:
            connus[self.code] = self.parent().permissions_for_user(utilisateur)
        return connus[self.code]

    def contexte(self, utilisateur, *, publier: bool = False) -> Pages:
        return Pages(utilisateur, publier, parent=self.parent())

    # Reading

    def reference_de(self, objet) -> str:
        return objet.reference or f"page-{objet.pk}"

    def trouves(self, references):
        derivees = [int(m[1]) for reference in references if (m := DERIVEE.fullmatch(reference))]
        portees = Q(reference__in=references) | Q(pk__in=derivees, reference="")
        return (
            self.objets()
            .filter(portees)
            .prefetch_related(_relectures())
            .annotate_approved_schedule()
        )

    def nouveau(self, contexte):
        return self.modele(owner=contexte.utilisateur, locale=contexte.parent.locale)

    def intitule(self, objet) -> str:
        return objet.title

    def peut_modifier(self, objet, utilisateur, *, publier) -> bool:
        droits = objet.permissions_for_user(utilisateur)
        return droits.can_edit() and (not publier or droits.can_publish())

    def verrouille(self, objet, utilisateur) -> bool:
        return objet.permissions_for_user(utilisateur).page_locked()

    # Writing

    def creer(self, valeurs, contexte):
        page = self.nouveau(contexte)
        page.live = False
        self.poser(page, valeurs, contexte)
        slug = slugify(page.title)[:200].strip("-") or "page"
        page.slug = find_available_slug(contexte.parent, slug)
        contexte.parent.add_child(instance=page)
        return page

    # Undoing

    def ce_qui_la_retient(self, objet) -> str:
        if objet.get_translations().filter(alias_of=None).exists():
            return _("Cette page a été traduite depuis\u00a0: elle reste.")
        versions = objet.get_translations(inclusive=True)
        if Redirect.objects.filter(redirect_page__in=versions.values("pk")).exists():
            return _("Une ancienne adresse mène à celle-ci\u00a0: elle reste.")
        return super().ce_qui_la_retient(objet)

    def _elle_et_ses_reflets(self, objet) -> dict:
        return {"translation_key": objet.translation_key}

    def supprimer(self, objet, utilisateur) -> None:
        # Only the administration deletes what was public; this was never anything but the import's.
        objet.delete(user=utilisateur, skip_permission_checks=True)


def _relectures() -> Prefetch:
    """For `current_workflow_state`: Wagtail’s own only works on untyped querysets."""
    actives = WorkflowState.objects.active().select_related("current_task_state__task")
    return Prefetch(
        "_specific_workflow_states", queryset=actives, to_attr="_current_workflow_states"
    )
