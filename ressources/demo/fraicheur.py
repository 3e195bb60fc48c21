"""Who keeps the demo's contents alive, and a few that are late: what is published never begins so.

Written after publication, by hand: publishing refuses a date that is past.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from home.fraicheur import ecriture
from ressources.models import Acteur, RessourcePage

AN = 365
# Slug or reference → the role that owns it (none: nobody), days since it should have been read.
RESSOURCES = {
    "cimetiere-enherbe": ("redaction", 220),  # readers are told
    "carte-usages": ("redaction", 61),
    "reperer-les-logements-froids": ("redaction", 9),
    "pedibus-durable": ("redaction", -12),
    "evaluer-une-demarche": ("relecture", -25),
    "relancer-un-conseil-citoyen": (None, 40),
}
ACTEURS = {
    "DEMO-ASSO-01": ("redaction", 15),
    "DEMO-PREST-01": ("redaction", -200),
    "DEMO-ASSO-02": ("relecture", -20),
}


def charger() -> None:
    """After the resources and the directory."""
    for modele, cle, fiches in (
        (RessourcePage, "slug", RESSOURCES),
        (Acteur, "reference", ACTEURS),
    ):
        contenus = modele.objects.propres().filter(**{f"{cle}__in": fiches})
        for contenu in contenus.sans_longs_textes():
            _dater(contenu, *fiches[getattr(contenu, cle)])


def _dater(contenu, role: str | None, retard: int) -> None:
    a_revoir_le = timezone.localdate() - timedelta(days=retard)
    personne = _personne(role) if role else None
    modele = type(contenu)
    verifie_le = a_revoir_le - timedelta(days=AN)
    ecriture.dater(modele, ecriture.suites([contenu], [a_revoir_le]), verifie_le)
    cle = personne.pk if personne else None
    ecriture.confier(modele, ecriture.suites([contenu], [cle]), cle)


def _personne(role: str):
    return get_user_model().objects.get(email=f"{role}@demo.example.org")
