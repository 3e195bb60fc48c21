"""Who reads no draft on the site reads none in the admin: list, chooser, export, reports."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse

from communautes.retours import services
from communautes.retours.models import RetourExperience
from communautes.retours.services.ecriture import brouillon_de
from home.echanges import registre
from tests.factories import UserFactory
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db

SECRET, FAIT = "Zorglubsecret", "Un fait que personne d’autre ne lit"
LISTES = ("list", "list_results", "choose", "choose_results", "chosen_multiple")
FICHES = ("edit", "history", "history_results", "usage", "inspect", "chosen", "preview_on_edit")
HISTORIQUE = "/admin/reports/site-history/"
RAPPORTS = (
    "/admin/echanges/retours/tout.csv",
    "/admin/echanges/",
    HISTORIQUE,
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/snippets/",
    "/admin/",
)


@pytest.fixture(params=["Rédaction", "accès seul", "voir, sans relire"])
def personne(request, db):
    """`voir`: a right that a group may be given one day by a box."""
    if request.param == "Rédaction":
        return UserFactory(groupe="Rédaction")
    personne = UserFactory()
    codes = ["access_admin"]
    if request.param == "voir, sans relire":
        codes += ["view_retourexperience", "change_retourexperience"]
    personne.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return personne


@pytest.fixture
def secrets(db) -> list[RetourExperience]:
    """A draft, one in review, a new version of what is online, one withdrawn."""
    publie = RetourFactory(titre="Une cour que tous lisent")
    brouillon = brouillon_de(publie)
    brouillon.titre, brouillon.fait = f"{SECRET} nouvelle", FAIT
    services.enregistrer(brouillon, par=publie.parcours.auteur)
    etats = ("brouillon", "soumis", "retire")
    return [publie, *(RetourFactory(etat=e, titre=f"{SECRET} {e}", fait=FAIT) for e in etats)]


def adresses(retours) -> list[str]:
    trouvees = list(RAPPORTS)
    for espace in ("retours_admin", RetourExperience.snippet_viewset.chooser_viewset.url_namespace):
        for nom in LISTES:
            trouvees += _adresse(espace, nom)
        for retour in retours:
            for nom in FICHES:
                trouvees += _adresse(espace, nom, retour.pk)
    return trouvees


def _adresse(espace: str, nom: str, *cles) -> list[str]:
    try:
        return [reverse(f"{espace}:{nom}", args=cles)]
    except NoReverseMatch:
        return []


def lire(client, adresse: str, retours) -> str:
    reponse = client.get(adresse, {"id": [retour.pk for retour in retours]})
    if reponse.streaming:
        return reponse.getvalue().decode()
    return reponse.content.decode()


def test_no_screen_shows_a_draft(client, personne, secrets):
    client.force_login(personne)
    lues = adresses(secrets)
    assert len(lues) > 25
    if personne.has_perm("retours.view_retourexperience"):  # Wagtail's rule, which no role meets
        lues.remove(HISTORIQUE)
    montrent = [une for une in lues if any(m in lire(client, une, secrets) for m in (SECRET, FAIT))]
    assert montrent == []
    assert not registre.table("retours").peut_exporter(personne)


def test_anct_compares_two_versions(client, secrets):
    adresse = reverse("retours_admin:revisions_compare", args=[secrets[0].pk, "live", "latest"])
    assert adresse == f"/admin/retours/history/{secrets[0].pk}/revisions/compare/live...latest/"
    client.force_login(relecteur())
    assert client.get(adresse).status_code == 200


def test_anct_reads_them(client, secrets):
    client.force_login(relecteur())
    choisir = reverse(f"{RetourExperience.snippet_viewset.chooser_viewset.url_namespace}:choose")
    ou = (reverse("retours_admin:list"), choisir, "/admin/echanges/retours/tout.csv")
    for adresse in ou:
        assert SECRET in lire(client, adresse, secrets)
