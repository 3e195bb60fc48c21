import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home import ouvertures, sections
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    DiscussionFactory,
    RessourcePageFactory,
)
from tests.factories.retours import RetourFactory


def titres(reponse) -> list[str]:
    """Ids of the sections' headings, in the order of the page."""
    return re.findall(r'<h2[^>]* id="([\w-]+)"', reponse.content.decode().split("<main")[1])


class TestAccueil:
    @pytest.mark.parametrize(
        ("adresse", "langue", "promesse"),
        [
            ("/", "fr", "Construisez vos politiques publiques à plusieurs"),
            ("/en/", "en", "public policies"),
        ],
    )
    def test_is_served_in_each_language(self, client, accueil, adresse, langue, promesse):
        response = client.get(adresse)
        page = response.content.decode()
        assert response.status_code == 200
        assert f'<html lang="{langue}"' in page
        assert promesse in page.split("<h1")[1].split("</h1>")[0]
        assert 'role="search"' in page

    @pytest.mark.parametrize("adresse", ["/", "/en/"])
    def test_shows_every_section_that_has_something(
        self, client, accueil, adresse, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            RessourcePageFactory()
            ActualitePageFactory()
            DiscussionFactory()
            RetourFactory()
        reponse = client.get(adresse)
        registre = sections.de_l_accueil._par_nom.values()
        en_francais = {"questions"} if adresse == "/en/" else set()  # those of discussions
        attendues = sorted(
            (section for section in registre if section.nom not in en_francais),
            key=lambda section: section.ordre,
        )
        assert [s["nom"] for s in reponse.context["sections"]] == [s.nom for s in attendues]
        assert len(titres(reponse)) >= len(attendues) >= 6

    def test_what_has_nothing_to_show_is_absent(self, client, accueil):
        noms = {section["nom"] for section in client.get("/").context["sections"]}
        assert noms == {"ouvert", "etapes", "cout"}


class TestEtapes:
    def test_lead_to_the_page_that_says_more_where_there_is_one(self, client, accueil):
        assert "Comment se déroule un projet partagé" not in client.get("/").content.decode()
        page = ContenuPageFactory(slug="comment-ca-marche")
        assert f'href="{page.url}">Comment se déroule' in client.get("/").content.decode()


class TestOuvertEnCeMoment:
    def test_nothing_open_says_what_comes_next(self, client, accueil):
        contenu = client.get("/").content.decode()
        assert "Aucun tour, appel ni consultation n’est ouvert aujourd’hui" in contenu
        assert "Pour être prévenu, écrivez à l’équipe" in contenu

    def test_what_is_open_comes_with_its_deadline_the_nearest_first(
        self, client, accueil, monkeypatch
    ):
        maintenant = timezone.now()

        def deux(request):
            return [
                ouverture("Loin", maintenant + timedelta(days=9)),
                ouverture("Près", maintenant),
            ]

        monkeypatch.setattr(ouvertures, "_fournisseurs", {"essai": deux})
        contenu = client.get("/").content.decode()
        assert "Aucun tour" not in contenu
        assert contenu.index("Près") < contenu.index("Loin")
        assert timezone.localtime(maintenant).strftime("%Y") in contenu


def ouverture(titre: str, jusqu_au) -> ouvertures.Ouverture:
    return ouvertures.Ouverture("Tour", titre, "Six thèmes.", "/x/", "Se positionner", jusqu_au)
