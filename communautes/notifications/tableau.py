"""What this room puts on the admin's home."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.notifications.models import Courriel
from home.tableau.registre import Controle, controler

RETARD_NORMAL = timedelta(minutes=10)
ESSAIS_NORMAUX = 3  # beyond, somebody looks at why


def courriels(request) -> Controle | None:
    """To be sent again, late, or failing again and again: to who reads the outbox. What nobody can
    send again asks for nothing.
    """
    if not request.user.has_perm("notifications.view_courriel"):
        return None
    en_retard = Q(
        statut=Courriel.Statut.EN_ATTENTE,
        prochain_essai_le__lte=timezone.now() - RETARD_NORMAL,
    )
    refuses = Q(statut=Courriel.Statut.EN_ATTENTE, essais__gt=ESSAIS_NORMAUX)
    a_renvoyer = Courriel.objects.a_renvoyer().order_by().values("pk")
    lu = Courriel.objects.order_by().aggregate(
        abandonnes=Count("pk", filter=Q(pk__in=a_renvoyer)),
        en_retard=Count("pk", filter=en_retard),
        refuses=Count("pk", filter=refuses),
    )
    phrases = []
    if lu["abandonnes"]:
        phrases.append(_abandonnes(lu["abandonnes"]))
    if lu["en_retard"]:
        phrases.append(_en_retard(lu["en_retard"]))
    if lu["refuses"]:
        phrases.append(_refuses(lu["refuses"]))
    statut = Courriel.Statut.ABANDONNE if lu["abandonnes"] else Courriel.Statut.EN_ATTENTE
    return Controle(
        _("Courriels"),
        " ".join(phrases) or _("Tous sont partis, ou partiront à leur heure."),
        not phrases,
        f"{reverse('courriels:index')}?statut={statut}" if phrases else "",
    )


def _abandonnes(nombre: int) -> str:
    return ngettext(
        "%(nombre)s courriel n’est pas parti\u00a0: renvoyez-le.",
        "%(nombre)s courriels ne sont pas partis\u00a0: renvoyez-les.",
        nombre,
    ) % {"nombre": nombre}


def _en_retard(nombre: int) -> str:
    return ngettext(
        "%(nombre)s courriel est en retard\u00a0: la commande envoyer_courriels ne passe pas.",
        "%(nombre)s courriels sont en retard\u00a0: la commande envoyer_courriels ne passe pas.",
        nombre,
    ) % {"nombre": nombre}


def _refuses(nombre: int) -> str:
    return ngettext(
        "%(nombre)s courriel ne part pas malgré plusieurs essais\u00a0: lisez son erreur.",
        "%(nombre)s courriels ne partent pas malgré plusieurs essais\u00a0: lisez leur erreur.",
        nombre,
    ) % {"nombre": nombre}


def brancher() -> None:
    controler("courriels", courriels)
