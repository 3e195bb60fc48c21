"""What the database itself refuses about a retour, whoever writes it.

A snippet's `live` is in its own row: the database knows that what is published is complete, but
for its themes, its images and its authors (rows of other tables: services/publication.py).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communautes.retours.referentiels import Cout, Format
from home.referentiels import NiveauAtteint, PublicAssocie

TEXTES_DU_COURT = ("fait", "appris")
TEXTES_DU_COMPLET = ("resume", "contexte", "fait", "resultats", "echecs", "transposition")


def contraintes_retour() -> list[models.BaseConstraint]:
    return [
        _unique("slug", _("Un autre retour a déjà cette adresse.")),
        _unique("reference", _("Un autre retour a déjà cette référence.")),
        _verifiee(
            "reference_forme",
            Q(reference__regex=r"^[A-Z0-9][A-Z0-9-]+$"),
            _("Écrivez la référence en capitales, chiffres et tirets."),
        ),
        _verifiee("nomme", ~Q(titre="") & ~Q(slug=""), _("Donnez un titre au retour.")),
        _verifiee(
            "valeurs_connues",
            Q(
                format__in=Format.values,
                niveau__in=["", *NiveauAtteint.values],
                cout__in=["", *Cout.values],
                publics__contained_by=list(PublicAssocie.values),
            ),
            _("Une valeur n’est pas dans la liste."),
        ),
        _verifiee(
            "periode",
            Q(debut=None) | Q(fin=None) | Q(fin__gte=F("debut")),
            _("La fin vient après le début."),
        ),
        _verifiee(
            "publie_complet",
            Q(live=False)
            | (Q(format=Format.COURT) & _ecrits(TEXTES_DU_COURT))
            | (Q(format=Format.COMPLET) & _ecrits(TEXTES_DU_COMPLET)),
            _("Pour publier, il faut tous les textes que demande cette version."),
        ),
    ]


def _ecrits(champs) -> Q:
    condition = Q()
    for champ in champs:
        condition &= ~Q(**{champ: ""})
    return condition


def _unique(champ: str, message) -> models.UniqueConstraint:
    """The code is what makes Django say it on the field."""
    return models.UniqueConstraint(
        fields=[champ],
        name=f"retours_retour_{champ}_unique",
        violation_error_code="unique",
        violation_error_message=message,
    )


def _verifiee(nom: str, condition: Q, message) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"retours_retour_{nom}", condition=condition, violation_error_message=message
    )
