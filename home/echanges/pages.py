"""Tables whose objects are pages of one type, under one parent, in the source language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, ReferenceIndex, Revision, WorkflowState

from home.echanges.colonnes import (
    Conclusion,
    Contexte,
    Ecriture,
    Existant,
    Table,
)
from home.echanges.evaluation import LOT, erreur
from home.langues.lecture import SOURCE
from home.publication import manques

DERIVEE = re.compile(r"page-(\d{1,18})")


@dataclass
class Pages(Contexte):
    parent: Page | None = None


class TableDePages(Table):
    """A page is found by its `reference`, or by « page-<key> » when it has none."""

    modele: type[Page]
    modele_parent: type[Page]
    propose_la_publication = True
    refus_connus = (ValidationError, PermissionDenied)
    longueur_de_reference = 60
    champs_des_manques: dict[str, str] = {}  # field or relation that lacks → column

    def parent(self) -> Page:
        return self.modele_parent.objects.filter(locale__language_code=SOURCE).get()

    def pages(self):
        """The pages that come in and go out: neither mirrors nor translations."""
        return self.modele.objects.filter(alias_of=None, locale__language_code=SOURCE)

    def peut_importer(self, utilisateur) -> bool:
        droits = self.parent().permissions_for_user(utilisateur)
        return droits.can_add_subpage() and droits.can_publish_subpage()

    def peut_exporter(self, utilisateur) -> bool:
        politique = self.parent().permissions_for_user(utilisateur)
        return politique.can_edit() or politique.can_add_subpage()

    def contexte(self, utilisateur, *, publier: bool = False) -> Pages:
        return Pages(utilisateur, publier, parent=self.parent())

    # Reading

    def reference_de(self, page) -> str:
        return page.reference or f"page-{page.pk}"

    def charger(self, references: Iterable[str], contexte) -> dict[str, Existant]:
        derivees = [int(m[1]) for reference in references if (m := DERIVEE.fullmatch(reference))]
        pages = (
            self.prechargees(
                self.pages().filter(Q(reference__in=references) | Q(pk__in=derivees, reference=""))
            )
            .select_related("latest_revision", "locked_by")
            .prefetch_related(_relectures())
            .annotate_approved_schedule()
        )
        return {
            self.reference_de(page): Existant(
                self.etat_a_modifier(page), page.pk, page.latest_revision_id
            )
            for page in pages
        }

    def prechargees(self, pages):
        """With the child rows that columns read."""
        return pages

    def etat_a_modifier(self, page):
        """The page as its next edition finds it: with the changes that wait in its draft."""
        if not page.has_unpublished_changes or page.latest_revision is None:
            return page
        # Not `with_content_json`: it asks the database whether each key still exists.
        brouillon = type(page).from_serializable_data(page.latest_revision.content, check_fks=False)
        brouillon.reference = page.reference
        brouillon.publique = page
        return brouillon

    def nouveau(self, contexte):
        return self.modele(owner=contexte.utilisateur, locale=contexte.parent.locale)

    def intitule(self, objet) -> str:
        return objet.title

    def conclure(self, objet, existant, valeurs, contexte) -> Conclusion:
        conclusion = Conclusion()
        page = getattr(objet, "publique", objet) if existant else None
        voulu = valeurs.get("statut")
        contenu = set(valeurs) - {"statut"}
        if page is not None and page.live:
            conclusion.publier = contexte.publier and bool(contenu)
        else:
            conclusion.publier = contexte.publier and (
                voulu is True or (voulu is None and (page is None or bool(contenu)))
            )
            if page is not None and conclusion.publier:
                conclusion.differences = [_difference_de_statut(self)]
        if page is not None and (contenu or conclusion.publier):
            conclusion.erreurs += [
                erreur(None, phrase) for phrase in self.empechements(page, conclusion, contexte)
            ]
        if conclusion.publier:
            conclusion.erreurs += self._manques(objet)
        return conclusion

    def empechements(self, page, conclusion: Conclusion, contexte) -> list[str]:
        """Why this existing page may not be modified now."""
        droits = page.permissions_for_user(contexte.utilisateur)
        if not droits.can_edit() or (conclusion.publier and not droits.can_publish()):
            return [_("Vous n’avez pas le droit de modifier cette page.")]
        if page.current_workflow_state is not None:
            return [
                _(
                    "Cette page est en relecture\u00a0: attendez la réponse, ou retirez-la de "
                    "la relecture."
                )
            ]
        if page.approved_schedule:
            return [_("Cette page a une publication programmée\u00a0: annulez-la d’abord.")]
        if droits.page_locked():
            return [
                _("Cette page est verrouillée\u00a0: demandez à qui l’a verrouillée de la rouvrir.")
            ]
        if conclusion.publier and page.live and page.has_unpublished_changes:
            return [
                _(
                    "Cette page a des modifications non publiées, que l’import publierait "
                    "aussi\u00a0: "
                    "publiez-les ou retirez-les d’abord."
                )
            ]
        return []

    def _manques(self, objet) -> list[dict]:
        colonnes = {colonne.nom: colonne for colonne in self.colonnes}
        return [
            erreur(colonnes.get(self.champs_des_manques.get(champ, champ)), phrase)
            for champ, phrase in manques(objet).items()
        ]

    # Writing

    def ecrire(self, pk, valeurs, publier, contexte) -> Ecriture:
        self.preparer(valeurs, contexte)
        page = self._creer(valeurs, contexte) if pk is None else None
        if page is not None:
            avant, etat = None, {}
        else:
            page, avant, etat = self._a_modifier(pk, contexte)
            self._poser(page, valeurs, contexte)
        revision = page.save_revision(user=contexte.utilisateur, log_action=True)
        if publier:
            revision.publish(user=contexte.utilisateur)
        return Ecriture(
            page, avant, revision.pk, etat | {"publiee": publier or etat.get("live", False)}
        )

    def preparer(self, valeurs: dict, contexte) -> None:
        """Make what these values need, before they are given to a page that is written."""

    def _creer(self, valeurs, contexte):
        page = self.nouveau(contexte)
        page.live = False
        self._poser(page, valeurs, contexte)
        slug = slugify(page.title)[:200].strip("-") or "page"
        page.slug = find_available_slug(contexte.parent, slug)
        contexte.parent.add_child(instance=page)
        return page

    def _poser(self, page, valeurs, contexte) -> None:
        for nom, valeur in valeurs.items():
            self.colonne(nom).poser(page, valeur, contexte)

    def _a_modifier(self, pk, contexte):
        """The page's draft, the revision to come back to, and what it was for readers."""
        rangee = self.modele.objects.select_for_update(of=("self",)).get(pk=pk)
        if rangee.latest_revision is None:
            rangee.save_revision(user=contexte.utilisateur, changed=False, clean=False)
        etat = {"live": rangee.live, "brouillon": rangee.has_unpublished_changes}
        return rangee.get_latest_revision_as_object(), rangee.latest_revision_id, etat

    # Undoing

    def defaire(self, ligne, utilisateur) -> str:
        page = self.modele.objects.select_for_update(of=("self",)).filter(pk=ligne.cible_pk).first()
        if page is None:
            return "" if ligne.avant is None else _("Cette page a été supprimée depuis.")
        if page.latest_revision_id != ligne.apres or page.live != ligne.etat["publiee"]:
            return _(
                "Quelqu’un a modifié, publié ou retiré cette page depuis l’import\u00a0: elle "
                "reste comme elle est."
            )
        if page.current_workflow_state is not None or page.locked:
            return _("Cette page est en relecture ou verrouillée\u00a0: elle reste comme elle est.")
        if ligne.avant is None:
            return self._supprimer(page, utilisateur)
        try:
            with transaction.atomic():
                return self._rendre(page, ligne, utilisateur)
        except ValidationError as refus:
            return _("Sa version d’avant ne peut plus être remise\u00a0: %(phrases)s") % {
                "phrases": " ".join(refus.messages)
            }

    def _supprimer(self, page, utilisateur) -> str:
        if page.get_translations().filter(alias_of=None).exists():
            return _("Cette page a été traduite depuis\u00a0: elle reste.")
        siennes = Page.objects.filter(translation_key=page.translation_key).values_list(
            "pk", flat=True
        )
        if ReferenceIndex.get_references_to(page).exclude(object_id__in=map(str, siennes)).exists():
            return _("D’autres pages mènent à celle-ci\u00a0: elle reste.")
        # Only the administration deletes what was public; this was never anything but the import's.
        page.delete(user=utilisateur, skip_permission_checks=True)
        return ""

    def _rendre(self, page, ligne, utilisateur) -> str:
        """Put the content of before back, as a new revision: history keeps both."""
        avant = Revision.objects.filter(pk=ligne.avant).first()
        if avant is None:
            return _(
                "Sa version d’avant l’import n’est plus conservée\u00a0: elle reste comme elle est."
            )
        ancienne = avant.as_object()
        live, brouillon = ligne.etat["live"], ligne.etat["brouillon"]
        revision = ancienne.save_revision(
            user=utilisateur, log_action=True, previous_revision=avant, clean=False
        )
        ligne.rendue(revision)
        if live and not brouillon:
            revision.publish(user=utilisateur, previous_revision=avant, skip_permission_checks=True)
        elif page.live and not live:
            ancienne.unpublish(user=utilisateur)
        return ""

    def a_exporter(self, pks: list[int], contexte) -> Iterator:
        for debut in range(0, len(pks), LOT):
            lot = pks[debut : debut + LOT]
            pages = self.prechargees(self.pages().filter(pk__in=lot)).select_related(
                "latest_revision"
            )
            par_pk = {page.pk: self.etat_a_modifier(page) for page in pages}
            yield from (par_pk[pk] for pk in lot if pk in par_pk)


def _relectures() -> Prefetch:
    """For `current_workflow_state`: Wagtail’s own only works on untyped querysets."""
    actives = WorkflowState.objects.active().select_related("current_task_state__task")
    return Prefetch(
        "_specific_workflow_states", queryset=actives, to_attr="_current_workflow_states"
    )


def _difference_de_statut(table: Table) -> dict:
    return {
        "champ": str(table.colonne("statut").libelle),
        "avant": _("brouillon"),
        "apres": _("publiée"),
    }
