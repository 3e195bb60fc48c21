"""Adding or taking away a row that hangs on many contents: a theme, a tag.

Like the dates of home/fraicheur, it is a fact of the published row and of the drafts that wait
behind it: both are written, no draft is published, none begins to wait. The pages that follow a
French one follow here too (home/langues/miroir.py). So many statements, whatever their number.
"""

import json
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.db.models import Max
from wagtail.models import Revision

from home.fraicheur import ecriture
from ressources.listes.tasks import suivre_les_liens

# `unnest` pairs two lists: one statement, and only what changes of each draft goes through.
POSER_DANS_LES_REVISIONS = """
UPDATE wagtailcore_revision AS cible
SET content = jsonb_set(cible.content, ARRAY[%(relation)s], suite.lignes)
FROM unnest(%(cles)s::bigint[], %(lignes)s::jsonb[]) AS suite (cle, lignes)
WHERE cible.id = suite.cle
"""


@dataclass(frozen=True)
class Lien:
    """`relation`: of the parent; `parent`, `cible`: the two keys of its rows."""

    modele: type
    relation: str
    parent: str
    cible: str
    ordonne: bool = False

    def portent(self, cle: int, parents) -> dict[int, int]:
        """Key of the parent → key of its row, for those of these parents that have this target."""
        lignes = self.modele.objects.filter(
            **{self.cible: cle, f"{self.parent}__in": list(parents)}
        )
        return dict(lignes.order_by().values_list(self.parent, "pk"))

    def brouillons(self, revisions) -> dict[int, list[dict]]:
        """Key of a revision → its rows."""
        return {
            pk: lignes or []
            for pk, lignes in Revision.objects.filter(pk__in=list(revisions)).values_list(
                "pk", f"content__{self.relation}"
            )
        }


def ajouter(lien: Lien, modele, objets: list, cle: int, *, acte: str, donnees: dict, par) -> None:
    suites = ecriture.suites(objets, [objet.pk for objet in objets])
    sans = sorted(set(suites.lignes) - set(lien.portent(cle, suites.lignes)))
    rangs = _rangs(lien, sans)
    lien.modele.objects.bulk_create(
        lien.modele(
            **{f"{lien.parent}_id": parent, f"{lien.cible}_id": cle},
            **({"sort_order": rangs.get(parent, 0)} if lien.ordonne else {}),
        )
        for parent in sans
    )
    posees = lien.portent(cle, suites.lignes)
    proprietaires = _proprietaires(modele, suites.revisions)
    _reecrire(
        lien,
        {
            pk: [*lignes, _ligne(lien, proprietaires[pk], cle, posees, len(lignes))]
            for pk, lignes in lien.brouillons(suites.revisions).items()
            if not _a(lignes, lien, cle)
        },
    )
    _conclure(modele, objets, suites, acte, donnees, par)


def retirer(lien: Lien, modele, objets: list, cle: int, *, acte: str, donnees: dict, par) -> None:
    suites = ecriture.suites(objets, [objet.pk for objet in objets])
    portent = lien.portent(cle, suites.lignes)
    # Nothing hangs on these rows: no need for Django to read them one by one first.
    rangees = lien.modele.objects.filter(pk__in=list(portent.values()))
    rangees._raw_delete(rangees.db)
    _reecrire(
        lien,
        {
            pk: [ligne for ligne in lignes if ligne[lien.cible] != cle]
            for pk, lignes in lien.brouillons(suites.revisions).items()
            if _a(lignes, lien, cle)
        },
    )
    _conclure(modele, objets, suites, acte, donnees, par)


def _a(lignes: list[dict], lien: Lien, cle: int) -> bool:
    return any(ligne[lien.cible] == cle for ligne in lignes)


def _rangs(lien: Lien, parents: list[int]) -> dict[int, int]:
    """After the last one of each parent."""
    if not lien.ordonne:
        return {}
    derniers = lien.modele.objects.filter(**{f"{lien.parent}__in": parents}).order_by()
    lus = derniers.values_list(lien.parent).annotate(dernier=Max("sort_order"))
    return {parent: (dernier or 0) + 1 for parent, dernier in lus}


def _proprietaires(modele, revisions) -> dict[int, int]:
    """Key of a revision → key of the content that it is a version of."""
    lus = Revision.objects.filter(pk__in=list(revisions)).values_list("pk", "object_id")
    return {pk: int(objet) for pk, objet in lus}


def _ligne(lien: Lien, parent: int, cle: int, posees: dict[int, int], rang: int) -> dict:
    ligne = {"pk": posees.get(parent), lien.parent: parent, lien.cible: cle}
    return ligne | ({"sort_order": rang} if lien.ordonne else {})


def _reecrire(lien: Lien, brouillons: dict[int, list[dict]]) -> None:
    with connection.cursor() as curseur:
        curseur.execute(
            POSER_DANS_LES_REVISIONS,
            {
                "relation": lien.relation,
                "cles": list(brouillons),
                "lignes": [json.dumps(lignes) for lignes in brouillons.values()],
            },
        )


def _conclure(modele, objets: list, suites, acte: str, donnees: dict, par) -> None:
    ecriture.journaliser(modele, objets, acte, [donnees] * len(objets), par)
    cles = sorted(suites.lignes)
    transaction.on_commit(partial(suivre_les_liens.enqueue, modele._meta.label, cles))
