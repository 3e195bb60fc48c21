"""What people did to a content since an import wrote it: read in Wagtail's log.

Verifying, confiding, giving a theme or a tag in number make no version: only the log knows of them.
Each step of an import signs its own entries, so that undoing a later import is nobody's work.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from wagtail.log_actions import LogContext, registry

from home.echanges.models import Import, LigneImport

ETAPES = (Import.Statut.APPLICATION, Import.Statut.ANNULATION)
SANS_SUITE = ("wagtail.lock", "wagtail.unlock")  # what is locked now is seen on its row


@contextmanager
def signer(import_: Import) -> Iterator[None]:
    """Whatever is written in the log meanwhile is the work of this step."""
    contexte = LogContext(user=import_.lance_par)
    contexte.uuid = _signature(import_.pk, import_.statut)
    with contexte:
        yield


def actes_depuis(ligne: LigneImport, objet) -> list[str]:
    """As the history of this object calls them, in their order; its row is locked."""
    entrees = registry.get_logs_for_instance(objet).order_by()
    ecriture = _signature(ligne.origine_id, Import.Statut.APPLICATION)
    derniere = entrees.filter(uuid=ecriture).order_by("-pk").values("pk")[:1]
    imports = LigneImport.objects.filter(
        type_de_cible=ligne.type_de_cible_id, cible_pk=ligne.cible_pk, ecrite=True
    ).values_list("origine", flat=True)
    signatures = [_signature(pk, etape) for pk in imports for etape in ETAPES]
    actes = (
        entrees.filter(pk__gt=Coalesce(Subquery(derniere), 0))
        .exclude(uuid__in=signatures)
        .exclude(action__in=SANS_SUITE)
        .order_by("pk")
        .values_list("action", flat=True)
    )
    return [str(registry.get_action_label(acte)) for acte in dict.fromkeys(actes)]


def _signature(import_pk: int, etape: str) -> uuid.UUID:
    """One for each step: a history shows one entry of an action and a signature."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"home.import:{import_pk}:{etape}")
