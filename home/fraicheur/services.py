"""« Marquer comme vérifié » and « Confier à »: many contents at once, in as many queries as one.

Dates and owner are facts of the published row and of the drafts that wait behind it: both are
written, no draft is published, none begins to wait. The pages that follow a French one follow here
too (home/langues/miroir.py). Refusing one refuses all.
"""

from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from home.fraicheur import ecriture
from home.fraicheur.dates import prochaine_date
from home.fraicheur.permissions import raison_de_refus, responsables_possibles
from home.fraicheur.tasks import reindexer

NOMMES = 20


class SuiviRefuse(Exception):
    """`refus`: (content, reason) for each one that is refused; empty when it is the act itself."""

    def __init__(self, phrase: str, refus=()):
        super().__init__(phrase)
        self.refus = list(refus)


@transaction.atomic
def marquer_verifiees(objets, *, par, a_revoir_le: date | None = None) -> int:
    """Say that these contents (a queryset of one model) were verified today; how many.

    To be read again on `a_revoir_le`, else as long after as the last time, else in a year.
    """
    jour = timezone.localdate()
    if a_revoir_le is not None and a_revoir_le <= jour:
        raise SuiviRefuse(_("Indiquez une prochaine date à venir."))
    lignes = _verrouiller(objets, par)
    prochaines = [
        a_revoir_le or prochaine_date(ligne.verifie_le, ligne.a_revoir_le, jour=jour)
        for ligne in lignes
    ]
    ecriture.dater(objets.model, ecriture.suites(lignes, prochaines), jour)
    donnees = [{"a_revoir_le": prochaine} for prochaine in prochaines]
    _conclure(objets.model, lignes, "fraicheur.verifier", donnees, par)
    return len(lignes)


@transaction.atomic
def confier(objets, *, a, par, malgre_verrou: bool = False) -> int:
    """Give these contents (a queryset of one model) to this person, or to nobody; how many."""
    if a is not None and not responsables_possibles(objets.model).filter(pk=a.pk).exists():
        raise SuiviRefuse(
            _(
                "%(personne)s ne peut pas en être responsable\u00a0: son compte est fermé, ou "
                "n’a pas le droit de les modifier."
            )
            % {"personne": a}
        )
    lignes = _verrouiller(objets, par, malgre_verrou=malgre_verrou)
    cle = a.pk if a is not None else None
    ecriture.confier(objets.model, ecriture.suites(lignes, [cle] * len(lignes)), cle)
    donnees = [{"de": ligne.responsable_id, "a": cle} for ligne in lignes]
    _conclure(objets.model, lignes, "fraicheur.confier", donnees, par)
    return len(lignes)


def refus(objets, *, par, malgre_verrou: bool = False) -> list[tuple]:
    """(content, reason) for each of these (read by `pour_suivi`) that `par` may not act on."""
    trouves = (
        (objet, raison_de_refus(objet, par=par, malgre_verrou=malgre_verrou)) for objet in objets
    )
    return [(objet, raison) for objet, raison in trouves if raison]


def _verrouiller(objets, par, *, malgre_verrou: bool = False) -> list:
    """These rows, held until the end of the transaction; SuiviRefuse when one is refused."""
    modele = objets.model
    # In the order of every save: two writers wait for each other, and never cross.
    a_tenir = ("page_ptr", "self") if issubclass(modele, Page) else ("self",)
    cles = list(objets.order_by().values_list("pk", flat=True).distinct())
    lignes = modele._default_manager.filter(pk__in=cles).order_by("pk").pour_suivi()
    lignes = list(lignes.select_for_update(of=a_tenir))
    if refuses := refus(lignes, par=par, malgre_verrou=malgre_verrou):
        raise SuiviRefuse(_phrase(refuses), refuses)
    return lignes


def _phrase(refuses: list[tuple]) -> str:
    dits = [f"«\u00a0{objet}\u00a0» ({raison})" for objet, raison in refuses[:NOMMES]]
    reste = len(refuses) - len(dits)
    if reste:
        dits.append(
            ngettext("et %(nombre)s autre", "et %(nombre)s autres", reste) % {"nombre": reste}
        )
    return _("Rien n’a été fait, à cause de\u00a0: %(noms)s.") % {"noms": ", ".join(dits)}


def _conclure(modele, lignes: list, acte: str, donnees: list[dict], par) -> None:
    ecriture.journaliser(modele, lignes, acte, donnees, par)
    cles = ecriture.cles_a_indexer(modele, lignes)
    if cles:
        transaction.on_commit(partial(reindexer.enqueue, modele._meta.label, cles))
