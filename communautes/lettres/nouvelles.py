"""A letter is sent: its members are told."""

from copy import copy

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion
from communautes.comptes.models import User
from communautes.lettres.models import Lettre
from communautes.lettres.permissions import peuvent_lire
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement
from communautes.notifications.services import notifier, previendra, reprendre, suspendre

LETTRE = "lettres.lettre"


def dire(lettre: Lettre, *, par) -> int:
    """Nobody to tell: nothing happened, and nothing counts in what a week may send."""
    return notifier(
        LETTRE,
        lettre,
        a=_membres(lettre),
        par=par,
        cadre=lettre.communaute,
        meme_a_personne=False,
    )


def combien(lettre: Lettre, *, par) -> int:
    """How many `dire` would tell of a draft."""
    lettre = copy(lettre)
    lettre.envoyee_le = timezone.now()
    return previendra(LETTRE, lettre, a=_membres(lettre), par=par, cadre=lettre.communaute)


def quand_la_moderation_change(lettre: Lettre) -> None:
    """Accepted after it was held back, its members are told at last; put back, they are told as
    they were: who had its mail gets no second one, who had not has it.
    """
    if lettre.est_brouillon:
        return
    if not lettre.est_publie:
        suspendre(lettre)
        return
    reprendre(lettre)
    if not Evenement.objects.filter(genre=LETTRE, objet_pk=lettre.pk).exists():
        dire(lettre, par=lettre.auteur)


def _membres(lettre: Lettre):
    actives = Adhesion.objects.actives().filter(communaute=lettre.communaute_id)
    return User.objects.filter(pk__in=actives.values("personne"))


def _charger(cles) -> dict[int, Lettre]:
    return Lettre.objects.select_related("communaute").in_bulk(cles)


def _phrase(evenement) -> str:
    return _("Lettre de «\u00a0%(communaute)s\u00a0»\u00a0: %(titre)s") % {
        "communaute": evenement.cadre.title,
        "titre": evenement.objet.titre,
    }


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            Lettre,
            titre=lambda lettre: lettre.titre,
            adresse=Lettre.get_absolute_url,
            peuvent_lire=peuvent_lire,
            charger=_charger,
        )
    )
    registre.declarer(
        registre.Genre(
            LETTRE,
            gettext_lazy("La lettre d’une de mes communautés"),
            gettext_lazy("Communautés"),
            _phrase,
            Canal.IMMEDIAT,
            rang=15,
        )
    )
