"""Two who act at the same instant, on real connections: no seat is given twice."""

from functools import partial

import pytest
from django.db import connection

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.refus import AdhesionRefusee
from communautes.agenda import services
from communautes.agenda.models import Deplacement, Participation, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.comptes.models import User
from communautes.moderation.models import Dossier, Publication
from ressources.models import ThemePage
from search.models import IndexDocument
from tests import paralleles
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)
from tests.journal import effacer
from tests.paralleles import ensemble

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    effacer()
    for modele in (Participation, Deplacement, Rencontre, Publication, Dossier, Adhesion):
        modele.objects.all().delete()
    for modele in (CommunautePage, ThemePage):
        while page := modele.objects.order_by("pk").first():
            page.delete()
    IndexDocument.objects.filter(nature__in=["communaute", "theme", "rencontre"]).delete()
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM notifications_courriel")
    User.objects.exclude(pk__in=avant).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(RencontreRefusee, AdhesionRefusee))


def gens(nombre: int) -> list[User]:
    return [UserFactory(first_name="A", last_name=str(n)) for n in range(nombre)]


def statuts(rencontre) -> list[str]:
    siennes = Participation.objects.filter(rencontre=rencontre).order_by("arrivee_le", "pk")
    return list(siennes.values_list("statut", flat=True))


def test_twenty_people_and_three_seats():
    def course(vus):
        rencontre = RencontreFactory(capacite=3)
        restants = gens(20)
        ensemble(lambda: services.inscrire(rencontre, par=restants.pop()), 20)
        vus["statuts"] = statuts(rencontre)

    vus = a_part_puis_vider(course)
    assert vus["statuts"] == ["inscrite"] * 3 + ["attente"] * 17


def test_the_same_person_ten_times():
    def course(vus):
        rencontre, [une] = RencontreFactory(capacite=3), gens(1)
        ensemble(lambda: services.inscrire(rencontre, par=une), 10)
        vus["statuts"] = statuts(rencontre)

    assert a_part_puis_vider(course)["statuts"] == ["inscrite"]


def test_two_withdraw_and_two_wait():
    def course(vus):
        rencontre = RencontreFactory(capacite=2)
        tous = gens(5)
        for une in tous:
            services.inscrire(rencontre, par=une)
        partent = tous[:2]
        ensemble(lambda: services.se_retirer(rencontre, par=partent.pop()), 2)
        vus["statuts"] = statuts(rencontre)

    vus = a_part_puis_vider(course)
    assert vus["statuts"] == ["retiree", "retiree", "inscrite", "inscrite", "attente"]


def test_cancelled_while_registering():
    """Whoever comes first: nobody enters what is cancelled, and who was in is told."""

    def course(vus):
        rencontre, [une] = RencontreFactory(), gens(1)
        anct = UserFactory(groupe="Administration")
        en_deux(
            lambda: services.annuler(rencontre, par=anct, motif="Grève"),
            lambda: services.inscrire(rencontre, par=une),
        )
        rencontre.refresh_from_db()
        vus["etat"], vus["statuts"] = rencontre.etat, statuts(rencontre)
        vus["dite"] = une.notifications.exists()

    vus = a_part_puis_vider(course)
    assert vus["etat"] == "annulee"
    assert vus["dite"] == bool(vus["statuts"])


def test_excluded_while_registering():
    def course(vus):
        communaute = CommunautePageFactory()
        anime = AdhesionFactory(communaute=communaute, anime=True).personne
        membre = AdhesionFactory(communaute=communaute)
        rencontre = RencontreFactory(communaute=communaute, audience="membres")
        en_deux(
            lambda: adhesions.exclure(membre, par=anime, motif="Insultes", jours=None),
            lambda: services.inscrire(rencontre, par=membre.personne),
        )
        vus["statuts"] = statuts(rencontre)

    assert a_part_puis_vider(course)["statuts"] in ([], ["retiree"])


def test_announced_and_cancelled_or_deleted_at_once():
    def course(vus):
        anct = UserFactory(groupe="Administration")
        rencontre = RencontreFactory(brouillon=True)
        vus["faits"] = en_deux(
            lambda: services.annoncer(rencontre, par=anct),
            lambda: services.supprimer(rencontre, par=anct),
        )

    assert a_part_puis_vider(course)["faits"] == ["faite", "refusée"]


def test_without_the_lock_the_database_still_refuses():
    """The control: rows written by hand, at once."""
    from django.db import IntegrityError, transaction

    def course(vus):
        rencontre = RencontreFactory(capacite=1)
        tous = gens(8)

        def ecrire():
            try:
                with transaction.atomic():
                    ParticipationFactory(rencontre=rencontre, personne=tous.pop())
            except IntegrityError:
                return

        ensemble(ecrire, 8)
        vus["statuts"] = statuts(rencontre)

    assert a_part_puis_vider(course)["statuts"] == ["inscrite"]
