"""Pages that lead to each other go out together, or not at all."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.publication import PublicationRefusee
from home.qualite.publication import liens_rompus
from tests.factories import ContenuPageFactory, UserFactory
from tests.home.qualite.conftest import page_avec, vers

pytestmark = pytest.mark.django_db


class TestEnsemble:
    def test_what_is_programmed_no_later_may_be_linked_to(self):
        cible, source = ContenuPageFactory(live=False), page_avec()
        source.body = [{"type": "rich_text", "value": vers(cible.pk)}]
        cible.go_live_at = timezone.now() + timedelta(hours=2)
        cible.save_revision().publish()
        assert "pas publiée" in str(liens_rompus(source))
        source.go_live_at = timezone.now() + timedelta(hours=1)
        assert "pas publiée" in str(liens_rompus(source))
        source.go_live_at = timezone.now() + timedelta(hours=3)
        assert liens_rompus(source) == {}

    def test_two_pages_that_link_to_each_other_are_published_at_the_same_hour(self):
        a, b = page_avec(), page_avec()
        heure = timezone.now() + timedelta(hours=1)
        for page, autre in ((b, None), (a, b), (b, a)):
            page.go_live_at = heure
            page.body = [{"type": "rich_text", "value": vers(autre.pk)}] if autre else []
            page.save_revision().publish()
        passe = timezone.now() - timedelta(minutes=1)
        for page in (a, b):
            revision = page.get_latest_revision()
            revision.approved_go_live_at = passe
            revision.content["go_live_at"] = passe.isoformat()
            revision.save()
        call_command("publish_scheduled")
        assert Page.objects.get(pk=a.pk).live and Page.objects.get(pk=b.pk).live

    @pytest.fixture
    def liees(self):
        a, b = page_avec(title="A"), page_avec(title="B")
        for page, autre in ((a, b), (b, a)):
            page.body = [{"type": "rich_text", "value": vers(autre.pk)}]
            page.save_revision()
        return a, b

    def publier(self, client, *pages):
        client.force_login(UserFactory(groupe="Rédaction"))
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        cles = "&".join(f"id={page.pk}" for page in pages)
        return client.post(f"{url}?{cles}", follow=True).content.decode()

    def test_so_does_the_bulk_action(self, client, liees):
        self.publier(client, *liees)
        assert all(Page.objects.get(pk=page.pk).live for page in liees)

    def test_the_bulk_action_refuses_what_stays_behind(self, client, liees):
        a, _b = liees
        assert "qui n’est pas publiée" in self.publier(client, a)
        assert not Page.objects.get(pk=a.pk).live

    def test_one_after_the_other_is_refused(self, liees):
        with pytest.raises(PublicationRefusee, match="qui n’est pas publiée"):
            liees[0].get_latest_revision().publish()
