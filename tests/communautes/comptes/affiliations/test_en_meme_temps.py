"""Two who act at the same instant, on real connections."""

from contextlib import suppress
from functools import partial

import pytest
from django.db import connection

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, CodeDeConfirmation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee, codes
from communautes.comptes.models import User
from tests import paralleles
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.journal import effacer
from tests.paralleles import ensemble

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    effacer()
    with connection.cursor() as curseur:
        for table in (
            "affiliations_codedeconfirmation",
            "affiliations_contestation",
            "affiliations_affiliation",
            "territoires_fusion",
            "territoires_collectivite",
            "notifications_courriel",
        ):
            curseur.execute(f"DELETE FROM {table}")  # noqa: S608
    User.objects.exclude(pk__in=avant).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(AffiliationRefusee,))


def test_the_same_code_twice():
    def course(vus):
        commune = CollectiviteFactory(emails_officiels=["mairie@bourg.example.org"])
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        empreinte = codes.empreinte(demande, "12345678")
        services.envoyer_code(demande, par=demande.personne)
        CodeDeConfirmation.objects.update(empreinte=empreinte)

        def essayer():
            services.essayer_code(demande, "12345678", par=demande.personne)

        vus["reponses"] = en_deux(essayer, essayer)
        vus["niveau"] = Affiliation.objects.get().niveau

    vus = a_part_puis_vider(course)
    assert vus == {"reponses": ["faite", "refusée"], "niveau": Niveau.CONFIRMEE}


def test_ten_wrong_codes_share_five_tries():
    def course(vus):
        commune = CollectiviteFactory(emails_officiels=["mairie@bourg.example.org"])
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        services.envoyer_code(demande, par=demande.personne)

        def essayer():
            with suppress(AffiliationRefusee):
                services.essayer_code(demande, "x", par=demande.personne)

        ensemble(essayer, 10)
        vus["essais"] = CodeDeConfirmation.objects.get().essais

    assert a_part_puis_vider(course) == {"essais": codes.ESSAIS}


def test_two_first_members_make_one_referent():
    def course(vus):
        commune = CollectiviteFactory()
        personnes = [UserFactory(first_name="A", last_name=f"B{n}") for n in range(4)]
        restantes = list(personnes)

        def declarer():
            services.declarer(
                restantes.pop(),
                commune,
                fonction="agent",
                dit=Dit(f"{commune.siren}00012", False),
            )

        ensemble(declarer, 4)
        vus["roles"] = sorted(Affiliation.objects.values_list("role", flat=True))

    assert a_part_puis_vider(course)["roles"] == ["membre"] * 3 + ["provisoire"]


def test_the_same_person_asks_twice():
    def course(vus):
        commune, personne = CollectiviteFactory(), UserFactory(first_name="A", last_name="B")

        def declarer():
            services.declarer(personne, commune, fonction="agent")

        vus["reponses"] = en_deux(declarer, declarer)
        vus["nombre"] = Affiliation.objects.count()

    assert a_part_puis_vider(course) == {"reponses": ["faite", "refusée"], "nombre": 1}


def test_two_referents_answer_differently():
    def course(vus):
        commune = CollectiviteFactory()
        referents = [AffiliationFactory(collectivite=commune, referent=True) for _ in range(2)]
        demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
        vus["reponses"] = en_deux(
            lambda: services.cautionner(demande, par=referents[0].personne),
            lambda: services.refuser(demande, par=referents[1].personne, motif="Inconnue"),
        )

    assert a_part_puis_vider(course)["reponses"] == ["faite", "refusée"]


def test_the_two_last_referents_leave_their_role():
    def course(vus):
        commune = CollectiviteFactory()
        referents = [AffiliationFactory(collectivite=commune, referent=True) for _ in range(2)]
        vus["reponses"] = en_deux(
            *(
                lambda referent=referent: services.retirer_referent(referent, par=referent.personne)
                for referent in referents
            )
        )
        vus["restent"] = Affiliation.objects.referents().count()

    assert a_part_puis_vider(course) == {"reponses": ["faite", "refusée"], "restent": 1}
