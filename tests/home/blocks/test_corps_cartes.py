import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from home.blocks import CorpsBlock
from home.cartes import cartes
from tests.factories import RessourcePageFactory, ThemePageFactory, traduite


@pytest.fixture
def theme(db):
    return ThemePageFactory()


def choisies(*pages, **champs) -> tuple:
    return "resource_cards", {"title": "", "pages": [p.pk for p in pages], "number": 3} | champs


def titres(**kwargs) -> list[str]:
    return [carte["titre"] for carte in cartes(**kwargs)]


class TestCartes:
    def test_chosen_pages_keep_their_order(self, theme):
        pages = RessourcePageFactory.create_batch(4, themes=[theme])
        assert titres(pages=pages[::-1]) == [page.title for page in pages[::-1]]

    def test_the_newest_of_a_theme(self, theme):
        pages = RessourcePageFactory.create_batch(4, themes=[theme])
        RessourcePageFactory()
        assert set(titres(theme=theme, nombre=6)) == {page.title for page in pages}
        assert len(titres(theme=theme, nombre=2)) == 2

    def test_drafts_and_private_pages_are_absent(self, theme):
        visible, privee = RessourcePageFactory.create_batch(2, themes=[theme])
        brouillon = RessourcePageFactory(live=False, themes=[theme])
        PageViewRestriction.objects.create(page=privee, restriction_type="login")
        assert titres(pages=[privee, brouillon, visible]) == [visible.title]
        assert titres(theme=theme) == [visible.title]

    def test_in_the_reader_s_language_when_it_is_translated(self, theme):
        page, seule = RessourcePageFactory.create_batch(2, themes=[theme])
        traduite(page, title="Translated")
        with override("en"):
            assert titres(pages=[page, seule]) == ["Translated", seule.title]
            assert set(titres(theme=theme)) == {"Translated", seule.title}
        assert titres(pages=[page, seule]) == [page.title, seule.title]

    def test_nothing_asked_gives_nothing(self, db):
        assert cartes() == []


class TestBloc:
    def test_twelve_cards_cost_as_much_as_three(self, corps, count_queries, theme):
        pages = RessourcePageFactory.create_batch(12, themes=[theme])

        def cout(nombre: int) -> int:
            body = corps(choisies(*pages[:nombre]))
            return count_queries(body.stream_block.render, body, {})

        assert cout(12) == cout(3)

    def test_six_of_a_theme_cost_as_much_as_one(self, corps, count_queries, theme):
        RessourcePageFactory.create_batch(6, themes=[theme])

        def cout(nombre: int) -> int:
            body = corps(choisies(theme=theme.pk, number=nombre))
            return count_queries(body.stream_block.render, body, {})

        assert cout(6) == cout(1)

    def test_each_card_is_one_link(self, html, theme):
        page = RessourcePageFactory(themes=[theme], title="Une urne")
        rendu = html(choisies(page, title="À lire"))
        assert rendu.count("<a ") == 1
        assert f'href="{page.url}"' in rendu
        assert "À lire" in rendu

    def test_without_card_there_is_no_title(self, html, theme):
        page = RessourcePageFactory(themes=[theme], live=False)
        assert not html(choisies(page, title="À lire")).strip()

    def test_one_way_of_choosing_and_only_one(self, theme):
        page = RessourcePageFactory(themes=[theme])
        bloc = CorpsBlock().child_blocks["resource_cards"]
        for valeur in (choisies(), choisies(page, theme=theme.pk)):
            bloc.clean_deferred(bloc.to_python(valeur[1]))
            with pytest.raises(ValidationError) as refus:
                bloc.clean(bloc.to_python(valeur[1]))
            assert "Choisissez" in str(refus.value.block_errors["theme"])
        assert bloc.clean(bloc.to_python(choisies(page)[1]))
