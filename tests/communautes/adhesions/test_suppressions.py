"""What people have chosen or joined is not deleted from under them: the reason is said before."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from communautes.adhesions.models import CommunautePage
from ressources.models import ThemePage
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    ThemePageFactory,
    UserFactory,
    traduite,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(client, anct):
    client.force_login(anct)
    return client


def dits(reponse) -> str:
    return " ".join(str(m) for m in reponse.context["messages"]).replace("\xa0", " ")


def supprimer(client, *pages):
    if len(pages) == 1:
        return client.post(reverse("wagtailadmin_pages:delete", args=[pages[0].pk]), follow=True)
    adresse = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    cles = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{adresse}?{cles}", follow=True)


@pytest.mark.parametrize("champs", [{}, {"quittee": True}, {"demandee": True}], ids=str)
def test_a_community_that_has_or_had_members_stays(administration, communaute, champs):
    AdhesionFactory(communaute=communaute, **champs)
    assert "Archivez la communauté" in dits(supprimer(administration, communaute))
    assert CommunautePage.objects.filter(pk=communaute.pk).exists()
    with pytest.raises(ProtectedError):
        communaute.delete()


def test_what_stands_above_it_too(administration, communaute):
    AdhesionFactory(communaute=communaute)
    liste = communaute.get_parent()
    assert "contient des communautés" in dits(supprimer(administration, liste))
    assert CommunautePage.objects.filter(pk=communaute.pk).exists()


def test_many_at_once_none_goes(administration, communaute):
    libre = CommunautePageFactory()
    AdhesionFactory(communaute=communaute)
    assert "Rien n’a été fait" in dits(supprimer(administration, communaute, libre))
    assert CommunautePage.objects.filter(pk__in=[communaute.pk, libre.pk]).count() == 2


def test_one_that_nobody_has_joined_goes(administration, communaute):
    supprimer(administration, communaute)
    assert not CommunautePage.objects.filter(pk=communaute.pk).exists()


@pytest.mark.parametrize(("nombre", "phrase"), [(1, "1 communauté :"), (2, "2 communautés :")])
def test_a_theme_that_communities_have_chosen_stays(administration, nombre, phrase):
    theme = ThemePageFactory()
    for _n in range(nombre):
        traduite(CommunautePageFactory(themes=[theme]), title="Community")
    assert f"choisi par {phrase}" in dits(supprimer(administration, theme))
    adresse = reverse("wagtailadmin_pages:unpublish", args=[theme.pk])
    assert phrase in dits(administration.post(adresse, follow=True))
    assert ThemePage.objects.filter(pk=theme.pk, live=True).exists()


def test_many_themes_to_withdraw_cost_the_same(count_queries):
    from ressources.themes_choisis import pourquoi_ils_restent

    themes = ThemePageFactory.create_batch(5)
    CommunautePageFactory(themes=[themes[0], themes[4]])
    assert pourquoi_ils_restent("unpublish", ThemePage, themes).keys() == {
        themes[0].pk,
        themes[4].pk,
    }
    une = count_queries(pourquoi_ils_restent, "unpublish", ThemePage, themes[:1])
    assert count_queries(pourquoi_ils_restent, "unpublish", ThemePage, themes) == une


def test_another_editor_is_told_the_same(client, communaute):
    """Who may not delete is not told of members either."""
    AdhesionFactory(communaute=communaute)
    client.force_login(UserFactory(groupe="Relecture"))
    reponse = client.get(reverse("wagtailadmin_pages:delete", args=[communaute.pk]))
    assert reponse.status_code in (302, 403)
