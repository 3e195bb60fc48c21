from datetime import date

import pytest
from django.db import IntegrityError, transaction

from home.models import AccessibilitePage
from home.publication import PublicationRefusee


@pytest.fixture
def declaration(db):
    return AccessibilitePage.objects.get(locale__language_code="fr")


class TestDeclaration:
    def test_is_not_conform_until_an_audit_says_otherwise(self, client, declaration):
        page = client.get("/accessibilite/").content.decode()
        assert "non conforme" in page
        assert "Défenseur des droits" in page
        assert "Arcom" in page
        assert "objet=accessibilite" in page

    def test_the_database_refuses_conformity_without_audit(self, declaration):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccessibilitePage.objects.filter(pk=declaration.pk).update(conformite="partielle")

    @pytest.mark.parametrize(
        ("etablie_le", "fin"),
        [(date(2026, 11, 24), date(2029, 11, 24)), (date(2028, 2, 29), date(2031, 2, 28))],
    )
    def test_is_valid_three_years(self, declaration, etablie_le, fin):
        declaration.etablie_le = etablie_le
        assert declaration.valable_jusqu_au == fin

    def test_says_when_it_is_out_of_date(self, client, declaration):
        declaration.etablie_le = date(2020, 1, 1)
        declaration.save()
        assert "en cours de révision" in client.get("/accessibilite/").content.decode()

    def test_partial_conformity_needs_half_of_the_criteria(self, declaration):
        declaration.conformite, declaration.taux = "partielle", 49
        declaration.audit_le = date(2026, 1, 1)
        with pytest.raises(PublicationRefusee):
            declaration.save_revision().publish()
