import pytest

from home.blocks import CorpsBlock
from tests.factories import ContenuPageFactory


@pytest.fixture
def corps():
    """`corps(("heading", {...}), …)`: a body, as it is read from the database."""

    def composer(*blocs):
        donnees = [
            {"type": nom, "value": valeur, "id": f"bloc-{rang}"}
            for rang, (nom, valeur) in enumerate(blocs)
        ]
        return CorpsBlock().to_python(donnees)

    return composer


@pytest.fixture
def html(corps):
    """`html(("heading", {...}), …, niveau=3)`: the body, rendered."""

    def rendre(*blocs, **contexte) -> str:
        return corps(*blocs).stream_block.render(corps(*blocs), contexte)

    return rendre


@pytest.fixture
def page_avec(db):
    """`page_avec(("heading", {...}), …)`: a draft content page with this body."""

    def creer(*blocs):
        page = ContenuPageFactory(live=False)
        page.body = [
            {"type": nom, "value": valeur, "id": f"00000000-0000-4000-8000-{rang:012}"}
            for rang, (nom, valeur) in enumerate(blocs)
        ]
        page.save_revision()
        page.save()
        return page

    return creer
