"""The file of a translation, taken out, filled elsewhere, and given back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from home.langues import fichiers_po
from tests.factories import UserFactory


@pytest.fixture
def deposer(client, eau, traductrice):
    """`deposer(bytes | None)`: the messages shown after giving this file back."""
    traductrice.commencer(eau)
    client.force_login(UserFactory(groupe="Rédaction"))
    adresse = reverse("langues_pofile", args=[Translation.objects.get().pk])

    def _deposer(contenu):
        donnees = {} if contenu is None else {"file": SimpleUploadedFile("t.po", contenu)}
        response = client.post(adresse, donnees, follow=True)
        return [str(message) for message in response.context["messages"]]

    return _deposer


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (None, "Choisissez d’abord un fichier PO."),
        (b"", "n’est pas un fichier PO"),
        (b"\x00\xff\xfe PK\x03\x04", "n’est pas un fichier PO"),
        ('msgid "é"\nmsgstr "e"\n'.encode("latin-1"), "n’est pas un fichier PO"),
        (b'msgid "a"\nmsgstr "b"\n', "n’est pas un fichier PO"),
        (b"/etc/passwd", "n’est pas un fichier PO"),
        (b"a" * (fichiers_po.TAILLE_MAXIMALE + 1), "dépasse 2"),
    ],
    ids=["nothing", "empty", "binary", "encoding", "of somewhere else", "a path", "too big"],
)
def test_what_is_not_ours_is_said(deposer, contenu, phrase):
    assert any(phrase in message for message in deposer(contenu))


def test_the_file_given_comes_back(deposer):
    catalogue = Translation.objects.get().export_po()
    for entree in catalogue:
        entree.msgstr = "Text"
    deposer(str(catalogue).encode())
    assert StringTranslation.objects.filter(data="Text").exists()
