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
from communautes.notifications.services.rendre import rendre
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
    retenu: bool = False,
) -> int:
    """Tell `a` (a queryset, or people), in the transaction of what happened; how many are newly
    told. Called twice for one event (kind, object, `cle`), nobody is told twice; who was, of what
    they could not read any more, and may read again, has it back. Without `meme_a_personne`, what
    tells nobody is no event, and counts in no limit. `retenu`: moderation withholds it; who may not
    read it meanwhile is told once it is given back.
    """
    un = registre.genre(code)
    candidats = _candidats(un, objet, a=a, par=par, sujet=sujet, cadre=cadre)
    lisent = _qui_lit(un, objet, candidats)
    canaux = _voulus(un, [une.pk for une in candidats] if retenu else lisent)
    if not canaux and not meme_a_personne:
        return 0
    evenement = _evenement(code, objet, par=par, sujet=sujet or objet, cadre=cadre, cle=cle)
    lues = canaux.keys() & set(lisent)
    dites = _rendre(evenement, lues) + _creer(evenement, canaux, lues)
    if any(une.canal == Canal.IMMEDIAT for une in dites):
        _envoyer_apres_validation(evenement.pk)
    return len(dites)


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
    un = registre.genre(code)
    candidats = _candidats(un, objet, a=a, par=par, sujet=sujet, cadre=cadre)
    return len(_voulus(un, _qui_lit(un, objet, candidats)))


def dire_combien(nombre: int) -> str:
    if not nombre:
        return _("Cette publication ne préviendra personne.")
    return ngettext(
        "Cette publication préviendra %(nombre)s personne.",
        "Cette publication préviendra %(nombre)s personnes.",
        nombre,
    ) % {"nombre": nombre}


def _candidats(
    un: registre.Genre, objet: models.Model, *, a: Iterable[User], par=None, sujet=None, cadre=None
) -> list[User]:
    """Who is there, and has not silenced it; in the order of keys, so that two transitions at once
    wait for each other without a knot.
    """
    cles = a.values("pk") if isinstance(a, models.QuerySet) else [personne.pk for personne in a]
    candidats = User.objects.filter(
        pk__in=cles, is_active=True, anonymisee_le=None, fusionne_dans=None
    )
    if par is not None:
        candidats = candidats.exclude(pk=par.pk)
    if un.debrayable:
        muettes = Sourdine.objects.sur(objet, sujet, cadre).values("personne")
        candidats = candidats.exclude(pk__in=muettes)
    return list(candidats.order_by("pk"))


def _qui_lit(un: registre.Genre, objet: models.Model, personnes: list[User]) -> list[int]:
    permises = registre.lecteurs(un, type(objet))(personnes, [objet]) if personnes else set()
    return [personne.pk for personne in personnes if (personne.pk, objet.pk) in permises]


def _voulus(un: registre.Genre, cles: list[int]) -> dict[int, str]:
    """Key → channel of each who has not said no to this kind."""
    canaux = canaux_par_personne(un, cles)
    return {pk: canal for pk, canal in canaux.items() if canal != Canal.RIEN}


def _rendre(evenement: Evenement, lues: set[int]) -> list[Notification]:
    """What was put aside for these people, who read it: as it was. Those who are newly told."""
    siennes = evenement.notifications.mises_de_cote().filter(personne__in=lues)
    rendues = list(siennes.select_for_update(no_key=True))
    Notification.objects.filter(pk__in=[une.pk for une in rendues]).update(suspendue_le=None)
    return [une for une in rendues if une.lue_le is None and une.ecrite_le is None]


def _creer(evenement: Evenement, canaux: dict[int, str], lues: set[int]) -> list[Notification]:
    """The rows of who has none; put aside, of who does not read it yet. Those who are told."""
    deja = set(evenement.notifications.values_list("personne_id", flat=True))
    maintenant = timezone.now()
    nouvelles = [
        Notification(
            personne_id=pk,
            evenement=evenement,
            canal=canal,
            cree_le=maintenant,
            suspendue_le=None if pk in lues else maintenant,
        )
        for pk, canal in canaux.items()
        if pk not in deja
    ]
    Notification.objects.bulk_create(nouvelles, batch_size=LOT, ignore_conflicts=True)
    return [une for une in nouvelles if une.suspendue_le is None]


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
    mailed waits. Of what is put aside already too: whoever is giving it back at this moment is met.
    """
    return Notification.objects.sur(objet).update(suspendue_le=timezone.now())


def reprendre(objet: models.Model) -> int:
    """Given back, what may be read of it is as it was: what was read, or mailed, is not told again;
    what was not is, at the next run of the command.
    """
    return rendre(Notification.objects.sur(objet))


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
