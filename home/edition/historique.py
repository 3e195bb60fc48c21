"""What Wagtail's history forgets: of one act on many contents, it shows the last one's alone."""

from django.db.models import OuterRef, Q
from wagtail.models import PageLogEntry
from wagtail.models.audit_log import LogEntryQuerySet


def installer() -> None:
    """Wagtail gathers the steps of a request, and takes other contents for steps of the same."""
    LogEntryQuerySet.latest_by_uuid_and_action = _derniere_de_chaque_contenu


def _derniere_de_chaque_contenu(journal):
    memes = ["uuid", "action"]
    memes += ["page_id"] if journal.model is PageLogEntry else ["content_type_id", "object_id"]
    ensemble = journal.model._default_manager.filter(**{nom: OuterRef(nom) for nom in memes})
    derniere = ensemble.order_by("-timestamp", "-id").values("id")[:1]
    return journal.filter(Q(uuid__isnull=True) | Q(id=derniere))
