"""The life of an import: file read, columns mapped, dry run, application, undo."""

import logging
import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.echanges import etapes, registre
from home.echanges.colonnes import Table, proposer
from home.echanges.lecture import lire
from home.echanges.models import Import, LigneImport
from home.echanges.pouls import Pouls

logger = logging.getLogger(__name__)
Statut = Import.Statut

ETAPES = {
    Statut.ESSAI: etapes.essayer,
    Statut.APPLICATION: etapes.appliquer,
    Statut.ANNULATION: etapes.annuler,
}
DEPARTS = {
    Statut.ESSAI: {Statut.DEPOSE, Statut.ESSAYE},
    Statut.APPLICATION: {Statut.ESSAYE},
    Statut.ANNULATION: {Statut.APPLIQUE, Statut.ANNULE},
}


class EchangeRefuse(Exception):
    """The action cannot be done now; the message says why."""


@transaction.atomic
def deposer(table: Table, *, nom: str, contenu: bytes, par) -> Import:
    """Keep the texts of a file, never the file; raises lecture.FichierRefuse."""
    fichier = lire(nom, contenu)
    import_ = Import.objects.create(
        table=table.code,
        nom_du_fichier=nom[-255:],
        entetes=fichier.entetes,
        remarques=fichier.remarques,
        cree_par=par,
        correspondance=proposer(table, fichier.entetes),
        compteurs={"total": len(fichier.lignes)},
    )
    LigneImport.objects.bulk_create(
        (
            LigneImport(origine=import_, numero=numero, valeurs=cellules)
            for numero, cellules in fichier.lignes
        ),
        batch_size=500,
    )
    return import_


@transaction.atomic
def essayer(import_: Import, *, correspondance: dict[str, int], publier: bool, par) -> None:
    """Launch the dry run with these columns."""
    import_ = _verrouiller(import_, Statut.ESSAI)
    import_.correspondance, import_.publier = correspondance, publier
    _lancer(import_, Statut.ESSAI, par)


@transaction.atomic
def appliquer(import_: Import, *, ignorer_rejets: bool, par) -> None:
    """Launch the writing of what the report shows."""
    import_ = _verrouiller(import_, Statut.APPLICATION)
    if import_.rejetees and not ignorer_rejets:
        raise EchangeRefuse(
            _("Des lignes sont rejetées\u00a0: corrigez-les, ou choisissez de les ignorer.")
        )
    if not import_.correctes:
        raise EchangeRefuse(_("Il n’y a rien à importer."))
    import_.ignorer_rejets = ignorer_rejets
    _lancer(import_, Statut.APPLICATION, par)


@transaction.atomic
def annuler(import_: Import, *, par) -> None:
    """Launch the undo of everything that this import wrote; again, of what the first one left."""
    import_ = _verrouiller(import_, Statut.ANNULATION)
    if import_.statut == Statut.ANNULE and not import_.nombre("laissees"):
        raise EchangeRefuse(_("Cet import est déjà annulé\u00a0: il n’en reste rien."))
    _lancer(import_, Statut.ANNULATION, par)


@transaction.atomic
def relancer(import_: Import, *, par) -> None:
    """Launch again the step whose worker is lost; the old launch can no longer conclude."""
    import_ = _verrouiller_perdu(
        import_, _("Cette étape avance encore\u00a0: il n’y a rien à relancer.")
    )
    _lancer(import_, import_.statut, par)


@transaction.atomic
def arreter(import_: Import) -> None:
    """Leave the step whose worker is lost, and come back to what it had begun from."""
    import_ = _verrouiller_perdu(
        import_, _("Cette étape avance encore\u00a0: elle ne peut pas être arrêtée.")
    )
    import_.statut, import_.jeton = import_.repos, uuid.uuid4()
    import_.incident = _("L’étape s’est interrompue et a été arrêtée\u00a0: rien n’a été écrit.")
    import_.save(update_fields=["statut", "jeton", "incident"])


@transaction.atomic
def abandonner(import_: Import) -> None:
    """Forget an import that wrote nothing."""
    import_ = _tenir(import_)
    inutile = import_.statut in (Statut.DEPOSE, Statut.ESSAYE) or (
        import_.statut == Statut.ESSAI and import_.silencieux
    )
    if not inutile:
        raise EchangeRefuse(
            _("Cet import a été fait, ou avance\u00a0: il ne peut plus être abandonné.")
        )
    import_.delete()


def _verrouiller_perdu(import_: Import, refus: str) -> Import:
    """Its row, locked, when the worker of its step is lost."""
    import_ = _tenir(import_)
    if not import_.silencieux:
        raise EchangeRefuse(refus)
    return import_


def _tenir(import_: Import) -> Import:
    return Import.objects.select_for_update(of=("self",)).get(pk=import_.pk)


def _verrouiller(import_: Import, etape: str) -> Import:
    """Its row, locked; a second click finds the step begun already."""
    import_ = _tenir(import_)
    if import_.statut not in DEPARTS[etape]:
        raise EchangeRefuse(
            _("Cet import est déjà à l’étape «\u00a0%(etape)s\u00a0».")
            % {"etape": import_.get_statut_display()}
        )
    return import_


def _lancer(import_: Import, etape: str, par) -> None:
    from home.echanges.tasks import executer_l_etape

    import_.statut, import_.lance_par, import_.jeton = etape, par, uuid.uuid4()
    import_.battement, import_.commence_le = timezone.now(), None
    import_.avancement, import_.incident = 0, ""
    import_.save()
    transaction.on_commit(
        partial(executer_l_etape.enqueue, import_pk=import_.pk, jeton=str(import_.jeton))
    )


def executer(import_pk: int, jeton: str) -> None:
    """Run the step of this launch (task). A launch that is no longer current does nothing."""
    miens = Import.objects.filter(pk=import_pk, jeton=jeton, statut__in=Import.EN_COURS)
    maintenant = timezone.now()
    if not miens.filter(commence_le=None).update(commence_le=maintenant, battement=maintenant):
        return
    import_ = miens.select_related("lance_par").get()
    with translation.override("fr"):
        try:
            with Pouls(import_) as pouls:
                _executer(import_, pouls)
        except etapes.Supplante:
            logger.warning("Import %s : relancé entre-temps, cette étape n’a rien écrit", import_pk)
        except etapes.Incident as incident:
            _revenir(import_, str(incident))
        except Exception:  # whatever it is, the editor is told, and nothing is half written
            logger.exception("Import %s : étape « %s » en échec", import_pk, import_.statut)
            _revenir(
                import_,
                _(
                    "Une erreur inattendue a arrêté cette étape\u00a0: rien n’a été écrit. "
                    "L’équipe technique peut la lire dans ses journaux."
                ),
            )


def _executer(import_: Import, pouls: Pouls) -> None:
    table = registre.table(import_.table)
    if table is None or import_.lance_par is None or not table.peut_importer(import_.lance_par):
        raise etapes.Incident(
            _(
                "La personne qui a lancé cette étape n’a plus le droit d’importer\u00a0: rien "
                "n’a été écrit."
            )
        )
    ETAPES[import_.statut](import_, pouls)


def _revenir(import_: Import, incident: str) -> None:
    Import.objects.filter(pk=import_.pk, jeton=import_.jeton, statut=import_.statut).update(
        statut=import_.repos, incident=incident
    )
