from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from home.publication import PublicationRefusee
from tests.factories import ActualitePageFactory

pytestmark = pytest.mark.django_db


class TestActualites:
    @pytest.mark.parametrize("adresse", ["/actualites/", "/en/news/"])
    def test_the_newest_comes_first_and_drafts_do_not(self, client, adresse):
        for jours in (1, 3, 2):
            with time_machine.travel(timezone.now() - timedelta(days=jours), tick=False):
                ActualitePageFactory(title=f"Il y a {jours} jours")
        ActualitePageFactory(title="Brouillon", live=False)
        titres = [page.title for page in client.get(adresse).context["actualites"]]
        assert titres == [f"Il y a {jours} jours" for jours in (1, 2, 3)]

    def test_is_not_published_without_the_summary_of_its_card(self):
        page = ActualitePageFactory(live=False, resume="")
        with pytest.raises(PublicationRefusee) as refus:
            page.save_revision().publish()
        assert set(refus.value.message_dict) == {"resume"}
