"""What each piece of news says of a meeting, in one line."""

from django.utils.translation import gettext as _

from home.jours import date_format


def _mots(evenement) -> dict[str, str]:
    rencontre = evenement.objet
    return {"titre": rencontre.titre, "quand": rencontre.debut_en_mots}


def nouvelle(evenement) -> str:
    return _("Nouvelle rencontre\u00a0: «\u00a0%(titre)s\u00a0», %(quand)s") % _mots(evenement)


def deplacee(evenement) -> str:
    un = evenement.objet
    mots = {
        "titre": un.rencontre.titre,
        "avant": un.avant_en_mots,
        "apres": un.apres_en_mots,
        "lieu": un.lieu or _("à distance"),
        "ancien_lieu": un.ancien_lieu or _("à distance"),
    }
    if un.defait:
        return _("«\u00a0%(titre)s\u00a0» a finalement lieu %(apres)s, %(lieu)s") % mots
    if un.ne_change_que_de_lien:
        return _("Le lien de «\u00a0%(titre)s\u00a0» a changé\u00a0: il est sur sa page") % mots
    if un.change_de_date and un.change_de_lieu:
        return (
            _(
                "«\u00a0%(titre)s\u00a0» est déplacée\u00a0: %(apres)s, %(lieu)s (au lieu de "
                "%(avant)s, %(ancien_lieu)s)"
            )
            % mots
        )
    if un.change_de_lieu:
        return (
            _("«\u00a0%(titre)s\u00a0» change de lieu\u00a0: %(lieu)s (au lieu de %(ancien_lieu)s)")
            % mots
        )
    return _("«\u00a0%(titre)s\u00a0» est déplacée\u00a0: %(apres)s (au lieu de %(avant)s)") % mots


def retiree(evenement) -> str:
    """Not its title: it may be what was wrong."""
    return _("La rencontre prévue %(quand)s est retirée de l’agenda par la modération") % {
        "quand": evenement.objet.debut_en_mots
    }


def retablie(evenement) -> str:
    return _("«\u00a0%(titre)s\u00a0» est de nouveau à l’agenda, et a lieu %(quand)s") % _mots(
        evenement
    )


def annulee(evenement) -> str:
    return _("«\u00a0%(titre)s\u00a0», prévue %(quand)s, est annulée") % _mots(evenement)


def place(evenement) -> str:
    return _(
        "Une place se libère\u00a0: vous êtes inscrit·e à «\u00a0%(titre)s\u00a0», %(quand)s"
    ) % _mots(evenement)


def rappel(evenement) -> str:
    return _("Rappel\u00a0: «\u00a0%(titre)s\u00a0», %(quand)s") % _mots(evenement)


def decision(evenement) -> str:
    decision = evenement.objet
    mots = {"titre": decision.rencontre.titre}
    if decision.echeance is None:
        return _("Une décision de «\u00a0%(titre)s\u00a0» vous revient") % mots
    mots["jour"] = date_format(decision.echeance, "j F Y")
    return _("Une décision de «\u00a0%(titre)s\u00a0» vous revient, pour le %(jour)s") % mots


def echeance(evenement) -> str:
    decision = evenement.objet
    jour = date_format(decision.echeance, "j F Y") if decision.echeance else ""
    return _("À faire pour demain, %(jour)s\u00a0: une décision de «\u00a0%(titre)s\u00a0»") % {
        "jour": jour,
        "titre": decision.rencontre.titre,
    }
