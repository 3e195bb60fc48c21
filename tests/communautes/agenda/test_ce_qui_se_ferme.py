"""A community that closes takes its meetings out of search; minutes stay with who may read them."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from communautes.adhesions.models import CommunautePage
from communautes.agenda import documents, services
from communautes.agenda.models import CompteRendu
from communautes.agenda.refus import ChampRefuse
from communautes.moderation import registre
from search.facade import Requete, chercher
from tests.factories import CommunautePageFactory, RencontreFactory

pytestmark = pytest.mark.django_db
MOT = "chataigneraie"


def trouvee() -> bool:
    return bool(chercher(Requete(texte=MOT)).total)


@pytest.mark.parametrize("comment", ["invisible", "dépubliée", "section privée"])
def test_a_community_that_closes_takes_its_meetings_along(
    comment, django_capture_on_commit_callbacks
):
    communaute = CommunautePageFactory(visibilite="publique")
    rencontre = RencontreFactory(communaute=communaute, titre=f"La {MOT}")
    documents.indexer(rencontre.pk)
    assert trouvee()
    page = CommunautePage.objects.get(pk=communaute.pk)
    with django_capture_on_commit_callbacks(execute=True):
        if comment == "invisible":
            page.visibilite = "invisible"
            page.save_revision().publish()
        elif comment == "dépubliée":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not trouvee()


def test_the_report_form_shows_nothing_of_what_members_wrote(client, anct):
    communaute = CommunautePageFactory(visibilite="publique")
    rencontre = RencontreFactory(communaute=communaute, audience="membres", passee=True)
    CompteRendu.objects.create(
        rencontre=rencontre, texte=f"Entre nous, la {MOT}.", auteur=rencontre.auteur
    )
    assert MOT not in registre.signalable(type(rencontre)).texte(rencontre)
    client.force_login(anct)
    page = client.get(reverse("moderation:signaler", args=[registre.cle(rencontre)]))
    assert MOT not in page.text


def test_minutes_of_members_do_not_become_everybody_s():
    rencontre = RencontreFactory(
        communaute=CommunautePageFactory(visibilite="publique"), audience="membres"
    )
    CompteRendu.objects.create(rencontre=rencontre, texte="Entre nous", auteur=rencontre.auteur)
    rencontre.audience = "tous"
    with pytest.raises(ChampRefuse, match="leur reste"):
        services.planifier._verifier_l_audience(rencontre)
