"""The history of a content has what was done to it, alone or with others."""

import pytest
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import PageLogEntry

from ressources.models import RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory


def historique(client, objet) -> str:
    if isinstance(objet, RessourcePage):
        adresse = reverse("wagtailadmin_pages:history", args=[objet.pk])
    else:
        adresse = reverse(objet.snippet_viewset.get_url_name("history"), args=[objet.pk])
    return client.get(adresse).content.decode()


@pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory], ids=["page", "acteur"])
def test_a_bulk_unpublish_is_in_each_history(comme, valider, fabrique):
    objets = [valider(fabrique) for _n in range(3)]
    client = comme("Relecture")
    modele = type(objets[0])
    nom = modele._meta.label_lower.split(".")
    adresse = reverse("wagtail_bulk_action", args=[*nom, "unpublish"])
    cles = ",".join(str(objet.pk) for objet in objets)
    valider(client.post, adresse, {"objets": cles, "confirmer": "oui"})
    assert not modele.objects.filter(pk__in=[o.pk for o in objets], live=True).exists()
    for objet in objets:
        assert "Dépublié" in historique(client, objet)


def test_the_steps_of_one_request_are_still_one_line(valider):
    page = valider(RessourcePageFactory)
    with LogContext():
        for _n in range(2):
            page.save_revision(log_action=True)
    siennes = PageLogEntry.objects.filter(page=page, uuid__isnull=False)
    assert siennes.count() == 2
    assert siennes.latest_by_uuid_and_action().count() == 1
