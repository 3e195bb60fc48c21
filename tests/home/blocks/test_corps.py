import pytest

from home.blocks import CorpsBlock


@pytest.fixture
def corps():
    return CorpsBlock()


@pytest.mark.django_db
@pytest.mark.parametrize("nom", list(CorpsBlock().child_blocks))
def test_preview(nom, corps):
    bloc = corps.child_blocks[nom]
    valeur = bloc.get_preview_value()
    html = bloc.render(valeur, bloc.get_preview_context(valeur, {}))
    assert html.strip()
