"""Telling people of what happened: who they are, and the rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement, Notification, Sourdine
from communautes.notifications.services.preferences import canaux_par_personne
from home.jours import instant_en_mots

LOT = 1_000
PAR_SEMAINE = 2
SEMAINE = timedelta(days=7)


class TropDEnvois(Exception):
    """The message says when the next one may leave; `des_le` too."""

    def __init__(self, message: str, des_le: datetime):
        super().__init__(message)
        self.des_le = des_le


@transaction.atomic
def notifier(
    code: str,
    objet: models.Model,
    *,
    a: Iterable[User],
    par: User | None = None,
    sujet: models.Model | None = None,
    cadre: models.Model | None = None,
    cle: str = "",
    meme_a_personne: bool = True,
) -> int:
    """Tell `a` (a queryset, or people), in the transaction of what happened; how many are newly
    told. Called twice for one event (kind, object, `cle`), nobody is told twice. Without
    `meme_a_personne`, what tells nobody is no event, and counts in no limit.
    """
    canaux = destinataires(code, objet, a=a, par=par, sujet=sujet, cadre=cadre)
    if not canaux and not meme_a_personne:
        return 0
    evenement = _evenement(code, objet, par=par, sujet=sujet or objet, cadre=cadre, cle=cle)
    deja = set(evenement.notifications.values_list("personne_id", flat=True))
    maintenant = timezone.now()
    nouvelles = [
        Notification(personne_id=pk, evenement=evenement, canal=canal, cree_le=maintenant)
        for pk, canal in canaux.items()
        if pk not in deja
    ]
    Notification.objects.bulk_create(nouvelles, batch_size=LOT, ignore_conflicts=True)
    if any(une.canal == Canal.IMMEDIAT for une in nouvelles):
        _envoyer_apres_validation(evenement.pk)
    return len(nouvelles)


def previendra(
    code: str,
    objet: models.Model,
    *,
    a: Iterable[User],
    par: User | None = None,
    sujet: models.Model | None = None,
    cadre: models.Model | None = None,
) -> int:
    """How many `notifier` would tell: the same question. `objet` may be not saved yet, in the state
    that it will have.
    """
    return len(destinataires(code, objet, a=a, par=par, sujet=sujet, cadre=cadre))


def dire_combien(nombre: int) -> str:
    if not nombre:
        return _("Cette publication ne préviendra personne.")
    return ngettext(
        "Cette publication préviendra %(nombre)s personne.",
        "Cette publication préviendra %(nombre)s personnes.",
        nombre,
    ) % {"nombre": nombre}


def destinataires(
    code: str, objet: models.Model, *, a: Iterable[User], par=None, sujet=None, cadre=None
) -> dict[int, str]:
    """Key → channel of each who is there, may read the object, and has not said no; in the order of
    keys, so that two transitions at once wait for each other without a knot.
    """
    un = registre.genre(code)
    cles = a.values("pk") if isinstance(a, models.QuerySet) else [personne.pk for personne in a]
    candidats = User.objects.filter(
        pk__in=cles, is_active=True, anonymisee_le=None, fusionne_dans=None
    )
    if par is not None:
        candidats = candidats.exclude(pk=par.pk)
    if un.debrayable:
        muettes = Sourdine.objects.sur(objet, sujet, cadre).values("personne")
        candidats = candidats.exclude(pk__in=muettes)
    personnes = list(candidats.order_by("pk"))
    permises = registre.lecteurs(un, type(objet))(personnes, [objet]) if personnes else set()
    lecteurs = [personne.pk for personne in personnes if (personne.pk, objet.pk) in permises]
    canaux = canaux_par_personne(un, lecteurs)
    return {pk: canal for pk, canal in canaux.items() if canal != Canal.RIEN}


def retirer(objet: models.Model, *, de: Iterable[User] | None = None) -> int:
    """Forget what was told of it, and of what is in it: to these people, who may read it no more,
    or to everybody; how many. What was mailed was mailed.
    """
    lignes = Notification.objects.sur(objet)
    if de is not None:
        cles = de.values("pk") if isinstance(de, models.QuerySet) else [p.pk for p in de]
        lignes = lignes.filter(personne__in=cles)
    return lignes.delete()[0]


def suspendre(objet: models.Model) -> int:
    """Withheld: nobody reads what was told of it, nor of what is in it; how many. What waits to be
    mailed waits.
    """
    return Notification.objects.sur(objet).en_vue().update(suspendue_le=timezone.now())


def reprendre(objet: models.Model) -> int:
    """Given back, all is as it was: what was read, or mailed, is not told again; what was not is,
    at the next run of the command.
    """
    suspendues = Notification.objects.sur(objet).exclude(suspendue_le=None)
    return suspendues.update(suspendue_le=None)


@transaction.atomic
def verifier_la_limite(
    code: str, cadre: models.Model, *, combien: int = PAR_SEMAINE, sur: timedelta = SEMAINE
) -> None:
    """Before `notifier`, in the same transaction: TropDEnvois once `combien` events of this kind
    were told in this `cadre` in that time, whoever wrote them. Two at once are counted in a row.
    """
    type_pk = ContentType.objects.get_for_model(cadre).pk
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"notifications.limite:{code}:{type_pk}:{cadre.pk}"],
        )
    if des_le := _des_le(code, type_pk, cadre.pk, combien, sur):
        raise TropDEnvois(_trop(combien, des_le), des_le)


def dire_la_limite(
    code: str, cadre: models.Model, *, combien: int = PAR_SEMAINE, sur: timedelta = SEMAINE
) -> str:
    """What `verifier_la_limite` would say now; empty: nothing."""
    type_pk = ContentType.objects.get_for_model(cadre).pk
    des_le = _des_le(code, type_pk, cadre.pk, combien, sur)
    return _trop(combien, des_le) if des_le else ""


def _des_le(code: str, type_pk: int, cle: int, combien: int, sur: timedelta) -> datetime | None:
    recents = Evenement.objects.filter(
        genre=code, type_de_cadre=type_pk, cadre_pk=cle, le__gt=timezone.now() - sur
    )
    dates = list(recents.order_by("-le").values_list("le", flat=True)[:combien])
    return dates[-1] + sur if len(dates) == combien else None


def _trop(combien: int, des_le: datetime) -> str:
    return ngettext(
        "%(combien)s envoi est déjà parti\u00a0: le prochain sera possible le %(quand)s.",
        "%(combien)s envois sont déjà partis\u00a0: le prochain sera possible le %(quand)s.",
        combien,
    ) % {"combien": combien, "quand": instant_en_mots(des_le)}


def _evenement(code: str, objet, *, par, sujet, cadre, cle: str) -> Evenement:
    types = ContentType.objects.get_for_model
    lu, _nouveau = Evenement.objects.get_or_create(
        genre=code,
        type_d_objet=types(objet),
        objet_pk=objet.pk,
        cle=cle,
        defaults={
            "type_de_sujet": types(sujet),
            "sujet_pk": sujet.pk,
            "type_de_cadre": cadre and types(cadre),
            "cadre_pk": cadre and cadre.pk,
            "par": par,
        },
    )
    return lu


def _envoyer_apres_validation(evenement: int) -> None:
    """Asked once the rows are committed. The command writes what this one misses."""
    from communautes.notifications.tasks import ecrire_aux_personnes

    def demander() -> None:
        ecrire_aux_personnes.enqueue(evenement)

    transaction.on_commit(demander, robust=True)
