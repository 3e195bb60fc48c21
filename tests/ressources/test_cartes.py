"""For whom a resource is, in the words of a card."""

import pytest

from ressources.cartes import minutes_de_lecture, pour_qui


@pytest.mark.parametrize(
    ("publics", "strates", "attendu"),
    [
        ([], [], ""),
        (["commune"], [], "Commune"),
        (["commune", "epci", "departement"], [], "Toutes les collectivités"),
        (["commune", "epci"], ["moins_3500"], "Commune, intercommunalité · moins de 3 500 hab"),
        ([], ["moins_3500", "3500_20000"], "moins de 20 000 habitants"),
        ([], ["3500_20000", "20000_100000"], "de 3 500 à 100 000 habitants"),
        ([], ["20000_100000", "plus_100000"], "20 000 habitants et plus"),
        ([], ["moins_3500", "3500_20000", "20000_100000", "plus_100000"], ""),
        (["epci"], ["moins_3500", "plus_100000"], "Moins de 3 500 habitants, 100 000 habitants"),
    ],
)
def test_says_neighbouring_bands_as_one(publics, strates, attendu):
    rendu = pour_qui(publics, strates).replace("\u202f", " ").replace("\xa0", " ")
    assert attendu in rendu
    assert bool(rendu) == bool(attendu)


@pytest.mark.parametrize(
    ("nature", "attendu"), [("guide", 5), ("texte", 5), ("video", None), ("webinaire", None)]
)
def test_no_reading_time_for_what_one_watches(nature, attendu):
    assert minutes_de_lecture(nature, 5) == attendu
