"""Who proposes, accepts, refuses at the same instant, on real connections: once, and one way."""

from functools import partial

import pytest

from communautes.comptes.affiliations.models import Affiliation
from communautes.discussions.models import Discussion
from communautes.retours import services
from communautes.retours.models import CollectiviteAuteure, PromotionDeReponse, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.territoires.models import Collectivite
from tests import paralleles
from tests.communautes.discussions.test_en_meme_temps import vider as vider_les_discussions
from tests.communautes.retours.test_promotion import promouvoir, resoudre
from tests.communautes.retours.test_reprises_en_meme_temps import vider as vider_les_retours
from tests.factories import CommunautePageFactory, UserFactory
from tests.paralleles import ensemble

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    """What points at others first; people go last."""
    PromotionDeReponse.objects.all().delete()
    promues = Discussion.objects.filter(promue_le__isnull=False)
    promues.update(etat="resolue", promue_le=None)
    RetourExperience.objects.all().delete()
    lieux = set(Affiliation.objects.values_list("collectivite", flat=True))
    Affiliation.objects.all().delete()
    vider_les_discussions(avant)
    vider_les_retours(avant)
    Collectivite.objects.filter(pk__in=lieux).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)


def test_three_of_anct_at_once_propose_once():
    def course(vus):
        discussion = resoudre(CommunautePageFactory(title="Cours ouvertes"))
        anct = [UserFactory(groupe="Administration") for _une in range(3)]
        rendus = ensemble(lambda: promouvoir(discussion, anct.pop()).pk, 3)
        vus["retours"] = (len(set(rendus)), RetourExperience.objects.count())
        vus["etat"] = Discussion.objects.get().etat

    assert a_part_puis_vider(course) == {"retours": (1, 1), "etat": "promue"}


def test_yes_and_no_at_once_are_one_of_them():
    def course(vus):
        discussion = resoudre(CommunautePageFactory(title="Cours ouvertes"))
        retour = promouvoir(discussion, UserFactory(groupe="Administration"))
        auteur = retour.parcours.auteur
        en_deux = partial(paralleles.en_deux, refus=(RetourRefuse,))
        vus["rendus"] = en_deux(
            partial(services.accepter, retour, par=auteur),
            partial(services.refuser, retour, par=auteur),
        )
        promotion = PromotionDeReponse.objects.get()
        signe = CollectiviteAuteure.objects.acceptees().exists()
        vus["un_seul"] = (promotion.etat == "acceptee") == signe
        vus["reste"] = RetourExperience.objects.exists() == signe
        vus["etat"] = (Discussion.objects.get().etat == "promue") == signe

    assert a_part_puis_vider(course) == {
        "rendus": ["faite", "refusée"],
        "un_seul": True,
        "reste": True,
        "etat": True,
    }
