"""Publication and withdrawal at an hour that is chosen: what is refused, and how it is said."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext as de_wagtail

from home.jours import instant_en_mots
from home.langues import miroir


def en_toutes_lettres(instant) -> str:
    """« vendredi 4 décembre 2026 à 9 h (heure de Paris) »"""
    return _("%(quand)s (heure de Paris)") % {"quand": instant_en_mots(instant, "l j F Y")}


def en_bref(instant) -> str:
    """« 4 déc. 2026 à 9 h »"""
    return instant_en_mots(instant, "j N Y")


def refus(debut, fin) -> str:
    """Why this end may not be; else nothing."""
    if fin and debut and fin <= debut:
        return _("La fin doit venir après le début, prévu le %(debut)s.") % {
            "debut": en_toutes_lettres(debut)
        }
    if fin and fin <= timezone.now():
        return _("La date de fin est passée : choisissez une date à venir, ou effacez-la.")
    return ""


def manques(objet) -> dict[str, str]:
    """For publication.manques: a translation has the dates of its French page."""
    if hasattr(objet, "locale") and not miroir.est_source(objet):
        return {}
    debut = objet.go_live_at if objet.go_live_at and objet.go_live_at > timezone.now() else None
    phrase = refus(debut, objet.expire_at)
    return {"expire_at": phrase} if phrase else {}


def phrases(objet, *, programmee=None) -> list[str]:
    """What will happen by itself (`programmee`: the version that waits for its hour)."""
    dites = []
    if programmee is not None:
        quand = en_toutes_lettres(programmee.go_live_at)
        dites.append(_("Sera publié le %(quand)s.") % {"quand": quand})
        if programmee.expire_at:
            quand = en_toutes_lettres(programmee.expire_at)
            dites.append(_("Sera retiré le %(quand)s.") % {"quand": quand})
    elif objet.go_live_at and objet.go_live_at > timezone.now():
        quand = en_toutes_lettres(objet.go_live_at)
        dites.append(
            _(
                "Publication prévue le %(quand)s. Elle n’aura lieu que si vous choisissez "
                "« %(bouton)s »."
            )
            % {"quand": quand, "bouton": de_wagtail("Schedule to publish")}
        )
    if programmee is None and objet.expire_at and objet.expire_at > timezone.now():
        quand = en_toutes_lettres(objet.expire_at)
        dites.append(_("Sera retiré le %(quand)s.") % {"quand": quand})
    return dites


class ProgrammationMixin:
    """Before Wagtail's own checks, which say less and refuse a draft for a date that is past."""

    def clean(self):
        donnees = super().clean()
        if not donnees.get("expire_at"):
            return donnees
        if self.is_deferred_validation and "expire_at" not in self.changed_data:
            del donnees["expire_at"]  # what is already so stays so, and keeps no draft from saving
        elif phrase := refus(donnees.get("go_live_at"), donnees["expire_at"]):
            self.add_error("expire_at", forms.ValidationError(phrase))
        return donnees
