"""Themes and tags given to many contents, or taken away: row, draft and mirror."""

import pytest
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from home.listes import services
from home.usages.models import UsageDeVersion
from ressources.listes.actes import AjouterEtiquette
from ressources.models import Acteur, Etiquette, RessourcePage
from tests.factories import (
    ActeurFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.home.listes.conftest import adresse, agir, brouillon, dits, texte

pytestmark = pytest.mark.django_db


def themes_de(objet) -> list[str]:
    """Of its row, as it is now."""
    relue = type(objet).objects.get(pk=objet.pk)
    return [lien.theme.title for lien in relue.themes_lies.order_by("sort_order")]


class TestThemes:
    def test_the_confirmation_says_how_many_and_why_the_others_stay(self, comme, theme):
        client = comme("Rédaction")
        sans, avec = RessourcePageFactory(), RessourcePageFactory(themes=[theme])
        verrouillee = RessourcePageFactory(title="Gardée", locked_by=UserFactory())
        Page.objects.filter(pk=verrouillee.pk).update(locked=True)
        cles = [page.pk for page in (sans, avec, verrouillee)]
        page = texte(
            client.post(
                adresse(RessourcePage, "ajouter_theme"),
                {"objets": ",".join(map(str, cles)), "valeur": theme.pk},
            )
        )
        assert "Ajouter le thème «\u00a0Partager l’eau\u00a0»\u00a0: 1\u00a0ressource" in page
        assert "1 est déjà ainsi." in page and "1 ne peut pas changer" in page
        assert "«\u00a0Gardée\u00a0» — verrouillé par" in page
        assert f'name="objets" value="{sans.pk}"' in page

    def test_row_draft_and_mirror_get_it_and_the_draft_stays_one(self, comme, theme):
        page = RessourcePageFactory(title="Publiée", themes=[ThemePageFactory(title="Déjà")])
        page.title = "Brouillon"
        page.save_revision()
        agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        page.refresh_from_db()
        assert themes_de(page) == ["Déjà", "Partager l’eau"] and page.title == "Publiée"
        assert themes_de(page.get_translations().get().specific) == ["Déjà", "Partager l’eau"]
        suite = brouillon(page)
        assert [lien.theme_id for lien in suite.themes_lies.all()][-1] == theme.pk
        assert suite.title == "Brouillon" and page.has_unpublished_changes

    def test_the_draft_is_published_afterwards_without_a_double(self, comme, theme):
        page = RessourcePageFactory()
        agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        page.refresh_from_db()
        page.get_latest_revision().publish()
        assert themes_de(page).count("Partager l’eau") == 1 and len(themes_de(page)) == 2

    def test_the_last_theme_of_what_is_published_stays(self, comme, theme):
        seul, deux = (
            RessourcePageFactory(themes=[theme]),
            RessourcePageFactory(themes=[theme, ThemePageFactory(title="Autre")]),
        )
        client = comme("Rédaction")
        reponse = agir(client, RessourcePage, "retirer_theme", [seul.pk, deux.pk], valeur=theme.pk)
        assert "n’a que ce thème" in dits(reponse)
        assert themes_de(seul) == ["Partager l’eau"] and themes_de(deux) == ["Autre"]
        assert [lien.theme.title for lien in brouillon(deux).themes_lies.all()] == ["Autre"]

    def test_a_page_in_review_is_left_alone(self, comme, theme):
        page = RessourcePageFactory(live=False)
        page.save_revision()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(
            comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk
        )
        assert "est en relecture" in dits(reponse)
        assert theme.title not in themes_de(page)

    def test_actors_too(self, comme, theme):
        acteur = ActeurFactory()
        agir(comme("Rédaction"), Acteur, "ajouter_theme", [acteur.pk], valeur=theme.pk)
        assert themes_de(acteur)[-1] == theme.title
        entree = ModelLogEntry.objects.get(action="listes.ajouter_theme")
        assert entree.object_id == str(acteur.pk)

    def test_history_says_it(self, comme, theme):
        page = RessourcePageFactory()
        client = comme("Rédaction")
        agir(client, RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        entree = PageLogEntry.objects.get(action="listes.ajouter_theme")
        assert entree.user == client.personne
        assert entree.message == "Thème «\u00a0Partager l’eau\u00a0» ajouté, en nombre"

    def test_search_follows(self, comme, theme, django_capture_on_commit_callbacks):
        from search.models import IndexDocument

        page = RessourcePageFactory()
        with django_capture_on_commit_callbacks(execute=True):
            agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        document = IndexDocument.objects.get(objet=f"ressources.ressourcepage:{page.pk}")
        assert str(theme.translation_key) in document.themes

    def test_what_drafts_use_follows(self, comme, theme, django_capture_on_commit_callbacks):
        page = RessourcePageFactory(live=False)
        version = page.save_revision()
        with django_capture_on_commit_callbacks(execute=True):
            agir(comme("Rédaction"), RessourcePage, "ajouter_theme", [page.pk], valeur=theme.pk)
        cites = UsageDeVersion.objects.filter(version=version)
        assert cites.filter(cle=str(theme.pk), champ="themes_lies.item.theme").exists()


class TestEtiquettes:
    def test_a_new_word_is_made_once_and_an_old_one_is_found(self, comme):
        pages = [RessourcePageFactory(), RessourcePageFactory()]
        client = comme("Rédaction")
        for mot in ("Sobriété", "sobriété"):
            agir(client, RessourcePage, "ajouter_etiquette", [p.pk for p in pages], valeur=mot)
        assert Etiquette.objects.get().name == "Sobriété"
        for page in pages:
            assert list(page.tags.names()) == ["Sobriété"]
            assert [tag.name for tag in brouillon(page).tags.all()] == ["Sobriété"]

    def test_a_word_that_somebody_else_makes_meanwhile_is_taken(self, comme):
        page, par = RessourcePageFactory(), UserFactory(groupe="Rédaction")
        acte = AjouterEtiquette()
        form = acte.formulaire({"valeur": "Sobriété"}, modele=RessourcePage, personne=par)
        assert form.is_valid() and form.cleaned_data["valeur"].pk is None
        autre = Etiquette.objects.create(name="Sobriété")
        services.appliquer(acte, RessourcePage, [page.pk], par=par, valeurs=form.cleaned_data)
        assert page.etiquetages.get().tag_id == autre.pk

    def test_trying_makes_no_word(self, comme):
        page = RessourcePageFactory()
        corps = {"objets": str(page.pk), "valeur": "Sobriété"}
        assert "1\u00a0ressource" in texte(
            comme("Rédaction").post(adresse(RessourcePage, "ajouter_etiquette"), corps)
        )
        assert not Etiquette.objects.exists()

    def test_is_taken_away(self, comme):
        page = RessourcePageFactory()
        client = comme("Rédaction")
        agir(client, RessourcePage, "ajouter_etiquette", [page.pk], valeur="eau")
        cle = Etiquette.objects.get().pk
        agir(client, RessourcePage, "retirer_etiquette", [page.pk], valeur=cle)
        assert not page.tags.exists() and not brouillon(page).tags.all()

    @pytest.mark.parametrize("mot", ["", "  ", "a,b", "x" * 101])
    def test_a_wrong_word_is_said_and_kept(self, comme, mot):
        corps = {"objets": str(RessourcePageFactory().pk), "valeur": mot, "confirmer": "oui"}
        reponse = comme("Rédaction").post(adresse(RessourcePage, "ajouter_etiquette"), corps)
        assert reponse.status_code == 422 and mot.strip() in texte(reponse)
        assert not Etiquette.objects.exists()
