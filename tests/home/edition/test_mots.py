"""Words of Wagtail that editors read every day, in ours (locale/reprises)."""

import re

import pytest
from django.urls import reverse

from tests.factories import ActeurFactory, RessourcePageFactory
from tests.saisies import edition


@pytest.mark.parametrize(
    "ecran", ["edition", "depublier", "supprimer", "historique", "acteur", "acteur_a_supprimer"]
)
def test_nothing_is_said_of_him_or_her_nor_in_english(comme, ecran):
    page, acteur = RessourcePageFactory(), ActeurFactory()
    adresse = {
        "edition": edition(page),
        "depublier": reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        "supprimer": reverse("wagtailadmin_pages:delete", args=[page.pk]),
        "historique": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "acteur": reverse("acteurs:edit", args=[acteur.pk]),
        "acteur_a_supprimer": reverse("acteurs:delete", args=[acteur.pk]),
    }[ecran]
    html = comme("Administration").get(adresse).content.decode()
    lu = re.sub(r"<script.*?</script>|<[^>]*>", " ", html, flags=re.DOTALL)
    assert re.findall(r"\w+\((?:e|le|tte)\)|Status|\bTrue\b|\bFalse\b", lu) == []


def test_a_yes_is_a_yes_in_the_list_of_accounts(comme):
    html = comme("Administration").get(reverse("wagtailusers_users:index")).content.decode()
    assert "Oui" in html and ">True<" not in html


def test_what_names_what_is_read_is_there(redaction):
    """tests/browser/test_accessibilite.py sees it work."""
    html = redaction.get(reverse("wagtailadmin_home")).content.decode()
    assert "home/edition/noms.js" in html
