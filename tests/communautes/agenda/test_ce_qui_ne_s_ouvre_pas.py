"""What members said of their meetings is not opened by a radio button of the admin."""

import pytest
from django.urls import reverse

from communautes.adhesions.models import CommunautePage
from communautes.agenda import services
from communautes.agenda.models import CompteRendu
from communautes.agenda.services.planifier import CHAMPS
from home.publication import PublicationRefusee
from tests.factories import AdhesionFactory, CommunautePageFactory, RencontreFactory
from tests.publication import publier

pytestmark = pytest.mark.django_db
DECISION = {
    "decision": None,
    "texte": "Vendre le pré",
    "porteur": None,
    "porteur_dit": "La mairie",
    "echeance": None,
}


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ({"visibilite": "listee"}, {"acces": "libre"}),
        ({"visibilite": "publique"}, {"acces": "libre"}),
        ({"visibilite": "invisible"}, {"acces": "libre", "visibilite": "publique"}),
    ],
)
@pytest.mark.parametrize("audience", ["membres", "tous"])
def test_nobody_enters_at_will_where_members_wrote_minutes(avant, apres, audience):
    communaute = CommunautePageFactory(acces="invitation", **avant)
    rencontre = RencontreFactory(communaute=communaute, passee=True, audience=audience)
    publier(communaute, acces="demande")  # before the minutes: nothing is kept from anybody
    par = AdhesionFactory(communaute=communaute, anime=True).personne
    services.ecrire_compte_rendu(rencontre, "Entre nous.", [], par=par)
    if audience == "tous" and avant["visibilite"] != "invisible":
        publier(communaute, **apres)
        return
    with pytest.raises(PublicationRefusee, match="n’importe qui ne peut pas y entrer"):
        publier(communaute, **apres)


@pytest.mark.parametrize("comment", ["annoncee", "modifiee", "annulee", "decision"])
@pytest.mark.parametrize("visibilite", ["publique", "listee"])
def test_nor_where_something_else_of_a_meeting_was_said_to_members(client, visibilite, comment):
    """Its programme and its link; why it is cancelled; a decision alone, added to old minutes."""
    communaute = CommunautePageFactory(visibilite=visibilite, acces="libre")
    par = AdhesionFactory(communaute=communaute, anime=True).personne
    rencontre = RencontreFactory(
        communaute=communaute,
        audience="membres",
        auteur=par,
        passee=comment == "decision",
        brouillon=comment == "annoncee",
    )
    if comment == "decision":
        services.ecrire_compte_rendu(rencontre, "Pour qui entre.", [], par=par)
    publier(communaute, acces="invitation")
    if comment == "annoncee":
        services.annoncer(rencontre, par=par)
    elif comment == "modifiee":
        donnees = {nom: getattr(rencontre, nom) for nom in CHAMPS}
        services.modifier(rencontre, donnees | {"texte": "Entre nous."}, par=par)
    elif comment == "annulee":
        services.annuler(rencontre, par=par, motif="Le maire ne veut pas")
    else:
        services.ecrire_compte_rendu(rencontre, "Pour qui entre.", [DECISION], par=par)
    with pytest.raises(PublicationRefusee, match="n’importe qui ne peut pas y entrer"):
        publier(communaute, acces="libre")
    client.force_login(AdhesionFactory(communaute=communaute, quittee=True).personne)
    client.post(reverse("adhesions:rejoindre", args=[communaute.pk]), {})
    assert client.get(rencontre.get_absolute_url()).status_code == 404


def test_entry_closed_by_mistake_opens_again_on_the_meetings_of_before():
    communaute = CommunautePageFactory(visibilite="listee", acces="libre")
    RencontreFactory(communaute=communaute, audience="membres")
    RencontreFactory(communaute=communaute, audience="membres", brouillon=True)
    publier(communaute, acces="invitation")
    publier(communaute, acces="libre")
    assert CommunautePage.objects.get(pk=communaute.pk).acces == "libre"


def test_what_is_said_of_a_meeting_while_nobody_knows_of_it_stays_among_members(client):
    """It was for all: its announcement, what changes in it, why it is cancelled are not."""
    communaute = CommunautePageFactory(visibilite="listee", acces="demande")
    par = AdhesionFactory(communaute=communaute, anime=True).personne
    lieu = {"communaute": communaute, "audience": "tous", "auteur": par}
    annulee, deplacee = RencontreFactory(**lieu), RencontreFactory(**lieu)
    brouillon = RencontreFactory(**lieu, brouillon=True)
    publier(communaute, visibilite="invisible")
    services.annuler(annulee, par=par, motif="Le maire ne veut pas")
    donnees = {nom: getattr(deplacee, nom) for nom in CHAMPS}
    services.modifier(deplacee, donnees | {"texte": "Entre nous."}, par=par)
    services.annoncer(brouillon, par=par)
    publier(communaute, visibilite="listee")
    for une in (annulee, deplacee, brouillon):
        assert client.get(une.get_absolute_url()).status_code == 404


def test_minutes_written_while_nobody_knew_of_it_stay_among_members(client):
    """A meeting was open to all, its community was hidden, then listed again."""
    communaute = CommunautePageFactory(visibilite="listee", acces="demande")
    rencontre = RencontreFactory(communaute=communaute, passee=True, titre="Les plans")
    publier(communaute, visibilite="invisible")
    rencontre.refresh_from_db()
    par = AdhesionFactory(communaute=communaute, anime=True).personne
    services.ecrire_compte_rendu(rencontre, "Entre nous.", [], par=par)
    assert CompteRendu.objects.get().rencontre.audience == "membres"
    publier(communaute, visibilite="listee")
    assert client.get(rencontre.get_absolute_url()).status_code == 404
