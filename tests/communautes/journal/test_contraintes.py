"""What the database refuses of an entry, beyond its change or its erasure."""

import pytest
from django.contrib.contenttypes.models import ContentType

from communautes.journal.models import Entree
from tests.contraintes import contrainte_qui_refuse, noms_des_contraintes, phrase_de
from tests.factories import CollectiviteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("moitie", ["type_d_objet", "objet_pk"])
def test_half_an_object(moitie):
    commune = CollectiviteFactory()
    objet = {
        "type_d_objet": ContentType.objects.get_for_model(commune),
        "objet_pk": commune.pk,
    }
    ligne = Entree(acte="essais.essai", **{moitie: objet[moitie]})
    assert phrase_de("journal_objet_entier", ligne) == "Un objet a une sorte et un numéro."
    assert contrainte_qui_refuse(ligne) == "journal_objet_entier"


def test_none_is_left_untried():
    assert noms_des_contraintes(Entree) == {"journal_objet_entier"}
