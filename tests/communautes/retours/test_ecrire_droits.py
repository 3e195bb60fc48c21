"""Role × state: who follows, writes, previews a retour, and reads the files of its draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from communautes.comptes.affiliations.models import Niveau
from communautes.fichiers.models import Fichier
from communautes.retours import services
from communautes.retours.models import RetourExperience
from communautes.retours.services import pieces
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory, amener, relecteur
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db
ETATS = ["brouillon", "soumis", "en_relecture", "a_completer", "publie", "archive", "retire"]
A_L_ANCT = {"soumis", "en_relecture"}
PUBLICS = {"publie", "archive"}
ROLES = [
    "visiteur",
    "sans affiliation",
    "auteur déclaré",
    "collègue vérifié",
    "collectivité invitée",
    "collectivité signataire",
    "autre collectivité",
    "anct",
]
LISENT = set(ROLES[2:6]) | {"anct"}
ECRIVENT = set(ROLES[2:4])


@pytest.fixture(autouse=True)
def prives(monkeypatch, tmp_path):
    for nom in ("base_location", "location"):
        monkeypatch.setitem(Fichier.stockage().__dict__, nom, str(tmp_path / "prives"))


def document(retour, par, nom: str) -> Fichier:
    return pieces.ajouter(retour, "documents", SimpleUploadedFile(nom, contenus.PDF), par=par)


@pytest.fixture(params=ETATS)
def monde(request):
    """A retour in this state, what it showed first, what its draft alone shows, and people."""
    declaree = AffiliationFactory(niveau=Niveau.DECLAREE)
    auteur, lieu = declaree.personne, declaree.collectivite
    retour = RetourFactory(etat="brouillon", affiliation=declaree)
    invitee, signataire = AffiliationFactory(), AffiliationFactory()
    services.inviter(retour, invitee.collectivite, par=auteur)
    ligne = services.inviter(retour, signataire.collectivite, par=auteur)
    services.repondre(ligne, par=signataire.personne, oui=True)
    premier = document(retour, auteur, "premier.pdf")
    amener(retour, request.param, par=auteur)
    du_brouillon = premier
    if request.param not in A_L_ANCT:
        retour = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
        du_brouillon = document(retour, auteur, "du-brouillon.pdf")
    personnes = [
        None,
        UserFactory(),
        auteur,
        AffiliationFactory(collectivite=lieu).personne,
        invitee.personne,
        signataire.personne,
        AffiliationFactory().personne,
        relecteur(),
    ]
    return request.param, retour, premier, du_brouillon, dict(zip(ROLES, personnes, strict=True))


def lire(client: Client, fichier: Fichier) -> int:
    reponse = client.get(reverse("fichiers:lire", args=[fichier.pk, fichier.nom]))
    if reponse.streaming:
        reponse.getvalue()  # read to its end, it is closed
    return reponse.status_code


@pytest.mark.parametrize("role", ROLES)
def test_each_cell(monde, role):
    etat, retour, premier, du_brouillon, personnes = monde
    client = Client()
    if personnes[role]:
        client.force_login(personnes[role])
    absent = 302 if role == "visiteur" else 404  # the door, for who has not signed in
    attendu = 200 if role in LISENT else absent
    for vue in ("suivi", "apercu"):
        reponse = client.get(reverse(f"retours:{vue}", args=[retour.pk]))
        assert reponse.status_code == attendu, vue
    assert lire(client, du_brouillon) == attendu
    assert lire(client, premier) == (200 if etat in PUBLICS else attendu)

    ecrit = role in ECRIVENT and etat not in A_L_ANCT
    ecrire = reverse("retours:ecrire", args=[retour.pk, "fait"])
    reponse = client.get(ecrire)
    assert reponse.status_code == (200 if ecrit else 302 if role in LISENT else absent)
    if role in LISENT and not ecrit:
        assert reponse.url == reverse("retours:suivi", args=[retour.pk])
    reponse = client.post(reverse("retours:garder", args=[retour.pk, "fait"]), {"fait": "Pris."})
    refuse = 403 if role in LISENT else 401 if role == "visiteur" else 404
    assert reponse.status_code == (302 if ecrit else refuse)


def test_what_is_not_there(client):
    client.force_login(AffiliationFactory().personne)
    for chemin in ("1/", "1/apercu/", "1/ecrire/fait/", "1/ecrire/rien/"):
        assert client.get(f"/mon-compte/retours/{chemin}").status_code == 404
