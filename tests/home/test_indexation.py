"""The index holds what readers see, written as things change or all at once."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction

from search.models import IndexDocument
from tests.factories import (
    ActualitePageFactory,
    ContenuPageFactory,
    RessourcePageFactory,
    ThemePageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def valider(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def titres(langue: str = "fr") -> set[str]:
    return set(IndexDocument.objects.filter(locale=langue).values_list("titre", flat=True))


def chemins(page) -> dict[str, str]:
    """Language → address in the index, of a page and its alias."""
    return dict(IndexDocument.objects.filter(titre=page.title).values_list("locale", "chemin"))


@pytest.mark.parametrize(
    "fabrique", [RessourcePageFactory, ThemePageFactory, ActualitePageFactory, ContenuPageFactory]
)
class TestReconstruction:
    @pytest.fixture
    def pages(self, fabrique):
        """Nothing is committed: the index knows nothing of them yet."""
        fabrique(title="Publique")
        fabrique(title="Brouillon", live=False)
        privee = fabrique(title="Réservée")
        PageViewRestriction.objects.create(page=privee, restriction_type="login")
        fabrique(title="Dépubliée").unpublish()

    def test_writes_what_readers_see_and_nothing_else(self, pages):
        with pytest.raises(CommandError):
            call_command("check_search")
        call_command("rebuild_search", verbosity=0)
        for langue in ("fr", "en"):
            assert titres(langue) & {"Publique", "Brouillon", "Réservée", "Dépubliée"} == {
                "Publique"
            }
        call_command("check_search")

    def test_forgets_what_has_been_hidden_since(self, pages):
        call_command("rebuild_search", verbosity=0)
        Page.objects.filter(title="Publique").update(live=False)
        with pytest.raises(CommandError):
            call_command("check_search")
        call_command("rebuild_search", verbosity=0)
        assert "Publique" not in titres() | titres("en")


class TestAdresse:
    """What is below a page that moves or changes its address follows."""

    @pytest.fixture
    def famille(self, valider):
        with valider():
            parent = ContenuPageFactory(title="Parent", slug="parent")
            enfant = ContenuPageFactory(title="Enfant", slug="enfant", parent=parent)
            ContenuPageFactory(title="Ailleurs", slug="ailleurs")
        return parent, enfant

    def test_a_move_is_followed(self, famille, valider):
        parent, enfant = (Page.objects.get(pk=page.pk) for page in famille)
        with valider():
            parent.move(Page.objects.get(slug="ailleurs", locale=parent.locale), pos="last-child")
        assert chemins(enfant) == {
            "fr": "/ailleurs/parent/enfant/",
            "en": "/en/ailleurs/parent/enfant/",
        }

    def test_a_new_slug_is_followed(self, famille, valider):
        parent, enfant = famille
        parent.slug = "autrement"
        with valider():
            parent.save_revision().publish()
        assert chemins(enfant) == {"fr": "/autrement/enfant/", "en": "/en/autrement/enfant/"}
