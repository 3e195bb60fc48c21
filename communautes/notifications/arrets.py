"""What the « unsubscribe » of a mail turns off: a kind, a digest, or the news of one object."""

from django.utils.translation import gettext as _

from communautes.notifications import registre, services
from communautes.notifications.canaux import RECAPITULATIFS, Canal
from communautes.notifications.forms import SourdineForm
from communautes.notifications.jetons import Arret
from communautes.notifications.lecture import Chose


def en_mots(arret: Arret) -> str:
    """What will be received no more; empty for what is no more, or that cannot be turned off."""
    if arret.quoi == "recapitulatif" and arret.lequel in RECAPITULATIFS:
        if arret.lequel == Canal.QUOTIDIEN:
            return _("le récapitulatif de chaque matin")
        return _("le récapitulatif de chaque lundi")
    if arret.quoi == "genre":
        un = registre.genre_connu(arret.lequel)
        if un is None or not un.debrayable:
            return ""
        return _("les courriels «\u00a0%(libelle)s\u00a0»") % {"libelle": un.libelle}
    trouvee = _chose(arret)
    if trouvee is None:
        return ""
    # Who may read it no more does not learn its name from an old mail's link.
    if trouvee.cible.peuvent_lire([arret.personne], [trouvee.objet]):
        return _("de nouvelles de «\u00a0%(titre)s\u00a0»") % {"titre": trouvee.titre}
    return _("de nouvelles de %(quoi)s") % {"quoi": trouvee.cible.en_sourdine}


def faire(arret: Arret) -> None:
    """Once or ten times, the same."""
    if arret.quoi == "recapitulatif":
        services.ne_plus_recapituler(arret.personne, arret.lequel)
    elif arret.quoi == "genre":
        services.ne_plus_ecrire(arret.personne, arret.lequel)
    elif (trouvee := _chose(arret)) is not None:
        services.mettre_en_sourdine(arret.personne, trouvee.objet)


def _chose(arret: Arret) -> Chose | None:
    form = SourdineForm({"objet": arret.lequel})
    if arret.quoi != "objet" or not form.is_valid():
        return None
    cible, cle = form.cleaned_data["objet"]
    objet = cible.lus([cle]).get(cle)
    return Chose(cible, objet) if objet is not None else None
