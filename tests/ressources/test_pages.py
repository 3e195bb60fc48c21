from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.db.transaction import atomic
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from home.models import AccueilPage, ActualiteIndexPage, ActualitePage, ContenuPage
from home.publication import PublicationRefusee
from ressources.models import (
    FichierRessource,
    RessourceIndexPage,
    RessourceLiee,
    RessourcePage,
    RessourceTheme,
    ThemeIndexPage,
    ThemePage,
)
from ressources.models.theme import DERNIERES
from search import services
from search.facade import Requete, chercher
from tests.factories import (
    ContenuPageFactory,
    DocumentFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)


def texte(response) -> str:
    return response.content.decode()


class TestArbre(WagtailPageTestCase):
    def test_each_type_has_its_place(self):
        self.assertAllowedSubpageTypes(RessourceIndexPage, {RessourcePage})
        self.assertAllowedSubpageTypes(ThemeIndexPage, {ThemePage})
        self.assertAllowedSubpageTypes(ActualiteIndexPage, {ActualitePage})
        self.assertAllowedParentPageTypes(ThemePage, {ThemeIndexPage})
        self.assertAllowedParentPageTypes(RessourcePage, {RessourceIndexPage})
        self.assertAllowedParentPageTypes(ContenuPage, {AccueilPage, ContenuPage})


@pytest.mark.parametrize("fabrique", [RessourcePageFactory, ThemePageFactory, ContenuPageFactory])
def test_each_page_can_be_read_previewed_and_edited(client, db, fabrique):
    page = fabrique()
    assert client.get(page.url).status_code == 200
    assert page.make_preview_request().status_code == 200
    client.force_login(UserFactory(groupe="Rédaction"))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


class TestRessourcePage:
    def test_says_what_it_is_for_whom_and_how_fresh(self, client, db):
        page = RessourcePageFactory(
            title="Tirer au sort",
            nature="guide",
            publics=["commune"],
            niveaux=["concertation"],
            verifie_le=date(2026, 10, 12),
            themes=[ThemePageFactory(title="Décider à plusieurs")],
        )
        contenu = texte(client.get(page.url))
        for attendu in ("Guide", "Commune", "Concertation", "12 octobre 2026", "Décider à"):
            assert attendu in contenu

    def test_reads_the_editors_picks_first_then_the_closest(self, client, db):
        theme = ThemePageFactory()
        proche = RessourcePageFactory(themes=[theme])
        lointaine = RessourcePageFactory()
        page = RessourcePageFactory(themes=[theme])
        RessourceLiee.objects.create(page=page, ressource=lointaine)
        titres = [carte["titre"] for carte in client.get(page.url).context["cartes_liees"]]
        assert titres == [lointaine.title, proche.title]

    def test_never_reads_with_a_draft_or_itself(self, client, db):
        theme = ThemePageFactory()
        RessourcePageFactory(themes=[theme], live=False)
        page = RessourcePageFactory(themes=[theme])
        assert client.get(page.url).context["cartes_liees"] == []

    def test_a_shared_theme_counts_more_than_a_shared_tag(self, client, db):
        theme = ThemePageFactory()
        par_tag = RessourcePageFactory(title="Avant dans l’alphabet")
        par_theme = RessourcePageFactory(title="Zone après", themes=[theme])
        par_tag.tags.add("eau")
        par_tag.save()
        page = RessourcePageFactory(themes=[theme])
        page.tags.add("eau")
        page.save()
        titres = [carte["titre"] for carte in client.get(page.url).context["cartes_liees"]]
        assert titres == [par_theme.title, par_tag.title]

    def test_never_reads_with_more_than_three(self, client, db):
        theme = ThemePageFactory()
        page, *_ = RessourcePageFactory.create_batch(5, themes=[theme])
        assert len(client.get(page.url).context["cartes_liees"]) == 3

    def test_keeps_the_theme_that_it_has_chosen(self, db):
        theme = RessourcePageFactory().themes_lies.get().theme
        with pytest.raises(ProtectedError):
            theme.delete()

    def test_has_a_theme_once(self, db):
        lien = RessourcePageFactory().themes_lies.get()
        with pytest.raises(IntegrityError, match="ressources_theme_une_fois"), atomic():
            RessourceTheme.objects.create(page=lien.page, theme=lien.theme)

    def test_refuses_a_value_outside_the_list(self, db):
        page = RessourcePageFactory()
        page.niveaux = ["imaginaire"]
        with pytest.raises(ValidationError):
            page.full_clean()

    def test_costs_the_same_with_3_or_12_neighbours(self, client, count_queries):
        theme = ThemePageFactory()
        page = RessourcePageFactory(themes=[theme])
        RessourcePageFactory.create_batch(3, themes=[theme])
        peu = count_queries(client.get, page.url)
        RessourcePageFactory.create_batch(9, themes=[theme])
        assert count_queries(client.get, page.url) == peu <= 10


