"""« de » before a name, as French contracts it."""

import pytest
from django.utils.translation import override

from home.articles import de
from tests.factories import CollectiviteFactory

CAS = {
    "Le Havre": "du Havre",
    "Les Abymes": "des Abymes",
    "La Rochelle": "de La Rochelle",
    "L’Haÿ-les-Roses": "de L’Haÿ-les-Roses",
    "Évry-Courcouronnes": "d’Évry-Courcouronnes",
    "Œuilly": "d’Œuilly",
    "Vernon": "de Vernon",
    "Métropole du Grand Paris": "de la Métropole du Grand Paris",
    "Communauté urbaine Le Havre Seine Métropole": (
        "de la Communauté urbaine Le Havre Seine Métropole"
    ),
    "Inès Morel": "d’Inès Morel",
    "Ali Benali": "d’Ali Benali",
    "Yves Martin": "d’Yves Martin",
    "Yanis Martin": "de Yanis Martin",
    "Hélène Martin": "d’Hélène Martin",
    "Hassan Benali": "de Hassan Benali",
    "": "",
}


@pytest.mark.parametrize(("nom", "dit"), CAS.items())
def test_before_a_name(nom, dit):
    assert de(nom) == dit


def test_who_reads_english():
    with override("en"):
        assert de("Le Havre") == "of Le Havre"


@pytest.mark.parametrize(
    ("type_", "code", "nom", "dit"),
    [
        ("departement", "01", "Ain", "de l’Ain"),
        ("departement", "59", "Nord", "du Nord"),
        ("departement", "22", "Côtes-d’Armor", "des Côtes-d’Armor"),
        ("departement", "35", "Ille-et-Vilaine", "d’Ille-et-Vilaine"),
        ("departement", "54", "Meurthe-et-Moselle", "de Meurthe-et-Moselle"),
        ("departement", "76", "Seine-Maritime", "de la Seine-Maritime"),
        ("region", "44", "Grand Est", "du Grand Est"),
        ("region", "84", "Auvergne-Rhône-Alpes", "d’Auvergne-Rhône-Alpes"),
        ("commune", "59599", "Nord", "de Nord"),
    ],
)
def test_before_a_collectivite(type_, code, nom, dit):
    assert CollectiviteFactory.build(type=type_, code=code, nom=nom).de_nom == dit
