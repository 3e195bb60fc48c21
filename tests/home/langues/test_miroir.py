"""What happens to a French page happens under /en/, whoever does it and by whichever door."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization

from home.langues import miroir
from home.models import BasePage, ContenuPage
from ressources.cartes import carte_de_page
from ressources.models import RessourceIndexPage, RessourcePage, RessourceTheme
from tests.factories import ContenuPageFactory, ThemePageFactory


@pytest.fixture
def valider(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def alias_de(page, anglais):
    return Page.objects.filter(translation_key=page.translation_key, locale=anglais).first()


class TestNaissance:
    def test_draft_has_nothing_in_english(self, anglais):
        brouillon = ContenuPageFactory(live=False)
        assert alias_de(brouillon, anglais) is None

    def test_parents_come_first(self, anglais, valider):
        parent = ContenuPageFactory()
        Page.objects.filter(pk=alias_de(parent, anglais).pk).delete()
        enfant = ContenuPageFactory(parent=parent)
        assert alias_de(enfant, anglais).get_parent().translation_key == parent.translation_key

    def test_added_live_without_revision(self, accueil, anglais, valider):
        with valider():
            page = accueil.add_child(instance=ContenuPage(title="Directe", slug="directe"))
        assert alias_de(page, anglais).alias_of_id == page.pk

    def test_copied(self, eau, anglais, valider):
        with valider():
            copie = RessourcePage.objects.get(pk=eau.pk).copy(
                update_attrs={"slug": "copie"}, keep_live=True
            )
        assert alias_de(copie, anglais).alias_of_id == copie.pk
        assert [lien.theme for lien in copie.themes_lies.all()] == [eau.themes_lies.get().theme]

    def test_created_by_the_editors_form(self, traductrice, accueil, anglais):
        adresse = reverse("wagtailadmin_pages:add", args=["home", "contenupage", accueil.pk])
        traductrice.poster(
            adresse,
            {
                "title": "Charte",
                "slug": "charte",
                "resume": "Nos règles.",
                "body-count": "0",
                "comments-TOTAL_FORMS": "0",
                "comments-INITIAL_FORMS": "0",
                "action-publish": "1",
            },
        )
        charte = ContenuPage.objects.get(slug="charte", locale__language_code="fr")
        assert alias_de(charte, anglais).live

    def test_with_the_synchronisation_of_wagtail_localize_too(self, traductrice, accueil, anglais):
        """Switching it on in the admin must not make two of each."""
        LocaleSynchronization.objects.create(locale=anglais, sync_from=accueil.locale)
        self.test_created_by_the_editors_form(traductrice, accueil, anglais)

    def test_loaded_in_bulk(self, eau, anglais):
        Page.objects.filter(pk=alias_de(eau, anglais).pk).delete()
        call_command("completer_langues", verbosity=0)
        assert alias_de(eau, anglais).alias_of_id == eau.pk
        assert miroir.completer() == 0

    def test_programmed_waits_for_its_hour(self, anglais, client):
        page = ContenuPageFactory(live=False, go_live_at=timezone.now() + timedelta(days=1))
        page.save_revision().publish()
        assert alias_de(page, anglais) is None
        page.copy_for_translation(anglais, alias=True)  # as the admin's form may have done
        page.save_revision().publish()
        assert not alias_de(page, anglais).live

    def test_every_type_has_its_twin(self, anglais):
        """Whoever adds a page type keeps it translatable."""
        types = [modele for modele in apps.get_models() if issubclass(modele, BasePage)]
        assert len(types) >= 7
        for page in Page.objects.live().filter(locale__language_code="fr", depth__gt=1):
            assert alias_de(page, anglais) is not None, page


class TestSuivi:
    def test_text_and_rows(self, eau, anglais):
        autre = ThemePageFactory(title="Autre")
        eau = RessourcePage.objects.get(pk=eau.pk)
        eau.title, eau.themes_lies = "Nouveau titre", [RessourceTheme(theme=autre)]
        eau.save_revision().publish()
        alias = alias_de(eau, anglais).specific
        assert alias.title == "Nouveau titre"
        assert [lien.theme for lien in alias.themes_lies.all()] == [autre]

    def test_slug(self, eau, anglais, client, valider):
        ancienne = alias_de(eau, anglais).url
        with valider():
            eau.slug = "prix-de-l-eau"
            eau.save()
        assert alias_de(eau, anglais).slug == "prix-de-l-eau"
        reponse = client.get(ancienne)
        assert (reponse.status_code, reponse.url) == (301, alias_de(eau, anglais).url)

    def test_place(self, anglais):
        ancien, nouveau = ContenuPageFactory(), ContenuPageFactory()
        page = ContenuPageFactory(parent=ancien, slug="page")
        ContenuPageFactory(parent=page)
        page.move(nouveau, pos="last-child")
        alias = alias_de(page, anglais)
        assert alias.get_parent().translation_key == nouveau.translation_key
        assert alias.numchild == 1
        assert not Page.find_problems()[0]

    def test_order(self, anglais):
        parent = ContenuPageFactory()
        pages = [ContenuPageFactory(parent=parent) for _ in range(3)]
        Page.objects.get(pk=pages[2].pk).move(Page.objects.get(pk=pages[0].pk), pos="left")
        Page.objects.get(pk=pages[0].pk).move(Page.objects.get(pk=pages[1].pk), pos="right")
        ordre = [page.translation_key for page in alias_de(parent, anglais).get_children()]
        assert ordre == [pages[rang].translation_key for rang in (2, 1, 0)]

    def test_withdrawal(self, eau, anglais, lire):
        adresse = alias_de(eau, anglais).url
        eau.unpublish()
        assert lire(adresse) is None

    def test_deletion(self, eau, anglais, valider):
        with valider():
            eau.delete()
        assert alias_de(eau, anglais) is None

    def test_deletion_of_a_branch(self, anglais, valider):
        parent = ContenuPageFactory()
        enfant = ContenuPageFactory(parent=parent)
        with valider():
            Page.objects.get(pk=parent.pk).delete()
        assert alias_de(parent, anglais) is None and alias_de(enfant, anglais) is None
        assert not any(Page.find_problems())

    def test_deleted_alias_comes_back(self, eau, anglais, valider):
        with valider():
            alias_de(eau, anglais).delete()
        assert alias_de(eau, anglais).alias_of_id == eau.pk


class TestAcces:
    def test_private_section(self, index_francais, anglais, lire, valider, eau):
        adresse = alias_de(eau, anglais).url
        with valider():
            restriction = PageViewRestriction.objects.create(
                page=index_francais, restriction_type=PageViewRestriction.LOGIN
            )
        index = RessourceIndexPage.objects.get(locale=anglais)
        assert index.view_restrictions.get().restriction_type == PageViewRestriction.LOGIN
        assert not Page.objects.public().filter(translation_key=eau.translation_key).exists()
        assert "tarifer" not in lire("/sitemap.xml")
        with valider():
            restriction.delete()
        assert not index.view_restrictions.exists()
        assert lire(adresse)

    def test_private_from_the_start(self, anglais, valider):
        page = ContenuPageFactory(live=False)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
        page.save_revision().publish()
        assert alias_de(page, anglais).view_restrictions.exists()

    def test_groups(self, eau, anglais, valider):
        groupe = Group.objects.get(name="Relecture")
        with valider():
            restriction = PageViewRestriction.objects.create(page=eau, restriction_type="groups")
            restriction.groups.add(groupe)
        assert list(alias_de(eau, anglais).view_restrictions.get().groups.all()) == [groupe]


def test_cards_say_their_language(eau, anglais):
    pages = RessourcePage.objects.filter(pk__in=[eau.pk, alias_de(eau, anglais).pk])
    assert [carte_de_page(page)["langue"] for page in pages.pour_cartes()] == ["fr", "fr"]
