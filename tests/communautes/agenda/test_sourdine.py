"""Who may be told of a meeting silences it in one click, from its page."""

import pytest
from django.urls import reverse

from communautes.notifications.services import est_en_sourdine
from tests.factories import RencontreFactory

pytestmark = pytest.mark.django_db


def test_is_silenced_from_its_page_and_back(client, membre, communaute):
    rencontre = RencontreFactory(communaute=communaute, audience="membres")
    page = rencontre.get_absolute_url()
    client.force_login(membre)
    assert "Mettre cette rencontre en sourdine" in client.get(page).text
    envoi = {"objet": f"agenda.rencontre:{rencontre.pk}", "suite": page}
    tue = client.post(reverse("notifications:sourdine"), envoi | {"taire": "1"})
    assert tue.url == page and est_en_sourdine(membre, rencontre)
    assert "Être de nouveau prévenu·e de cette rencontre" in client.get(page).text
    client.post(reverse("notifications:sourdine"), envoi)
    assert not est_en_sourdine(membre, rencontre)


@pytest.mark.parametrize(
    ("qui", "champs"),
    [
        (None, {}),
        ("anct", {"audience": "membres"}),  # it conducts; nobody tells it of what is members'
        ("animatrice", {"brouillon": True}),
        ("animatrice", {"moderation": "en_examen"}),
    ],
    ids=["visiteur", "anct", "brouillon", "retenue"],
)
def test_nothing_to_silence_for_who_is_not_told(client, communaute, request, qui, champs):
    rencontre = RencontreFactory(communaute=communaute, **({"audience": "tous"} | champs))
    if qui:
        client.force_login(request.getfixturevalue(qui))
    page = client.get(rencontre.get_absolute_url())
    assert page.status_code == 200 and "en sourdine" not in page.text
