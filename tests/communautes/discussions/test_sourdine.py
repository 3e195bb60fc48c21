"""Who may be told of a discussion silences it from its page, and nobody else is shown how."""

import pytest
from django.urls import reverse

from communautes.discussions.models import Discussion
from communautes.moderation.models import Moderation
from communautes.moderation.services.ecriture import changer
from communautes.notifications.services import est_en_sourdine, mettre_en_sourdine

pytestmark = pytest.mark.django_db
BOUTON = "Mettre cette discussion en sourdine"


def sourdine(client, discussion, **champs):
    objet = {"objet": f"discussions.discussion:{discussion.pk}"}
    return client.post(reverse("notifications:sourdine"), objet | champs)


@pytest.mark.parametrize("qui", ["demandeuse", "membre", "animatrice", "anct"])
@pytest.mark.parametrize("retenue", [False, True])
def test_the_button_is_shown_to_whom_it_answers(client, discussion, request, qui, retenue):
    client.force_login(request.getfixturevalue(qui))
    if retenue:
        changer(discussion, Moderation.EN_EXAMEN)
    page = client.get(discussion.get_absolute_url())
    montre = page.status_code == 200 and BOUTON in page.text
    assert montre is not retenue
    assert (sourdine(client, discussion, taire="1").status_code == 302) is montre


def test_what_was_silenced_is_heard_again_even_withheld(client, discussion, demandeuse):
    mettre_en_sourdine(demandeuse, discussion)
    changer(Discussion.objects.get(), Moderation.EN_EXAMEN)
    client.force_login(demandeuse)
    assert "Être de nouveau prévenu" in client.get(discussion.get_absolute_url()).text
    assert sourdine(client, discussion).status_code == 302
    assert not est_en_sourdine(demandeuse, discussion)
