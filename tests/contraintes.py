"""What the database refuses, and what the person reads: the same constraint says both."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model


def contrainte_qui_refuse(ligne: Model) -> str:
    """Its name, said by the database: the row is written whatever the forms would say."""
    with pytest.raises(IntegrityError) as refus, transaction.atomic():
        ligne.save(force_insert=True)
    return refus.value.__cause__.diag.constraint_name


def phrase_de(nom: str, ligne: Model) -> str:
    contrainte = next(c for c in ligne._meta.constraints if c.name == nom)
    with pytest.raises(ValidationError) as refus:
        contrainte.validate(type(ligne), ligne)
    return refus.value.message.replace("\u00a0", " ")


def noms_des_contraintes(modele: type[Model]) -> set[str]:
    return {contrainte.name for contrainte in modele._meta.constraints}
