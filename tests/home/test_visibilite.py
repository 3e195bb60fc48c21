"""What has expired is gone by the clock, whether or not the scheduled command has run."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.visibilite import avec_acces, publiques, restrictions
from search.models import IndexDocument
from tests.factories import ContenuPageFactory, RessourcePageFactory, ThemePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def expiree(django_capture_on_commit_callbacks):
    """Published, then past its end; nothing else has run since. Its theme has another one."""
    theme = ThemePageFactory()
    with django_capture_on_commit_callbacks(execute=True):
        page = RessourcePageFactory(
            title="Baobab", themes=[theme], expire_at=timezone.now() + timedelta(hours=1)
        )
        RessourcePageFactory(title="Voisine", themes=[theme])
    passee = timezone.now() - timedelta(hours=1)  # before this transaction: its now()
    IndexDocument.objects.filter(titre=page.title).update(expire_le=passee)
    for copie in Page.objects.filter(translation_key=page.translation_key):
        Page.objects.filter(pk=copie.pk).update(expire_at=passee)
    return page


@pytest.mark.parametrize("langue", ["", "/en"])
def test_its_address_says_that_it_was_withdrawn(client, expiree, langue):
    adresse = f"/ressources/{expiree.slug}/" if not langue else f"/en/resources/{expiree.slug}/"
    assert client.get(adresse).status_code == 410


def test_it_is_listed_nowhere(client, expiree):
    theme = expiree.themes_lies.get().theme
    voisine = RessourcePageFactory(title="Autre voisine", themes=[theme])
    adresses = [
        "/",
        theme.url,
        voisine.url,
        "/plan-du-site/",
        "/en/plan-du-site/",
        "/ressources/",
        "/sitemap.xml",
        f"/en{theme.url}",
    ]
    for adresse in adresses:
        reponse = client.get(adresse)
        assert reponse.status_code == 200, adresse
        assert b"baobab" not in reponse.content.lower(), adresse


def test_the_index_is_still_right(expiree):
    """The index knows the end of each document: nothing to mend before the command has run."""
    ThemePageFactory()
    call_command("rebuild_search", verbosity=0)
    call_command("check_search")


class TestAliasDUnePageReservee:
    """An alias that no rule copies to (another place of the same tree) is as private as its source.

    Under /en/ it has a restriction of its own too (langues/test_miroir.py): either is enough.
    """

    @pytest.fixture
    def alias(self, accueil) -> Page:
        section = ContenuPageFactory()
        source = ContenuPageFactory(parent=section)
        PageViewRestriction.objects.create(page=section, restriction_type="login")
        return source.create_alias(parent=accueil, update_slug="autre-adresse")

    def test_is_in_no_list(self, alias):
        assert not PageViewRestriction.objects.filter(page=alias).exists()
        assert not publiques(Page.objects).filter(pk=alias.pk).exists()
        assert not avec_acces(Page.objects).get(pk=alias.pk).sans_restriction

    def test_asks_to_sign_in(self, client, alias):
        assert restrictions(alias).exists()
        assert client.get("/autre-adresse/").status_code == 302

    def test_is_open_when_its_source_is(self, client, alias):
        PageViewRestriction.objects.all().delete()
        assert publiques(Page.objects).filter(pk=alias.pk).exists()
        assert client.get("/autre-adresse/").status_code == 200
