"""Role × visibility × address: every public route of this room, each cell a test (droits.txt).

Who is in neither column gets the way to the door, 401, 403, 404 or 405, or a form that says no.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from communautes.discussions import urls
from communautes.discussions.models import Discussion, Reponse, Version
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory

VISIBILITES = {"publique": 0, "listee": 1, "invisible": 1}
TABLE = {
    nom: (lire.split("/"), agir.split("/"))
    for nom, lire, agir in (
        ligne.split()
        for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
        if ligne and ligne[0] != "#"
    )
}
LETTRES = "?-MONQRPXA"
CHAMPS = {
    "M": {},
    "O": {"role": "moderateur"},
    "N": {"anime": True},
    "Q": {},
    "R": {},
    "P": {"quittee": True},
    "X": {"exclue": True},
}
SUR_UNE_REPONSE = {
    "brouillon_de_correction_de_reponse",
    "corriger_la_reponse",
    "retenir",
    "supprimer_la_reponse",
    "utile",
}
SUR_LA_COMMUNAUTE = {"publier", "brouillon"}
DONNEES = {"oui": "1", "titre": "Comment ?", "texte": "Ainsi.", "motif": "Hors sujet"}


@pytest.fixture(params=VISIBILITES)
def monde(request, db):
    from tests.factories import DiscussionFactory, ReponseFactory

    communaute = CommunautePageFactory(visibilite=request.param, acces="invitation")
    comptes = {
        lettre: AdhesionFactory(communaute=communaute, **champs).personne
        for lettre, champs in CHAMPS.items()
    }
    comptes |= {"?": None, "-": UserFactory(), "A": UserFactory(groupe="Administration")}
    discussion = DiscussionFactory(communaute=communaute, auteur=comptes["Q"], etat="repondue")
    reponse = ReponseFactory(discussion=discussion, auteur=comptes["R"])
    for cle in ({"discussion": discussion}, {"reponse": reponse}):
        Version.objects.create(**cle, texte="Avant", jusqu_au=discussion.ecrit_le)
    return request.param, communaute, discussion, reponse, comptes


def adresse(nom: str, communaute, discussion: Discussion, reponse: Reponse) -> str:
    motif = next(une.pattern for une in urls.urlpatterns if une.name == nom)
    if nom in SUR_UNE_REPONSE:
        pk = reponse.pk
    else:
        pk = communaute.pk if nom in SUR_LA_COMMUNAUTE else discussion.pk
    cles = {"slug": communaute.slug, "pk": pk, "reponse": reponse.pk, "code": "retour"}
    return reverse(f"discussions:{nom}", kwargs={cle: cles[cle] for cle in motif.regex.groupindex})


def servi(reponse) -> bool:
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    refuse = reponse.status_code == 422
    return reponse.status_code not in (401, 403, 404, 405) and not porte and not refuse


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("lettre", LETTRES)
def test_row(client, monde, lettre):
    """All the routes of one person: reading first, then each act, taken back."""
    from django.db import transaction

    visibilite, communaute, discussion, reponse, comptes = monde
    if comptes[lettre] is not None:
        client.force_login(comptes[lettre])
    vus, attendus = {}, {}
    for nom, (lire, agir) in TABLE.items():
        ou = adresse(nom, communaute, discussion, reponse)
        point = transaction.savepoint()
        lue, faite = client.get(ou), client.post(ou, DONNEES)
        transaction.savepoint_rollback(point)
        assert max(lue.status_code, faite.status_code) < 500, nom
        rang = VISIBILITES[visibilite]
        vus[nom] = (servi(lue), servi(faite))
        attendus[nom] = (lettre in lire[rang], lettre in agir[rang])
    assert vus == attendus
