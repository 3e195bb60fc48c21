"""Acts on many images or files, done: tests/droits says who may open their confirmation."""

import pytest
from django.test import Client
from django.urls import reverse

DEPOT = {"Rédaction", "Administration"}
QUI = {"delete": {"Administration"}, "add_tags": DEPOT, "add_to_collection": DEPOT}


@pytest.mark.parametrize("role", ["visiteur", None, "Rédaction", "Relecture", "Administration"])
@pytest.mark.parametrize("acte", QUI)
@pytest.mark.parametrize("genre", ["image", "document"])
def test_is_written_for_who_may_only(comme, image, document, racine, role, acte, genre):
    media = (image if genre == "image" else document)()
    collection = racine.add_child(name="Ailleurs")
    url = reverse("wagtail_bulk_action", args=["home", media._meta.model_name, acte])
    client = Client() if role == "visiteur" else comme(role)
    client.post(f"{url}?id={media.pk}", {"tags": "neuf", "collection": collection.pk})
    lu = type(media).objects.filter(pk=media.pk).first()
    fait = {
        "delete": lambda: lu is None,
        "add_tags": lambda: lu.tags.exists(),
        "add_to_collection": lambda: lu.collection_id == collection.pk,
    }[acte]()
    assert fait is (role in QUI[acte])
