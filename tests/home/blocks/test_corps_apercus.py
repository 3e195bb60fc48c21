"""Each block shows itself in the admin's picker and in the gallery, from nothing in the base."""

import re

import pytest
from django.urls import reverse

from home.blocks import CorpsBlock
from tests.factories import UserFactory

NOMS = [
    "heading",
    "rich_text",
    "quote",
    "callout",
    "alert",
    "accordion",
    "table",
    "image",
    "video",
    "download",
    "resource_cards",
    "key_figures",
    "steps",
]
CHARGE = re.compile(r'<(?:img|script|link|iframe|source|video|use)\b[^>]*="(?:https?:)?//', re.I)


def test_the_names_are_permanent():
    assert set(CorpsBlock().child_blocks) == set(NOMS)


@pytest.mark.parametrize("nom", NOMS)
class TestApercu:
    def test_it_is_rendered_without_any_query(self, nom, django_assert_num_queries, db):
        bloc = CorpsBlock().child_blocks[nom]
        valeur = bloc.get_preview_value()
        with django_assert_num_queries(0):
            html = bloc.render(valeur, bloc.get_preview_context(valeur, {}))
        assert html.strip()
        assert not CHARGE.search(html)
        assert " style=" not in html

    def test_it_says_what_it_is(self, nom):
        bloc = CorpsBlock().child_blocks[nom]
        assert bloc.is_previewable
        assert bloc.label
        assert bloc.get_description()
        assert bloc.meta.icon != "placeholder"

    def test_the_admin_shows_it(self, nom, client, db):
        client.force_login(UserFactory(is_superuser=True))
        bloc = CorpsBlock().child_blocks[nom]
        url = reverse("wagtailadmin_block_preview")
        response = client.get(url, {"id": bloc.definition_prefix})
        assert response.status_code == 200
        assert not CHARGE.search(response.content.decode())


class TestGalerie:
    def test_is_absent_by_default(self, client, db):
        assert client.get("/_composants/").status_code == 404

    def test_shows_every_block(self, client, settings, db):
        settings.TEC_GALERIE = True
        response = client.get("/_composants/")
        assert response.status_code == 200
        contenu = response.content.decode()
        assert [nom for nom in NOMS if f'id="composant-{nom}"' not in contenu] == []
        assert contenu.count("<h1") == 1
        identifiants = re.findall(r'\sid="([^"]+)"', contenu)
        assert len(identifiants) == len(set(identifiants))
