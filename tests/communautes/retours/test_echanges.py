"""What ANCT had already comes in by a spreadsheet: tried, told, written, undone."""

from io import BytesIO

import openpyxl
import pytest

from communautes.retours.models import RetourExperience
from communautes.retours.referentiels import Etat
from home.echanges import registre
from home.echanges.models import LigneImport
from ressources.models import Etiquette
from tests.factories import CollectiviteFactory, ThemePageFactory, UserFactory
from tests.factories.retours import RetourFactory, relecteur
from tests.home.echanges.conftest import annuler, essayer, faire, importer

__all__ = ["annuler", "essayer", "faire", "importer"]
pytestmark = pytest.mark.django_db

ENTETES = [
    "Référence",
    "Code INSEE",
    "Titre",
    "Version",
    "Ce qui a été fait",
    "Ce qu’on en retient",
    "Thèmes",
    "Étiquettes",
    "Coût",
    "Début",
]


@pytest.fixture
def table(db):
    return registre.table("retours")


@pytest.fixture
def redactrice(db):
    return UserFactory(groupe="Administration")


@pytest.fixture
def lieu(db):
    ThemePageFactory(title="Eau", slug="eau")
    return CollectiviteFactory(population=4_200)


def ligne(lieu, **autres) -> list[str]:
    valeurs = dict(
        zip(
            ENTETES,
            [
                "BASE-12",
                lieu.code,
                "Une cour ouverte",
                "court",
                "Nous avons ouvert la cour.\n\n- un soir sur deux",
                "Commencer petit.",
                "Eau",
                "cour, école".replace(",", " |"),
                "Moins de 5 000 €",
                "01/03/2024",
            ],
            strict=True,
        )
    )
    return [*(valeurs | autres).values()]


def test_it_is_published_in_the_name_of_its_collectivite(importer, lieu):
    importer([ENTETES, ligne(lieu)], publier=True)
    retour = RetourExperience.objects.get(reference="BASE-12")
    assert retour.etat == Etat.PUBLIE
    assert "\n\n- un soir" in retour.fait
    assert (retour.cout, retour.parcours.auteur) == ("moins_5000", None)
    signature = retour.auteures.get()
    assert (signature.collectivite, signature.population, signature.est_verifiee) == (
        lieu,
        4_200,
        True,
    )
    assert set(retour.tags.names()) == {"cour", "école"}


def test_what_lacks_to_be_published_is_told_before(essayer, lieu):
    import_ = essayer([ENTETES, ligne(lieu, **{"Ce qu’on en retient": ""})], publier=True)
    assert "Dites ce que vous en retenez" in str(import_.lignes.get().erreurs)


@pytest.mark.parametrize("code", ["99999", "", "departement-99"])
def test_nobody_known_is_refused(essayer, lieu, code):
    import_ = essayer([ENTETES, ligne(lieu, **{"Code INSEE": code})])
    assert import_.lignes.get().statut == LigneImport.Statut.REJETEE


def test_a_retour_does_not_change_of_collectivite(importer, essayer, lieu):
    importer([ENTETES, ligne(lieu)])
    autre = ligne(lieu, **{"Code INSEE": CollectiviteFactory().code})
    import_ = essayer([ENTETES, autre])
    assert "ne change pas de collectivité" in str(import_.lignes.get().erreurs)


def test_what_people_write_here_is_theirs(essayer, lieu):
    retour = RetourFactory()
    siens = ligne(retour.auteures.get().collectivite, **{"Référence": retour.reference})
    import_ = essayer([ENTETES, siens])
    assert import_.lignes.get().statut == LigneImport.Statut.REJETEE


def test_undone_it_was_never_there(importer, annuler, lieu):
    import_ = importer([ENTETES, ligne(lieu)], publier=True)
    annuler(import_)
    assert not RetourExperience.objects.exists()
    assert not Etiquette.objects.filter(name="cour").exists()


def test_a_workbook_says_where_each_stands(client):
    for etat in ("brouillon", "publie", "retire"):
        RetourFactory(etat=etat)
    client.force_login(relecteur())
    sortie = client.get("/admin/echanges/retours/tout.xlsx")
    feuille = openpyxl.load_workbook(BytesIO(sortie.getvalue())).active
    entetes, *rangees = feuille.iter_rows(values_only=True)
    etats = {rangee[entetes.index("État")] for rangee in rangees}
    assert etats == {"Brouillon", "Publié", "Retiré"}


def test_it_goes_out_as_it_came_in(importer, table, lieu, redactrice):
    importer([ENTETES, ligne(lieu)])
    contexte = table.contexte(redactrice)
    (retour,) = table.a_exporter(list(table.cles(redactrice)), contexte)
    sorties = {c.nom: c.ecrire(retour, contexte) for c in table.colonnes}
    assert sorties["collectivite"] == f"commune-{lieu.code}"
    assert sorties["etiquettes"] == "cour | école"
