"""Drafts may be incomplete; what is published is not."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.blocks import CorpsBlock
from home.blocks.publication import manques_du_corps
from home.models import ContenuPage
from home.publication import PublicationRefusee
from tests.factories import ImageFactory, UserFactory

VIDEO = {
    "url": "https://vimeo.com/1",
    "title": "Un atelier",
    "duration": 12,
    "thumbnail": None,
    "transcript": "",
}


@pytest.mark.parametrize("nom", list(CorpsBlock().child_blocks))
def test_a_draft_keeps_any_empty_block(nom, db):
    bloc = CorpsBlock().child_blocks[nom]
    bloc.clean_deferred(bloc.get_default())


class TestManques:
    def test_each_thing_is_said_with_its_place(self, corps, db):
        image = {"image": ImageFactory().pk, "alt_text": "", "decorative": False}
        manques = manques_du_corps(
            corps(
                ("rich_text", "<p>Bonjour.</p>"),
                ("image", {"image": image, "caption": ""}),
                ("video", VIDEO),
                ("heading", {"text": "", "rank": "section"}),
                ("accordion", {"items": [{"title": "", "text": "<p>A</p>"}]}),
            )
        )
        assert [manque.partition("\u00a0: ")[0] for manque in manques] == [
            "Bloc 2 (Image)",
            "Bloc 3 (Vidéo)",
            "Bloc 4 (Titre)",
            "Bloc 5 (Volets dépliants)",
        ]
        assert "transcription" in manques[1]
        assert "remplissez «\u00a0Texte du titre\u00a0»" in manques[2]
        assert "remplissez «\u00a0Titre\u00a0»" in manques[3]
        assert all(manque.endswith(".") for manque in manques)

    def test_a_complete_body_lacks_nothing(self, corps, db):
        complete = VIDEO | {"transcript": "<p>Une table.</p>"}
        assert manques_du_corps(corps(("video", complete))) == []

    @pytest.mark.parametrize("vide", [None, ""])
    def test_no_body_lacks_nothing(self, vide):
        assert manques_du_corps(vide) == []


class TestPage:
    def test_an_incomplete_body_is_not_published(self, page_avec):
        page = page_avec(("video", VIDEO))
        with pytest.raises(PublicationRefusee) as refus:
            page.get_latest_revision().publish()
        assert "transcription" in str(refus.value.message_dict["body"])
        page.refresh_from_db()
        assert not page.live

    def formulaire(self, **champs) -> dict:
        valeur = VIDEO | {"thumbnail": "", "transcript": rich_text("<p></p>")}
        return nested_form_data(
            {
                "title": "Une page",
                "slug": "une-page-avec-video",
                "resume": "Un résumé.",
                "body": streamfield([("video", valeur)]),
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
            }
            | champs
        )

    def test_the_admin_saves_the_draft_and_refuses_to_publish(self, client, accueil):
        client.force_login(UserFactory(groupe="Administration"))
        url = reverse("wagtailadmin_pages:add", args=["home", "contenupage", accueil.pk])
        response = client.post(url, self.formulaire(**{"action-publish": "1"}))
        assert response.status_code == 200
        erreur = response.context["form"].errors["body"].as_data()[0]
        assert "Écrivez la transcription" in str(erreur.block_errors[0].block_errors["transcript"])
        assert client.post(url, self.formulaire()).status_code == 302
        assert not ContenuPage.objects.get(slug="une-page-avec-video").live
