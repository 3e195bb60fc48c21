"""Deleting a theme that resources have chosen is explained, whatever their number."""

import pytest
from django.urls import reverse

from ressources.models import ThemePage
from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nombre", "phrase"),
    [(1, "choisi par 1 ressource : retirez"), (3, "choisi par 3 ressources : retirez")],
)
def test_a_chosen_theme_stays_and_the_reason_is_said(client, nombre, phrase):
    theme = ThemePageFactory()
    RessourcePageFactory.create_batch(nombre, themes=[theme])
    client.force_login(UserFactory(groupe="Administration"))
    adresse = reverse("wagtailadmin_pages:delete", args=[theme.pk])
    reponse = client.post(adresse, follow=True)
    assert phrase in " ".join(str(m) for m in reponse.context["messages"]).replace("\xa0", " ")
    assert ThemePage.objects.filter(pk=theme.pk).exists()