class TestThemePage:
    def test_shows_what_is_linked_to_it_and_only_that(self, client, db):
        theme = ThemePageFactory()
        liee = RessourcePageFactory(themes=[theme])
        autre = RessourcePageFactory()
        brouillon = RessourcePageFactory(themes=[theme], live=False)
        contenu = texte(client.get(theme.url))
        assert liee.title in contenu
        assert autre.title not in contenu
        assert brouillon.title not in contenu

    def test_counts_more_resources_than_it_shows(self, client, db):
        theme = ThemePageFactory()
        RessourcePageFactory.create_batch(DERNIERES + 1, themes=[theme])
        context = client.get(theme.url).context
        assert (len(context["ressources"]), context["nombre_ressources"]) == (6, 7)

    @pytest.mark.parametrize("champ", ["enjeux", "resume"])
    def test_is_not_published_without_what_readers_come_for(self, db, champ):
        page = ThemePageFactory(live=False, **{champ: ""})
        with pytest.raises(PublicationRefusee) as refus:
            page.save_revision().publish()
        assert set(refus.value.message_dict) == {champ}

    def test_costs_the_same_for_3_or_12_resources(self, client, count_queries):
        theme = ThemePageFactory()
        RessourcePageFactory.create_batch(3, themes=[theme])
        peu = count_queries(client.get, theme.url)
        RessourcePageFactory.create_batch(9, themes=[theme])
        assert count_queries(client.get, theme.url) == peu <= 10


class TestThemeIndexPage:
    def test_counts_the_visible_resources_of_each_theme(self, client, db):
        theme = ThemePageFactory()
        RessourcePageFactory.create_batch(2, themes=[theme])
        RessourcePageFactory(themes=[theme], live=False)
        themes = client.get("/themes/").context["themes"]
        assert [(t.title, t.nombre_ressources) for t in themes] == [(theme.title, 2)]


class TestRessourceIndexPage:
    def test_lists_what_is_published(self, client, publier):
        page = publier(RessourcePageFactory)
        assert page.title in texte(client.get("/ressources/"))

    def test_shows_the_freshest_first(self, client, publier):
        ancienne, fraiche = date(2026, 1, 1), date(2026, 10, 1)
        for titre, jour in (("Fraîche", fraiche), ("Récente", ancienne)):
            publier(RessourcePageFactory, title=titre, verifie_le=jour)
        cartes = client.get("/ressources/").context["cartes"]
        assert [carte["titre"] for carte in cartes] == ["Fraîche", "Récente"]

    def test_tells_caches_that_a_fragment_is_no_page(self, client, accueil):
        reponse = client.get("/ressources/", headers={"HX-Request": "true"})
        assert b"<html" not in reponse.content
        assert "HX-Request" in reponse["Vary"]

    def test_filters_by_theme_and_says_so(self, client, publier):
        theme = ThemePageFactory()
        liee = publier(RessourcePageFactory, themes=[theme])
        autre = publier(RessourcePageFactory)
        contenu = texte(client.get("/ressources/", {"theme": theme.slug}))
        assert liee.title in contenu
        assert autre.title not in contenu
        assert f"Retirer le filtre {theme.title}" in contenu

    def test_costs_the_same_for_3_or_12(self, client, publier, count_queries):
        publier(RessourcePageFactory.create_batch, 3)
        peu = count_queries(client.get, "/ressources/?q=ressource")
        publier(RessourcePageFactory.create_batch, 9)
        assert count_queries(client.get, "/ressources/?q=ressource") == peu <= 12


