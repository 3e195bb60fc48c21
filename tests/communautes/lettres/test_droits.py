"""Role × visibility × address: every public route of this room, each cell a test (droits.txt)."""

from pathlib import Path

import pytest
from django.urls import reverse

from communautes.lettres import urls
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    LettreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VISIBILITES = {"publique": 0, "listee": 1, "invisible": 1}
TABLE = {
    nom: (lire.split("/"), agir.split("/"))
    for nom, lire, agir in (
        ligne.split()
        for ligne in Path(__file__).with_name("droits.txt").read_text().splitlines()
        if ligne and ligne[0] != "#"
    )
}
CHAMPS = {
    "M": {},
    "O": {"role": "moderateur"},
    "N": {"anime": True},
    "P": {"quittee": True},
    "X": {"exclue": True},
}
ACTES = {"envoyer", "supprimer"}  # of a draft


def test_every_route_is_in_the_table():
    assert {une.name for une in urls.urlpatterns} == TABLE.keys()


@pytest.mark.parametrize("visibilite", VISIBILITES)
@pytest.mark.parametrize("lettre", "?-MONPXA")
def test_row(client, visibilite, lettre):
    communaute = CommunautePageFactory(visibilite=visibilite, acces="invitation")
    comptes = {"?": None, "-": UserFactory(), "A": UserFactory(groupe="Administration")}
    for nom, champs in CHAMPS.items():
        comptes[nom] = AdhesionFactory(communaute=communaute, **champs).personne
    envoyee = LettreFactory(communaute=communaute, envoyee=True)
    if comptes[lettre]:
        client.force_login(comptes[lettre])
    vus, attendus = {}, {}
    for nom, (lire, agir) in TABLE.items():
        brouillon = LettreFactory(communaute=communaute) if nom in ACTES else None
        pk = communaute.pk if nom == "supprimer" else (brouillon or envoyee).pk
        cles = {"slug": communaute.slug, "pk": pk}
        motif = next(une.pattern for une in urls.urlpatterns if une.name == nom)
        ou = reverse(f"lettres:{nom}", kwargs={c: cles[c] for c in motif.regex.groupindex})
        vus[nom] = (_servi(client.get(ou)), _servi(client.post(ou, {"titre": "A", "texte": "B"})))
        rang = VISIBILITES[visibilite]
        attendus[nom] = (lettre in lire[rang], lettre in agir[rang])
        communaute.lettres.filter(envoyee_le=None).delete()
    assert vus == attendus


@pytest.mark.parametrize("lettre", "?-MONPXA")
def test_a_draft_is_read_by_who_animates(client, lettre):
    communaute = CommunautePageFactory(visibilite="publique")
    if lettre in CHAMPS:
        client.force_login(AdhesionFactory(communaute=communaute, **CHAMPS[lettre]).personne)
    elif lettre != "?":
        client.force_login(UserFactory(groupe="Administration" if lettre == "A" else None))
    brouillon = LettreFactory(communaute=communaute)
    assert _servi(client.get(brouillon.get_absolute_url())) == (lettre == "N")
    liste = client.get(reverse("lettres:liste", args=[communaute.slug])).text
    assert brouillon.titre not in liste


@pytest.mark.parametrize("moderation", ["en_examen", "retire"])
def test_what_is_held_back_is_read_as_moderation_says(client, moderation):
    communaute = CommunautePageFactory(visibilite="publique")
    retenue = LettreFactory(communaute=communaute, envoyee=True, moderation=moderation)
    for champs in ({}, {"role": "moderateur"}):
        client.force_login(AdhesionFactory(communaute=communaute, **champs).personne)
        lue = _servi(client.get(retenue.get_absolute_url()))
        assert lue == (moderation == "en_examen" and bool(champs))
    client.force_login(retenue.auteur)
    assert _servi(client.get(retenue.get_absolute_url()))


@pytest.mark.parametrize("fabrique", [LettreFactory, DiscussionFactory], ids=["lettre", "question"])
@pytest.mark.parametrize("visibilite", VISIBILITES)
def test_anct_reads_what_is_held_back_wherever_it_is(client, visibilite, fabrique):
    """Of a letter as of a question; once it is published again, it is its members'."""
    communaute = CommunautePageFactory(visibilite=visibilite)
    sorte = {"envoyee": True} if fabrique is LettreFactory else {}
    ecrite = fabrique(communaute=communaute, **sorte)
    client.force_login(UserFactory(groupe="Administration"))
    for moderation, statut in (
        ("en_examen", 200),
        ("retire", 200),
        ("publie", 200 if visibilite == "publique" else 403),
    ):
        type(ecrite).objects.update(moderation=moderation)
        assert client.get(ecrite.get_absolute_url()).status_code == statut
    client.force_login(UserFactory())
    la = {"publique": 404, "listee": 403, "invisible": 404}[visibilite]
    type(ecrite).objects.update(moderation="retire")
    assert client.get(ecrite.get_absolute_url()).status_code == la


def _servi(reponse) -> bool:
    assert reponse.status_code < 500
    porte = reponse.status_code == 302 and reponse.url.startswith("/connexion/")
    return reponse.status_code not in (401, 403, 404, 405) and not porte
