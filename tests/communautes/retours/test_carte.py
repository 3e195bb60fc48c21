"""The map: how many retours by département, and the way to each."""

import pytest

from tests.factories import AffiliationFactory, CollectiviteFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
CARTE = "/retours/carte/"


def texte(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def trois(publier):
    for departement, cout in (("29", "aucun"), ("29", "plus_500000"), ("01", "aucun")):
        lieu = CollectiviteFactory(departement=departement)
        publier(RetourFactory, affiliation=AffiliationFactory(collectivite=lieu), cout=cout)
    publier(RetourFactory, etat="soumis")


def test_counts_and_leads_to_each(client, trois):
    page = client.get(CARTE)
    assert [(ligne.code, ligne.valeur) for ligne in page.context["carte"]["lignes"]] == [
        ("29", 2),
        ("01", 1),
    ]
    assert 'href="/retours/?territoire=departement-29">Finistère (29)</a>' in texte(page)
    assert "3 retours dans 2 départements" in texte(page)
    assert '<th scope="col">Retours</th>' in texte(page)
    assert "foncée" not in texte(page)  # in the dark theme, the fullest are the lightest


def test_each_number_is_that_of_its_list(client, trois):
    for ligne in client.get(CARTE).context["carte"]["lignes"]:
        assert client.get(ligne.url).context["ecran"].resultats.total == ligne.valeur


def test_the_filters_of_the_list_hold(client, trois):
    page = client.get(CARTE, {"cout": "aucun"})
    assert [ligne.valeur for ligne in page.context["carte"]["lignes"]] == [1, 1]
    assert "/retours/?cout=aucun&amp;territoire=departement-29" in texte(page)


class TestTerritoire:
    """Ticked, a territory is the whole map: its number is that of its table."""

    @pytest.fixture
    def partout(self, publier):
        for departement, region in (("29", "53"), ("29", "53"), ("35", "53"), ("46", "76")):
            lieu = CollectiviteFactory(departement=departement, region=region)
            publier(RetourFactory, affiliation=AffiliationFactory(collectivite=lieu))

    @pytest.mark.parametrize(
        ("territoire", "attendus", "phrase"),
        [
            (["departement-29"], {"29": 2}, "2 retours dans 1 département."),
            (["region-76"], {"46": 1}, "1 retour dans 1 département."),
            (["region-76", "departement-35"], {"35": 1, "46": 1}, "2 retours dans 2 départements"),
        ],
        ids=str,
    )
    def test_the_rest_of_the_country_is_left_out(
        self, client, partout, territoire, attendus, phrase
    ):
        page = client.get(CARTE, {"territoire": territoire})
        lues = page.context["carte"]["lignes"]
        assert {ligne.code: ligne.valeur for ligne in lues} == attendus
        assert phrase in texte(page)
        assert page.context["carte"]["total"] == page.context["ecran"].resultats.total

    def test_the_list_keeps_it(self, client, partout):
        page = client.get(CARTE, {"territoire": "region-76"})
        assert page.context["liste"] == "/retours/?territoire=region-76"


def test_tiles_are_for_the_mouse_and_the_table_for_all(client, trois):
    page = texte(client.get(CARTE))
    assert page.count('tabindex="-1" title="Finistère"') == 1
    assert '<details class="tec-carte-tuiles__tableau" open>' in page


def test_empty_it_says_so(client, accueil):
    assert "Aucun département pour le moment" in texte(client.get(CARTE))


@pytest.mark.parametrize("question", ["!", "le la", "a b c", '"', "-", "\N{DECIDUOUS TREE}"])
def test_a_question_without_a_word_finds_none(client, trois, question):
    page = client.get(CARTE, {"q": question})
    assert page.status_code == 200 and page.context["carte"]["lignes"] == []


def test_costs_the_same(client, publier, count_queries):
    publier(RetourFactory)
    peu = count_queries(client.get, CARTE)
    publier(RetourFactory.create_batch, 9)
    assert count_queries(client.get, CARTE) == peu <= 12
