"""What somebody was told, and chose to be told. Of an object, only what its kind is called: what it
says is its author's, and this person may read it no more.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import User
from communautes.notifications.lecture import lire_sourdines
from communautes.notifications.models import Notification, Preference, Recapitulatif, Sourdine
from communautes.notifications.registre import genre_connu


def _libelle(code: str) -> str:
    un = genre_connu(code)
    return str(un.libelle) if un else code


def _notifications(personne: User):
    siennes = Notification.objects.filter(personne=personne).select_related("evenement")
    for une in siennes.iterator(500):
        yield {
            "date": une.cree_le,
            "quoi": _libelle(une.evenement.genre),
            "lue_le": une.lue_le,
            "courriel_le": une.ecrite_le,
        }


def _preferences(personne: User):
    for une in Preference.objects.filter(personne=personne).order_by("genre"):
        reste = une.genre == Preference.RESTE
        yield {
            "quoi": _("ce qui sera annoncé de nouveau") if reste else _libelle(une.genre),
            "comment": une.get_canal_display(),
        }


def _sourdines(personne: User):
    siennes = list(Sourdine.objects.filter(personne=personne))
    for une, lue in zip(siennes, lire_sourdines(siennes, personne), strict=True):
        yield {
            "quoi": lue.titre or _("un contenu que vous ne pouvez plus lire"),
            "date": une.depuis,
        }


def _effacer(personne: User, traces: Traces) -> None:
    for modele in (Notification, Preference, Sourdine, Recapitulatif):
        modele.objects.filter(personne=personne).delete()


def brancher() -> None:
    quoi, date = gettext_lazy("quoi"), gettext_lazy("date")
    registre.declarer(
        Detention(
            "notifications",
            gettext_lazy("Vos notifications"),
            {
                "date": date,
                "quoi": quoi,
                "lue_le": gettext_lazy("lue le"),
                "courriel_le": gettext_lazy("courriel écrit le"),
            },
            _notifications,
            _effacer,
            rang=38,
        ),
        Detention(
            "preferences_de_notification",
            gettext_lazy("Comment vous êtes prévenu·e"),
            {"quoi": quoi, "comment": gettext_lazy("de quelle façon")},
            _preferences,
            rang=38,
        ),
        Detention(
            "sourdines",
            gettext_lazy("Ce que vous avez mis en sourdine"),
            {"quoi": quoi, "date": date},
            _sourdines,
            rang=38,
        ),
    )