class TestIndexDeRecherche:
    """The index follows the page through its whole life."""

    def trouve(self, mot="marronnier") -> bool:
        return chercher(Requete(texte=mot)).total > 0

    def test_follows_publication_edition_and_unpublication(self, publier):
        page = publier(RessourcePageFactory, title="Le marronnier", live=False)
        publier(lambda: page.save_revision())
        assert not self.trouve()
        publier(lambda: page.get_latest_revision().publish())
        assert self.trouve()
        page.refresh_from_db()
        page.title = "Le platane"
        publier(lambda: page.save_revision().publish())
        assert not self.trouve() and self.trouve("platane")
        publier(lambda: RessourcePage.objects.get(pk=page.pk).unpublish())
        assert not self.trouve("platane")

    @pytest.mark.parametrize("emprunt", ["thème", "fichier", "étiquette"])
    def test_follows_what_its_card_borrows(self, publier, emprunt):
        document = DocumentFactory(title="Ancien nom")
        page = publier(RessourcePageFactory, live=False)
        page.fichiers.add(FichierRessource(document=document))
        page.tags.add("ancien mot")
        publier(lambda: page.save_revision().publish())
        services.reconstruire()
        if emprunt == "thème":
            theme = page.themes_lies.get().theme
            theme.pictogramme = "eau"
            publier(lambda: theme.save_revision().publish())
        elif emprunt == "fichier":
            document.title = "Nouveau nom"
            publier(document.save)
        else:
            mot = page.tags.get()
            mot.name = "nouveau mot"
            publier(mot.save)
        assert not services.verifier()

    def test_forgets_a_deleted_page(self, publier):
        page = publier(RessourcePageFactory, title="Le marronnier")
        publier(lambda: Page.objects.get(pk=page.pk).specific.delete())
        assert not self.trouve()

    def test_forgets_what_becomes_private_and_finds_it_again(self, publier):
        page = publier(RessourcePageFactory, title="Le marronnier")
        restriction = publier(
            PageViewRestriction.objects.create,
            page=page.get_parent(),
            restriction_type=PageViewRestriction.LOGIN,
        )
        assert not self.trouve()
        publier(restriction.delete)
        assert self.trouve()

    def test_an_expired_page_is_not_found_even_if_nothing_ran(self, publier):
        from django.utils import timezone

        page = publier(RessourcePageFactory, title="Le marronnier")
        page.expire_at = timezone.now() + timedelta(hours=1)
        publier(lambda: page.save_revision().publish())
        assert self.trouve()
        from search.models import IndexDocument

        IndexDocument.objects.update(expire_le=timezone.now() - timedelta(hours=1))
        assert not self.trouve()

    def test_a_private_page_is_in_no_list(self, client, publier):
        page = publier(RessourcePageFactory, title="Le marronnier")
        publier(
            PageViewRestriction.objects.create,
            page=page,
            restriction_type=PageViewRestriction.LOGIN,
        )
        theme = page.themes_lies.first().theme
        for url in ("/", "/ressources/", theme.url, "/recherche/?q=marronnier", "/plan-du-site/"):
            assert "Le marronnier" not in texte(client.get(url)), url
        assert client.get(page.url).status_code == 302
        for url in ("/en/", "/en/ressources/", "/en/plan-du-site/", f"/en{theme.url}"):
            assert "Le marronnier" not in texte(client.get(url)), url


@pytest.mark.django_db
def test_every_page_type_is_edited_with_the_publication_form():
    from home.forms import PublicationForm

    for modele in (RessourcePage, ThemePage, ActualitePage, ContenuPage):
        formulaire = modele.get_edit_handler().get_form_class()
        assert issubclass(formulaire, PublicationForm)
    assert GroupPagePermission.objects.exists()
    assert reverse("ressources:index")
