"""What points at a content or a file: pages, actors, blocks, links of texts, drafts included.

Wagtail's index reads the row of each content. A published page keeps its row while a draft of it
is written: what only that draft uses is read here, in its latest version.
"""

import re
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision
from wagtail.models.reference_index import ReferenceGroups


@dataclass(frozen=True)
class Usage:
    """`url`: its form, empty for who may not open it; `ou`: names of fields; `brouillon`: only
    what is not published yet points there.
    """

    titre: str
    url: str
    genre: str
    ou: str
    brouillon: bool


def references_vers(objet) -> ReferenceGroups:
    """Wagtail's own, and those of drafts (instances that are not stored)."""
    rangees = list(ReferenceIndex.get_references_to(objet))
    connues = {_cle(reference) for reference in rangees}
    nouvelles = [ref for ref in references_des_brouillons(objet) if _cle(ref) not in connues]
    return ReferenceGroups(rangees + nouvelles)


def references_des_brouillons(objet) -> list[ReferenceIndex]:
    """In the latest version of what is published and being changed."""
    cible = (ReferenceIndex._get_base_content_type(objet).pk, str(objet.pk))
    trouvees = []
    for revision in _brouillons_qui_nomment(objet.pk):
        modele = revision.content_type.model_class()
        brouillon = modele.from_serializable_data(revision.content, check_fks=False)
        trouvees += [
            ReferenceIndex(
                content_type_id=revision.content_type_id,
                base_content_type_id=revision.base_content_type_id,
                object_id=revision.object_id,
                to_content_type_id=reference[0],
                to_object_id=reference[1],
                model_path=reference[2],
                content_path=reference[3],
            )
            for reference in ReferenceIndex._extract_references_from_object(brouillon)
            if reference[:2] == cible
        ]
    return trouvees


def usages_de(objet, *, par) -> list[Usage]:
    """By title, for the screen of who asks. The mirror of a page counts with its page."""
    par_source: dict[tuple, list] = {}
    for reference in references_vers(objet).qs:
        cle = (reference.base_content_type_id, str(reference.object_id))
        par_source.setdefault(cle, []).append(reference)
    adresses = AdminURLFinder(par)
    usages = [
        _usage(source, par_source[cle], adresses)
        for cle, source in _sources(par_source).items()
        if not getattr(source, "alias_of_id", None) and source != objet
    ]
    return sorted(usages, key=lambda usage: usage.titre.lower())


def _cle(reference: ReferenceIndex) -> tuple:
    return (reference.base_content_type_id, str(reference.object_id), reference.model_path)


def _sources(cles) -> dict:
    """(base content type, id) → the object: one query for each kind."""
    trouvees = {}
    for type_pk in {cle[0] for cle in cles}:
        modele = ContentType.objects.get_for_id(type_pk).model_class()
        objets = modele._default_manager.in_bulk([pk for autre, pk in cles if autre == type_pk])
        trouvees |= {(type_pk, str(pk)): trouve for pk, trouve in objets.items()}
    return trouvees


def _usage(source, references: list[ReferenceIndex], adresses: AdminURLFinder) -> Usage:
    lieux = dict.fromkeys(str(ref.describe_source_field()) for ref in references)
    return Usage(
        titre=getattr(source, "draft_title", "") or str(source),
        url=adresses.get_edit_url(source) or "",
        genre=str(references[0].model_name),
        ou=", ".join(lieux),
        brouillon=all(ref.pk is None for ref in references) or not getattr(source, "live", True),
    )


def _brouillons_qui_nomment(pk):
    """Latest versions whose text has this key somewhere; what it means is read after."""
    en_cours = Q()
    for modele in _modeles_a_brouillon():
        changes = modele._default_manager.filter(live=True, has_unpublished_changes=True)
        en_cours |= Q(pk__in=changes.values("latest_revision"))
    return (
        Revision.objects.filter(en_cours)
        .annotate(texte=Cast("content", TextField()))
        .filter(texte__regex=rf"(^|[^0-9]){re.escape(str(pk))}([^0-9]|$)")
        .select_related("content_type")
        .order_by("pk")
    )


def _modeles_a_brouillon() -> list:
    autres = [
        modele
        for modele in apps.get_models()
        if issubclass(modele, DraftStateMixin) and not issubclass(modele, Page)
    ]
    return [Page, *autres]
