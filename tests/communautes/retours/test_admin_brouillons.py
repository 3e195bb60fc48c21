"""Who reads no draft on the site reads none in the admin: list, chooser, export, reports."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse

from communautes.retours import services
from communautes.retours.models import RetourExperience
from communautes.retours.services.ecriture import brouillon_de
from home.echanges import registre
from home.usages.lecture import Usages, titres
from tests.factories import ActeurFactory, ThemePageFactory, UserFactory
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db

SECRET, FAIT = "Zorglubsecret", "Un fait que personne d’autre ne lit"
LISTES = ("list", "list_results", "choose", "choose_results", "chosen_multiple")
FICHES = ("edit", "history", "history_results", "usage", "inspect", "chosen", "preview_on_edit")
SERVENT = ("usage", "unpublish")  # what uses it is listed there
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


@pytest.fixture
def cites(secrets) -> dict:
    """A theme and an actor that each of these cites, and where what uses them is said."""
    theme, acteur = ThemePageFactory(), ActeurFactory()
    for retour in RetourExperience.objects.filter(pk__in=[secret.pk for secret in secrets]):
        retour.themes_lies.create(theme=theme)
        retour.acteurs_lies.create(acteur=acteur)
        retour.save()
    return {
        theme: [reverse(f"wagtailadmin_pages:{nom}", args=[theme.pk]) for nom in SERVENT],
        acteur: [reverse(f"acteurs:{nom}", args=[acteur.pk]) for nom in SERVENT],
    }


def test_what_uses_a_theme_or_an_actor_names_no_draft(client, secrets, cites):
    client.force_login(UserFactory(groupe="Rédaction"))
    for adresse in [une for lot in cites.values() for une in lot]:
        lu = client.get(adresse).content.decode()
        assert SECRET not in lu, adresse
        assert "Une cour que tous lisent" in lu  # as everybody reads it
        assert all(retour.reference in lu for retour in secrets[1:])


def test_anct_reads_there_what_it_reads_elsewhere(secrets, cites):
    for objet in cites:
        lus = {usage.titre for usage in Usages([objet], par=relecteur())[:]}
        assert lus == set(RetourExperience.objects.values_list("titre", flat=True))


def test_nor_does_a_refusal(secrets):
    """Of deleting a file, that names what uses it."""
    genre = ContentType.objects.get_for_model(RetourExperience).pk
    cles = [(genre, str(secrets[1].pk))]
    assert titres(cles, par=UserFactory(groupe="Rédaction")) == [secrets[1].reference]
    assert titres(cles, par=relecteur()) == [secrets[1].titre]


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
