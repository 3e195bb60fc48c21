"""Two who act at the same instant, on real connections: no state is lost."""

from functools import partial

import pytest
from django.db import connection

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.refus import AdhesionRefusee
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from communautes.journal.models import Entree
from ressources.models import ThemePage
from search.models import IndexDocument
from tests import paralleles
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory
from tests.journal import effacer
from tests.paralleles import ensemble

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    effacer()
    Adhesion.objects.all().delete()
    for modele in (CommunautePage, ThemePage):
        while page := modele.objects.order_by("pk").first():  # its mirrors go with it
            page.delete()
    IndexDocument.objects.filter(nature__in=["communaute", "theme"]).delete()
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM notifications_courriel")
    User.objects.exclude(pk__in=avant).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(AdhesionRefusee,))


def animer(communaute) -> User:
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    return personne


def actes() -> list[str]:
    lus = Entree.objects.filter(acte__startswith="adhesions.").order_by("acte")
    return [acte.removeprefix("adhesions.") for acte in lus.values_list("acte", flat=True)]


def test_asking_ten_times_makes_one_request():
    def course(vus):
        communaute = CommunautePageFactory(acces="demande")
        personne = UserFactory(first_name="Ali", last_name="Benali")
        ensemble(lambda: services.rejoindre(communaute, par=personne), 10)
        vus["demandes"], vus["actes"] = Adhesion.objects.count(), actes()

    assert a_part_puis_vider(course) == {"demandes": 1, "actes": ["demandee"]}


def test_two_animators_answer_the_same_request():
    def course(vus):
        communaute = CommunautePageFactory(acces="demande")
        une, autre = animer(communaute), animer(communaute)
        demande = AdhesionFactory(communaute=communaute, demandee=True)
        vus["reponses"] = en_deux(
            lambda: services.accepter(demande, par=une),
            lambda: services.refuser(demande, par=autre, motif="Complet"),
        )
        vus["actes"] = len(actes())
        demande.refresh_from_db()
        vus["coherente"] = (demande.est_active, demande.motif) in [(True, ""), (False, "Complet")]

    vus = a_part_puis_vider(course)
    assert vus["coherente"]
    assert (vus["reponses"], vus["actes"]) == (["faite", "refusée"], 1)


def test_excluded_and_leaving():
    """Whatever comes first, who is excluded stays so: leaving is no way around it."""

    def course(vus):
        communaute = CommunautePageFactory()
        animatrice = animer(communaute)
        membre = AdhesionFactory(communaute=communaute)
        en_deux(
            lambda: services.exclure(membre, par=animatrice, motif="Insultes", jours=None),
            lambda: services.quitter(membre, par=membre.personne),
        )
        membre.refresh_from_db()
        vus["etat"], vus["actes"] = membre.statut, actes()

    vus = a_part_puis_vider(course)
    assert (vus["etat"], vus["actes"]) in [("exclue", ["exclue"]), ("quittee", ["quittee"])]


def test_accepted_and_taking_it_back():
    def course(vus):
        communaute = CommunautePageFactory(acces="demande")
        animatrice = animer(communaute)
        demande = AdhesionFactory(communaute=communaute, demandee=True)
        en_deux(
            lambda: services.accepter(demande, par=animatrice),
            lambda: services.quitter(demande, par=demande.personne),
        )
        demande.refresh_from_db()
        vus["etat"], vus["actes"] = demande.statut, actes()

    vus = a_part_puis_vider(course)
    assert vus["etat"] == "quittee" and "quittee" in vus["actes"]


def test_the_two_last_animators_leave_together():
    """One of them is the last: ANCT is told once, and sees that nobody animates."""

    def course(vus):
        communaute = CommunautePageFactory()
        siennes = [Adhesion.objects.get(personne=animer(communaute)) for _ in range(2)]
        restantes = list(siennes)

        def partir():
            adhesion = restantes.pop()
            services.quitter(adhesion, par=adhesion.personne)

        ensemble(partir, 2)
        vus["sans animation"] = Vie.objects.sans_animation().count()

    assert a_part_puis_vider(course) == {"sans animation": 1}


def test_deleting_an_account_while_its_request_is_accepted():
    def course(vus):
        communaute = CommunautePageFactory(acces="demande")
        animatrice = animer(communaute)
        demande = AdhesionFactory(communaute=communaute, demandee=True)
        en_deux(
            lambda: services.accepter(demande, par=animatrice),
            lambda: anonymiser(demande.personne, par=demande.personne, cause=Cause.DEMANDE),
        )
        demande.refresh_from_db()
        vus["etat"] = demande.statut

    assert a_part_puis_vider(course) == {"etat": "quittee"}
