"""« Santé »: cheap questions, each with what to do; to those who can do it."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from home.echanges.pouls import interrompus
from home.indexation import a_indexer
from home.tableau import interruptions
from home.tableau.registre import Controle
from search.models import IndexDocument

ATTENTE_NORMALE = timedelta(minutes=5)
DUREE_NORMALE = timedelta(hours=2)  # of the longest: 5,000 lines, or the links to other sites
RETARD_NORMAL = timedelta(minutes=10)
RECENTES = timedelta(days=7)
# Wagtail asks for references of rows that the next save has replaced: nothing is lost.
BRUIT = Q(
    task_path="wagtail.tasks.update_reference_index_task",
    exception_class_path__endswith="DoesNotExist",
)

_cherches: list[Callable] = []


def faire_chercher(fonction: Callable) -> None:
    """`fonction()` → queryset of what the search index must hold: rows with `locale_lue`."""
    _cherches.append(fonction)


def peut_soigner(personne) -> bool:
    """The administration looks after the portal."""
    return personne.is_superuser or personne.has_perm("comptes.change_user")


def taches(request) -> Controle | None:
    if not peut_soigner(request.user):
        return None
    maintenant = timezone.now()
    en_attente = Q(status=TaskResultStatus.READY) & (
        Q(run_after__lte=maintenant) | Q(run_after__year=9999)
    )
    en_echec = Q(status=TaskResultStatus.FAILED, finished_at__gte=maintenant - RECENTES) & ~BRUIT
    # Whoever was killed while it worked says so to nobody.
    perdues = Q(status=TaskResultStatus.RUNNING, started_at__lt=maintenant - DUREE_NORMALE)
    lu = DBTaskResult.objects.order_by().aggregate(
        attendent=Count("pk", filter=en_attente),
        depuis=Min("enqueued_at", filter=en_attente),
        echecs=Count("pk", filter=en_echec),
        perdues=Count("pk", filter=perdues),
    )
    phrases = []
    if lu["depuis"] and lu["depuis"] < maintenant - ATTENTE_NORMALE:
        phrases.append(_attend(lu["attendent"]))
    if lu["echecs"]:
        phrases.append(_echouent(lu["echecs"]))
    if lu["perdues"]:
        phrases.append(_durent(lu["perdues"]))
    # Their own rows say it, whatever has become of their task.
    if travaux := interrompus():
        phrases.append(_interrompus(len(travaux)))
    return Controle(
        _("Tâches de fond"),
        " ".join(phrases) or _("Elles se font au fur et à mesure."),
        not phrases,
        suites=interruptions.nommer(travaux, request),
    )


def _attend(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)s tâche attend depuis plus de cinq minutes\u00a0: l’exécutant ne tourne pas.",
        "%(nombre)s tâches attendent, certaines depuis plus de cinq minutes\u00a0: l’exécutant ne "
        "tourne pas, ou ne suffit pas.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _echouent(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)s tâche a échoué depuis sept jours\u00a0: les journaux disent pourquoi.",
        "%(nombre)s tâches ont échoué depuis sept jours\u00a0: les journaux disent pourquoi.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _durent(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)s tâche dure depuis plus de deux heures\u00a0: l’exécutant a sans doute été "
        "arrêté en plein travail. Les journaux disent quand\u00a0; refaites ce qui manque.",
        "%(nombre)s tâches durent depuis plus de deux heures\u00a0: l’exécutant a sans doute été "
        "arrêté en plein travail. Les journaux disent quand\u00a0; refaites ce qui manque.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _interrompus(nombre: int) -> str:
    phrase = ngettext(
        "%(nombre)s import ou action en nombre s’est interrompu\u00a0: ouvrez-le pour le "
        "relancer ou l’arrêter.",
        "%(nombre)s imports ou actions en nombre se sont interrompus\u00a0: ouvrez-les pour les "
        "relancer ou les arrêter.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def programmees(request) -> Controle | None:
    """What should be out already says that the scheduled command does not run."""
    if not peut_soigner(request.user):
        return None
    retard = Revision.objects.filter(
        approved_go_live_at__lte=timezone.now() - RETARD_NORMAL
    ).count()
    phrase = ngettext(
        "%(nombre)s publication programmée est en retard\u00a0: vérifiez que la commande "
        "publish_scheduled passe chaque minute.",
        "%(nombre)s publications programmées sont en retard\u00a0: vérifiez que la commande "
        "publish_scheduled passe chaque minute.",
        retard,
    ) % {"nombre": retard}
    return Controle(
        _("Publications programmées"),
        phrase if retard else _("Aucune n’est en retard."),
        not retard,
    )


def recherche(request) -> Controle | None:
    """Keys only: whether each document is up to date is for `check_search` to say."""
    if not peut_soigner(request.user) or not _cherches:
        return None
    comptes = [_absents(fonction()) for fonction in _cherches]
    absents = sum(nombre for (nombre,) in comptes[0].union(*comptes[1:], all=True))
    phrase = ngettext(
        "%(nombre)s contenu publié n’est pas trouvé par la recherche\u00a0: faites lancer la "
        "commande rebuild_search.",
        "%(nombre)s contenus publiés ne sont pas trouvés par la recherche\u00a0: faites lancer la "
        "commande rebuild_search.",
        absents,
    ) % {"nombre": absents}
    return Controle(
        _("Recherche"),
        phrase if absents else _("Elle connaît tout ce qui est publié."),
        not absents,
    )


def _absents(objets):
    cle = Concat(Value(f"{objets.model._meta.label_lower}:"), Cast(OuterRef("pk"), CharField()))
    connus = IndexDocument.objects.filter(objet=cle, locale=OuterRef("locale_lue"))
    manquants = objets.order_by().filter(~Exists(connus)).annotate(tous=Value(1))
    return manquants.values("tous").annotate(nombre=Count("pk")).values_list("nombre")


def pages_cherchees(modele):
    """Queryset of the pages of this type that are published and open to all."""
    return a_indexer(modele.objects).annotate(locale_lue=F("locale__language_code"))
