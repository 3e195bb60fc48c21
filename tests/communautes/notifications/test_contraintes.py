"""What the database refuses of a mail, whatever the code that delivers it does."""

import pytest
from django.utils import timezone

from communautes.notifications.models import Courriel
from tests.contraintes import contrainte_qui_refuse, noms_des_contraintes, phrase_de
from tests.factories import CourrielFactory

pytestmark = pytest.mark.django_db
DATE = "Un courriel envoyé a une date d’envoi, et lui seul."
EFFACE = "Le texte d’un courriel confidentiel n’est pas gardé."
ESSAIS = [
    ("courriel_envoye_date", {"statut": "envoye"}, DATE),
    ("courriel_envoye_date", {"envoye_le": timezone.now()}, DATE),
    ("courriel_envoye_date", {"abandonne": True, "envoye_le": timezone.now()}, DATE),
    ("courriel_confidentiel_efface", {"abandonne": True, "confidentiel": True}, EFFACE),
    (
        "courriel_confidentiel_efface",
        {
            "statut": "envoye",
            "envoye_le": timezone.now(),
            "confidentiel": True,
            "corps": "",
            "html": "<p>BCDF-GHJK</p>",
        },
        EFFACE,
    ),
    (
        "courriel_a_oublier_parti",
        {"abandonne": True, "a_oublier": True},
        "Un courriel à oublier n’est plus là une fois parti.",
    ),
]


@pytest.mark.parametrize(
    ("nom", "champs", "phrase"), ESSAIS, ids=[nom for nom, _champs, _phrase in ESSAIS]
)
def test_a_mail(nom, champs, phrase):
    ligne = CourrielFactory.build(**champs)
    assert phrase_de(nom, ligne) == phrase
    assert contrainte_qui_refuse(ligne) == nom


def test_none_is_left_untried():
    assert {nom for nom, _champs, _phrase in ESSAIS} == noms_des_contraintes(Courriel)
