"""What members said of their meetings is not opened by a radio button of the admin."""

import pytest

from communautes.agenda import services
from communautes.agenda.models import CompteRendu
from home.publication import PublicationRefusee
from tests.factories import AdhesionFactory, CommunautePageFactory, RencontreFactory
from tests.publication import publier

pytestmark = pytest.mark.django_db


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
