"""Who presses, and what asks, at the same instant, on real connections: nothing twice."""

from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.notifications.models import Notification
from communautes.retours.models import LienDExperience, Parcours, RetourExperience
from communautes.retours.reprises import relances
from communautes.retours.services import reprises
from communautes.territoires.models import Collectivite
from ressources.models import ThemePage
from search.models import IndexDocument
from tests import paralleles
from tests.factories import AffiliationFactory
from tests.factories.retours import RetourFactory
from tests.journal import effacer
from tests.paralleles import ensemble

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    effacer()
    lieux = set(Affiliation.objects.values_list("collectivite", flat=True))
    RetourExperience.objects.all().delete()
    Affiliation.objects.all().delete()
    while page := ThemePage.objects.order_by("pk").first():  # its mirrors go with it
        page.delete()
    IndexDocument.objects.filter(nature__in=["retour", "theme"]).delete()
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM notifications_courriel")
    User.objects.exclude(pk__in=avant).delete()
    Collectivite.objects.filter(pk__in=lieux).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)


def test_two_agents_and_ten_clicks_are_one_reprise():
    def course(vus):
        retour, une = RetourFactory(), AffiliationFactory()
        collegue = AffiliationFactory(collectivite=une.collectivite)
        qui = [une, collegue] * 5

        def presser():
            affiliation = qui.pop()
            reprises.s_inspirer(retour, affiliation, par=affiliation.personne)

        ensemble(presser, 10)
        vus["liens"] = LienDExperience.objects.count()
        vus["nombre"] = Parcours.objects.get(retour=retour).nombre_de_reprises

    assert a_part_puis_vider(course) == {"liens": 1, "nombre": 1}


def test_six_collectivites_at_once_are_all_counted():
    def course(vus):
        retour = RetourFactory()
        qui = [AffiliationFactory() for _une in range(6)]

        def presser():
            affiliation = qui.pop()
            reprises.dire_similaire(retour, affiliation, par=affiliation.personne)

        ensemble(presser, 6)
        vus["nombre"] = Parcours.objects.get(retour=retour).nombre_de_reprises

    assert a_part_puis_vider(course) == {"nombre": 6}


def test_two_commands_at_once_ask_once():
    def course(vus):
        une = AffiliationFactory()
        retour = RetourFactory()
        reprises.s_inspirer(retour, une, par=une.personne)
        LienDExperience.objects.update(nouvelles_le=timezone.localdate())
        Parcours.objects.update(a_revoir_le=timezone.localdate())
        vus["demandees"] = sum(ensemble(relances.demander_des_nouvelles, 3))
        dites = Notification.objects.filter(evenement__genre="retours.et_alors")
        vus["dites"] = dites.count()
        vus["vrai"] = sum(ensemble(relances.demander_si_c_est_vrai, 3))

    assert a_part_puis_vider(course) == {"demandees": 1, "dites": 1, "vrai": 1}
