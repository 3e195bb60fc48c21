"""Official e-mails come from ANCT's spreadsheet: dry run, a reason for each line, undo."""

import pytest
from wagtail.models import ModelLogEntry

from communautes.territoires.models import Collectivite
from home.echanges import registre
from home.echanges.exportation import exporter
from tests.factories import CollectiviteFactory, UserFactory
from tests.home.echanges.conftest import annuler, essayer, faire, importer

__all__ = ["annuler", "essayer", "faire", "importer"]
pytestmark = pytest.mark.django_db
ENTETES = ["Code INSEE", "Courriels officiels"]


@pytest.fixture
def table():
    return registre.table("courriels-officiels")


@pytest.fixture
def redactrice():
    """Whom the steps of tests/home/echanges act as: here, somebody of the administration."""
    return UserFactory(groupe="Administration")


@pytest.fixture
def bourg():
    return CollectiviteFactory(code="01053", nom="Bourg-en-Bresse")


def motifs(import_) -> list[list[str]]:
    return [[e["message"] for e in ligne.erreurs] for ligne in import_.lignes.all()]


@pytest.mark.parametrize("comment", ["01053", "1053", "commune-01053", "siren", "siren espacé"])
def test_a_collectivite_is_found_by_each_of_its_names(importer, bourg, comment):
    siren = bourg.siren
    noms = {"siren": siren, "siren espacé": f"{siren[:3]} {siren[3:6]} {siren[6:]}"}
    importer([ENTETES, [noms.get(comment, comment), "Mairie@Bourg.example.org"]])
    bourg.refresh_from_db()
    assert bourg.emails_officiels == ["mairie@bourg.example.org"]


def test_a_dry_run_writes_nothing(essayer, bourg):
    import_ = essayer([ENTETES, ["01053", "mairie@bourg.example.org"]])
    bourg.refresh_from_db()
    assert (import_.nombre("a_modifier"), bourg.emails_officiels) == (1, [])


def test_every_refusal_has_its_reason(essayer, bourg):
    dissoute = CollectiviteFactory(statut="dissoute")
    absorbee = CollectiviteFactory(statut="fusionnee", successeur=bourg)
    import_ = essayer(
        [
            ENTETES,
            ["99999", "a@b.example.org"],
            ["Bourg", "a@b.example.org"],
            ["", "a@b.example.org"],
            [dissoute.code, "a@b.example.org"],
            [absorbee.code, "a@b.example.org"],
            ["01053", "mairie(at)bourg"],
            ["commune-01053", "a@b.example.org"],
            [bourg.siren, " ".join(f"a{n}@b.example.org" for n in range(6))],
        ]
    )
    lus = [" ".join(phrases) for phrases in motifs(import_)]
    attendus = [
        "Aucune collectivité n’a le code «\u00a099999\u00a0»",
        "Aucune collectivité n’a le code «\u00a0Bourg\u00a0»",
        "Cette cellule est vide",
        "n’existe plus",
        "a fusionné dans «\u00a0Bourg-en-Bresse — Ain (01)\u00a0» (commune-01053)",
        "«\u00a0mairie(at)bourg\u00a0» n’est pas une adresse électronique",
        "Une autre ligne nomme déjà cette collectivité",
        "6 adresses\u00a0: gardez-en 5 au plus",
    ]
    assert [attendu in lu for attendu, lu in zip(attendus, lus, strict=True)] == [True] * 8, lus
    assert import_.rejetees == 8
    assert Collectivite.objects.count() == 3


def test_several_addresses_then_none(essayer, importer, bourg):
    importer([ENTETES, ["01053", "a@b.example.org ; c@d.example.org"]])
    bourg.refresh_from_db()
    assert bourg.emails_officiels == ["a@b.example.org", "c@d.example.org"]
    assert essayer([ENTETES, ["01053", ""]]).nombre("inchangee") == 1
    importer([ENTETES, ["01053", "Aucun"]])
    bourg.refresh_from_db()
    assert bourg.emails_officiels == []


def test_an_undo_gives_back_what_there_was(importer, annuler, bourg):
    Collectivite.objects.update(emails_officiels=["ancienne@bourg.example.org"])
    import_ = importer([ENTETES, ["01053", "nouvelle@bourg.example.org"]])
    annuler(import_)
    bourg.refresh_from_db()
    assert bourg.emails_officiels == ["ancienne@bourg.example.org"]


def test_an_undo_leaves_what_has_changed_since(importer, annuler, bourg):
    import_ = importer([ENTETES, ["01053", "nouvelle@bourg.example.org"]])
    Collectivite.objects.update(emails_officiels=["autre@bourg.example.org"])
    annuler(import_)
    bourg.refresh_from_db()
    assert bourg.emails_officiels == ["autre@bourg.example.org"]
    assert "ont changé depuis l’import" in import_.lignes.get().laissee


def test_the_log_says_who_and_no_address(importer, bourg, redactrice):
    importer([ENTETES, ["01053", "mairie@bourg.example.org"]])
    entree = ModelLogEntry.objects.get(action="territoires.courriels")
    assert (entree.user, entree.object_id) == (redactrice, str(bourg.pk))
    assert "@" not in str(entree.data)


def test_what_goes_out_comes_back_unchanged(essayer, bourg, table, redactrice):
    Collectivite.objects.update(emails_officiels=["mairie@bourg.example.org"])
    response = exporter(table, list(table.cles(redactrice)), "csv", redactrice)
    import_ = essayer(b"".join(response.streaming_content))
    assert (import_.total, import_.nombre("inchangee")) == (1, 1)


def test_as_many_queries_for_two_lines_or_ten(essayer, count_queries):
    codes = [CollectiviteFactory().code for _ in range(10)]
    lignes = [ENTETES, *([code, f"m{code}@b.example.org"] for code in codes)]
    peu = count_queries(essayer, lignes[:3])
    assert count_queries(essayer, lignes) == peu


@pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", None])
def test_nobody_else_imports_nor_exports(client, groupe, bourg):
    client.force_login(UserFactory(groupe=groupe))
    for adresse in ("", "tout.csv", "modele.csv"):
        response = client.get(f"/admin/echanges/courriels-officiels/{adresse}")
        assert response.status_code in (302, 403)
