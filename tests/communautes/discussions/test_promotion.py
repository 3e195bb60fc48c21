"""An accepted answer becomes a draft, in one act; its author is credited by what they show."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from communautes.discussions import services
from communautes.discussions.models import Discussion
from communautes.discussions.refus import DiscussionRefusee
from tests.factories import DiscussionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolue(reponse, demandeuse):
    return services.retenir(reponse, par=demandeuse)


def test_the_draft_has_what_was_said(resolue, anct):
    page = services.promouvoir(resolue, par=anct)
    resolue.refresh_from_db()
    assert (resolue.etat, resolue.promue_en, page.live) == ("promue", page, False)
    corps = str([bloc.value.source for bloc in page.body])
    assert "Par tirage d’adresses." in corps and "personne" in corps
    themes = [lien.theme_id for lien in page.themes_lies.all()]
    assert themes == [lien.theme_id for lien in resolue.communaute.themes_lies.all()]
    assert page.latest_revision.user == anct


def test_twice_is_once(resolue, anct):
    assert services.promouvoir(resolue, par=anct) == services.promouvoir(resolue, par=anct)


def test_a_name_for_who_shows_it_a_function_for_the_others(resolue, anct, membre):
    page = services.promouvoir(resolue, par=anct)
    assert page.source.startswith("agent·e de") and "Membre" not in page.source


def test_a_name_that_members_read_is_not_made_public(resolue, anct, membre):
    membre.adhesions.update(dans_l_annuaire=True)
    source = services.promouvoir(resolue, par=anct).source
    assert source.startswith("agent·e") and "Membre" not in source


def test_what_everybody_may_not_read_is_not_promoted(reservee, entrer, anct):
    auteur = entrer(reservee)
    discussion = DiscussionFactory(communaute=reservee, auteur=auteur)
    reponse = services.repondre(discussion, par=entrer(reservee, "Autre"), texte="Ainsi.")
    services.retenir(reponse, par=auteur)
    with pytest.raises(DiscussionRefusee):
        services.promouvoir(discussion, par=anct)


def test_neither_the_animation_nor_before_it_is_resolved(resolue, discussion, animatrice, anct):
    with pytest.raises(DiscussionRefusee):
        services.promouvoir(resolue, par=animatrice)
    with pytest.raises(DiscussionRefusee):
        services.promouvoir(DiscussionFactory(communaute=resolue.communaute), par=anct)


def test_from_the_page_to_the_editor_and_back(client, resolue, anct, demandeuse):
    client.force_login(anct)
    page = client.get(resolue.get_absolute_url()).text
    assert "Promouvoir en ressource" in page
    suite = client.post(reverse("discussions:promouvoir", args=[resolue.pk]))
    lue = Discussion.objects.get(pk=resolue.pk)
    assert suite.url == reverse("wagtailadmin_pages:edit", args=[lue.promue_en_id])
    assert client.get(suite.url).status_code == 200
    assert "devenue une ressource du portail" not in client.get(lue.get_absolute_url()).text
    with pytest.raises(DiscussionRefusee, match="devenue une ressource"):
        services.retirer_la_retenue(lue, par=demandeuse)


def test_a_draft_that_is_deleted_leaves_an_answer_to_promote(client, resolue, anct):
    page = services.promouvoir(resolue, par=anct)
    adresse = resolue.get_absolute_url()
    assert "Devenue une ressource" not in client.get(adresse).text  # nobody reads it yet
    Page.objects.get(pk=page.pk).delete()
    resolue.refresh_from_db()
    assert (resolue.etat, resolue.promue_le) == ("resolue", None)
    assert services.promouvoir(resolue, par=anct).pk != page.pk


def test_once_published_it_is_said(client, resolue, anct):
    page = services.promouvoir(resolue, par=anct)
    Page.objects.filter(pk=page.pk).update(live=True)
    assert "Devenue une ressource" in client.get(resolue.get_absolute_url()).text
