"""What the database itself refuses about an actor, whoever writes it.

A snippet's `live` is in its own row, unlike a page's: the database knows that what is published
is complete, but for its themes (rows of another table: ressources/models/acteur.py).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.referentiels import Strate, TypeCollectivite
from home.territoires import ChoixDepartement, ChoixRegion
from ressources.referentiels import GenreActeur

PARTOUT_OU_LA = _(
    "Toute la France, ou bien des régions et des départements : décochez l’un ou l’autre."
)
_TERRITOIRE = Q(toute_la_france=True) | ~Q(regions=[]) | ~Q(departements=[])


def contraintes_acteur() -> list[models.BaseConstraint]:
    return [*_de_la_fiche(), *_du_lieu_et_de_la_publication()]


def _de_la_fiche() -> list[models.BaseConstraint]:
    return [
        _unique("slug", _("Une autre fiche de l’annuaire a déjà cette adresse.")),
        _unique("reference", _("Un autre acteur a déjà cette référence.")),
        _verifiee(
            "reference_forme",
            Q(reference__regex=r"^[A-Z0-9][A-Z0-9-]+$"),
            _("Écrivez la référence en capitales, chiffres et tirets."),
        ),
        _verifiee("nomme", ~Q(nom="") & ~Q(slug=""), _("Donnez un nom et une adresse à la fiche.")),
        _verifiee(
            "genre_connu",
            Q(genre__in=["", *GenreActeur.values]),
            _("Choisissez le genre dans la liste."),
        ),
        *(
            _verifiee(
                f"{champ}_connus",
                Q(**{f"{champ}__contained_by": list(enum.values)}),
                _("Une valeur n’est pas dans la liste."),
            )
            for champ, enum in (
                ("regions", ChoixRegion),
                ("departements", ChoixDepartement),
                ("publics", TypeCollectivite),
                ("strates", Strate),
            )
        ),
    ]


def _du_lieu_et_de_la_publication() -> list[models.BaseConstraint]:
    return [
        _verifiee(
            "partout_ou_la",
            Q(toute_la_france=False) | Q(regions=[], departements=[]),
            PARTOUT_OU_LA,
        ),
        *(
            _verifiee(
                f"{champ}_http",
                Q(**{champ: ""}) | Q(**{f"{champ}__regex": r"^https?://"}),
                _("Écrivez une adresse qui commence par https:// : aucune adresse électronique."),
            )
            for champ in ("site_web", "page_contact")
        ),
        _verifiee(
            "publie_complet",
            Q(live=False) | (~Q(genre="") & ~Q(resume="") & _TERRITOIRE),
            _("Pour publier, il faut un genre, un résumé et un territoire."),
        ),
    ]


def _unique(champ: str, message) -> models.UniqueConstraint:
    """The code is what makes Django say it on the field."""
    return models.UniqueConstraint(
        fields=[champ],
        name=f"ressources_acteur_{champ}_unique",
        violation_error_code="unique",
        violation_error_message=message,
    )


def _verifiee(nom: str, condition: Q, message) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"ressources_acteur_{nom}", condition=condition, violation_error_message=message
    )
