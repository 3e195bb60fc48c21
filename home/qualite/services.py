"""Setting a finding aside, and taking it back: somebody's word, kept in Wagtail's log."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.qualite.models import Constat
from home.qualite.permissions import peut_corriger


class ConstatRefuse(Exception):
    """The act cannot be done; the message says why."""


@transaction.atomic
def ignorer(constat: Constat, *, motif: str, par) -> Constat:
    """It stays out of the report while the content does not change there."""
    constat = _verrouiller(constat, par)
    if not motif.strip():
        raise ConstatRefuse(_("Dites pourquoi vous ignorez ce constat."))
    if constat.ignore_le is None:
        constat.ignore_par, constat.ignore_le, constat.motif = par, timezone.now(), motif.strip()
        constat.save(update_fields=["ignore_par", "ignore_le", "motif"])
        _noter(constat, "home.constat_ignore", par)
    return constat


@transaction.atomic
def reprendre(constat: Constat, *, par) -> Constat:
    """It is to be mended again."""
    constat = _verrouiller(constat, par)
    if constat.ignore_le is not None:
        _noter(constat, "home.constat_repris", par)
        constat.ignore_par, constat.ignore_le, constat.motif = None, None, ""
        constat.save(update_fields=["ignore_par", "ignore_le", "motif"])
    return constat


def _verrouiller(constat: Constat, par) -> Constat:
    trouve = Constat.objects.select_for_update(of=("self",)).filter(pk=constat.pk).first()
    if trouve is None:
        raise ConstatRefuse(_("Ce constat n’existe plus\u00a0: le contenu a été corrigé."))
    if not peut_corriger(par, trouve):
        raise ConstatRefuse(_("Vous ne pouvez pas modifier ce contenu."))
    return trouve


def _noter(constat: Constat, action: str, par) -> None:
    """In the history of the content itself."""
    modele = constat.type_de_contenu.model_class()
    objet = modele._default_manager.filter(pk=constat.objet_pk).first()
    if objet is not None:
        donnees = {"probleme": str(constat.get_genre_display()), "motif": constat.motif}
        log(instance=objet, action=action, user=par, data=donnees)
