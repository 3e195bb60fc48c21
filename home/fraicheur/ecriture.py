"""The statements of services.py: each writes every row at once, whatever their number."""

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page, Revision

# `unnest` pairs two lists: one statement where CASE WHEN would grow with the square of the rows.
DATER_LES_LIGNES = """
UPDATE {table} AS cible SET verifie_le = %(jour)s, a_revoir_le = suite.a_revoir_le
FROM unnest(%(cles)s::bigint[], %(dates)s::date[]) AS suite (cle, a_revoir_le)
WHERE cible.{colonne} = suite.cle
"""
DATER_LES_REVISIONS = """
UPDATE wagtailcore_revision AS cible SET content = cible.content
  || jsonb_build_object('verifie_le', %(jour)s::date, 'a_revoir_le', suite.a_revoir_le)
FROM unnest(%(cles)s::bigint[], %(dates)s::date[]) AS suite (cle, a_revoir_le)
WHERE cible.id = suite.cle
"""
CONFIER_LES_REVISIONS = """
UPDATE wagtailcore_revision SET content = content
  || jsonb_build_object('responsable', %(responsable)s::bigint)
WHERE id = ANY(%(cles)s::bigint[])
"""


@dataclass(frozen=True)
class Suites:
    """What takes a value: keys of rows and of revisions, each with its own value."""

    lignes: dict[int, object]
    revisions: dict[int, object]


def suites(lignes: list, valeurs: list) -> Suites:
    """The value of each row, for itself, for the pages that follow it and for their revisions.

    Of revisions: the latest, the published one, and the one that will be published at its hour.
    """
    modele = type(lignes[0]) if lignes else None
    if modele is None:
        return Suites({}, {})
    par_cle = {ligne.pk: valeur for ligne, valeur in zip(lignes, valeurs, strict=True)}
    vives = {
        revision: valeur
        for ligne, valeur in zip(lignes, valeurs, strict=True)
        for revision in (ligne.latest_revision_id, ligne.live_revision_id)
        if revision
    }
    if issubclass(modele, Page):
        par_traduction = {
            ligne.translation_key: valeur for ligne, valeur in zip(lignes, valeurs, strict=True)
        }
        for cle, traduction, *revisions in suiveuses(modele, lignes).values_list(
            "pk", "translation_key", "latest_revision", "live_revision"
        ):
            par_cle[cle] = par_traduction[traduction]
            vives |= {pk: par_traduction[traduction] for pk in revisions if pk}
    for revision, cle in _programmees(modele, par_cle):
        vives[revision] = par_cle[int(cle)]
    return Suites(par_cle, vives)


def suiveuses(modele, lignes: list):
    """The pages in other languages that follow these French ones."""
    cles = [ligne.translation_key for ligne in lignes]
    return modele.objects.filter(translation_key__in=cles).exclude(
        pk__in=[ligne.pk for ligne in lignes]
    )


def _programmees(modele, cles):
    base = Page if issubclass(modele, Page) else modele
    return Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(base),
        object_id__in=[str(cle) for cle in cles],
        approved_go_live_at__isnull=False,
    ).values_list("pk", "object_id")


def dater(modele, suites: Suites, jour: date) -> None:
    noms = {"table": modele._meta.db_table, "colonne": modele._meta.pk.column}
    for requete, valeurs in (
        (DATER_LES_LIGNES.format(**noms), suites.lignes),
        (DATER_LES_REVISIONS, suites.revisions),
    ):
        with connection.cursor() as curseur:
            curseur.execute(
                requete, {"jour": jour, "cles": list(valeurs), "dates": list(valeurs.values())}
            )


def confier(modele, suites: Suites, responsable: int | None) -> None:
    modele._default_manager.filter(pk__in=list(suites.lignes)).update(responsable=responsable)
    with connection.cursor() as curseur:
        curseur.execute(
            CONFIER_LES_REVISIONS, {"responsable": responsable, "cles": list(suites.revisions)}
        )


def journaliser(modele, lignes: list, acte: str, donnees: list[dict], par) -> None:
    """One entry each in Wagtail's log, at the same instant."""
    journal = registry.get_log_model_for_model(modele)
    type_de_contenu = ContentType.objects.get_for_model(modele)
    instant = timezone.now()
    journal.objects.bulk_create(
        journal(
            **{"page": ligne} if issubclass(modele, Page) else {"object_id": str(ligne.pk)},
            content_type=type_de_contenu,
            label=journal.objects.get_instance_title(ligne),
            action=acte,
            data=donnee,
            timestamp=instant,
            user=par,
            revision_id=ligne.latest_revision_id,
            content_changed=True,
        )
        for ligne, donnee in zip(lignes, donnees, strict=True)
    )


def cles_a_indexer(modele, lignes: list) -> list[int]:
    """Published rows, and the published pages that follow them."""
    cles = [ligne.pk for ligne in lignes if ligne.live]
    if issubclass(modele, Page):
        cles += suiveuses(modele, lignes).filter(live=True).values_list("pk", flat=True)
    return cles
