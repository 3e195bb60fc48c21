"""What becomes of all this when two accounts are one (communautes/comptes/reunion)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from communautes.comptes.reunion.registre import Decision, Devenir, declarer
from communautes.notifications.models import Notification, Preference, Recapitulatif, Sourdine


def _sauf_en_double(modele: type[models.Model], *cles: str):
    """The rows go to the account that stays, but for those that it has already."""

    def faire(absorbe, garde, par) -> None:
        deja = modele.objects.filter(personne=garde, **{cle: models.OuterRef(cle) for cle in cles})
        siennes = modele.objects.filter(personne=absorbe)
        siennes.filter(models.Exists(deja)).delete()
        siennes.update(personne=garde)

    return faire


def brancher() -> None:
    # Who had said no with one of the two still says no; what the account that stays chose prevails.
    declarer(
        Decision(
            "notifications.Notification.personne",
            Devenir.PASSE,
            _("notifications"),
            _sauf_en_double(Notification, "evenement"),
        ),
        Decision(
            "notifications.Preference.personne",
            Devenir.PASSE,
            _("préférences de notification"),
            _sauf_en_double(Preference, "genre"),
        ),
        Decision(
            "notifications.Sourdine.personne",
            Devenir.PASSE,
            _("sujets en sourdine"),
            _sauf_en_double(Sourdine, "type_d_objet", "objet_pk"),
        ),
        Decision(
            "notifications.Recapitulatif.personne",
            Devenir.PASSE,
            faire=_sauf_en_double(Recapitulatif, "frequence", "jour"),
        ),
        Decision("notifications.Evenement.par", Devenir.PASSE),
    )
