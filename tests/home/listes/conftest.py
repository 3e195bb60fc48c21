import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory

ROLES = ["Rédaction", "Relecture", "Administration"]


def adresse(modele, acte: str, *cles, **parametres) -> str:
    """Of an act on many contents."""
    url = reverse("wagtail_bulk_action", args=[*modele._meta.label_lower.split("."), acte])
    suite = "&".join([f"id={cle}" for cle in cles] + [f"{k}={v}" for k, v in parametres.items()])
    return f"{url}?{suite}"


def texte(reponse) -> str:
    return reponse.content.decode().replace("\u202f", "\u00a0")


def agir(client, modele, acte: str, cles, **champs):
    """Confirm, as the screen does."""
    corps = {"objets": ",".join(map(str, cles)), "confirmer": "oui", **champs}
    return client.post(adresse(modele, acte), corps, follow=True)


def dits(reponse) -> str:
    return " ".join(str(m) for m in reponse.context["messages"])


def brouillon(objet):
    return type(objet).objects.get(pk=objet.pk).get_latest_revision_as_object()


def vers(page) -> list[dict]:
    lien = f'<p><a linktype="page" id="{page.pk}">ici</a></p>'
    return [{"type": "rich_text", "value": lien, "id": "b1"}]


def a_publier(fabrique=RessourcePageFactory, **champs):
    """A draft that somebody has saved."""
    objet = fabrique(live=False, **champs)
    objet.save_revision()
    return objet


@pytest.fixture
def comme(db):
    """`comme(role)`: a client of its own, signed in; `.personne` is who it is."""

    def _comme(role: str | None) -> Client:
        client = Client()
        client.personne = UserFactory(groupe=role)
        client.force_login(client.personne)
        return client

    return _comme


@pytest.fixture
def theme(db):
    return ThemePageFactory(title="Partager l’eau")
