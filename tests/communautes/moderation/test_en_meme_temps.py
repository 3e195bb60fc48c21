"""Two who act at the same instant, on real connections: no state is lost."""

from functools import partial

import pytest
from django.db import connection

from communautes.comptes.models import User
from communautes.journal.models import Entree
from communautes.moderation import registre, services
from communautes.moderation.models import Dossier, Publication, Signalement
from communautes.moderation.refus import ModerationRefusee
from communautes.moderation.registre import Signalable
from tests import paralleles
from tests.factories import UserFactory
from tests.journal import effacer
from tests.paralleles import ensemble
from tests.salle_d_essai.models import Propos

pytestmark = pytest.mark.django_db


def vider(avant: set[int]) -> None:
    effacer()
    Signalement.objects.all().delete()
    Dossier.objects.all().delete()
    Publication.objects.all().delete()
    Propos.objects.all().delete()
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM notifications_courriel")
    User.objects.exclude(pk__in=avant).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(ModerationRefusee,))


@pytest.fixture(autouse=True)
def _salle(monkeypatch):
    monkeypatch.setattr(registre, "_signalables", dict(registre._signalables))
    registre.declarer(
        Signalable(
            Propos,
            libelle="un propos",
            titre=str,
            texte=lambda propos: propos.texte,
            adresse=lambda propos: f"/propos/{propos.pk}/",
            auteur=lambda propos: User.objects.filter(pk=propos.auteur_pk).first(),
            peut_lire=lambda personne, propos: True,
            peut_moderer=lambda personne, propos: False,
        )
    )


def publier() -> Propos:
    return Propos.objects.create(texte="Bonjour", auteur_pk=UserFactory().pk)


def deux_d_anct() -> list[User]:
    return [UserFactory(groupe="Administration") for _ in range(2)]


def test_ten_people_who_report_at_once_make_one_dossier():
    def course(vus):
        propos = publier()
        ensemble(lambda: services.signaler(propos, categorie="injure"), 10)
        vus["dossiers"], vus["signalements"] = Dossier.objects.count(), Signalement.objects.count()

    assert a_part_puis_vider(course) == {"dossiers": 1, "signalements": 10}


def test_the_same_report_sent_ten_times_is_one():
    champs = {"cle": "formulaire", "email": "a@exemple.example.org"}

    def course(vus):
        propos = publier()
        ensemble(lambda: services.signaler(propos, categorie="injure", **champs), 10)
        vus["signalements"] = Signalement.objects.count()

    assert a_part_puis_vider(course) == {"signalements": 1}


def test_of_two_decisions_one_is_taken():
    def course(vus):
        propos = publier()
        dossier = services.signaler(propos, categorie="injure").dossier
        un, autre = deux_d_anct()
        commun = {"base": "regles", "motif": "Relu"}
        vus["faits"] = en_deux(
            lambda: services.decider(dossier, par=un, decision="masque", **commun),
            lambda: services.decider(dossier, par=autre, decision="laisse", **commun),
        )
        dossier.refresh_from_db()
        propos.refresh_from_db()
        vus["ensemble"] = propos.est_retire == (dossier.decision == "masque")
        vus["lignes"] = Entree.objects.filter(acte="moderation.decide").count()

    assert a_part_puis_vider(course) == {
        "faits": ["faite", "refusée"],
        "ensemble": True,
        "lignes": 1,
    }


def test_of_two_answers_one_is_given():
    def course(vus):
        propos = publier()
        dossier = services.signaler(propos, categorie="injure").dossier
        un, autre = deux_d_anct()
        decideur = UserFactory(groupe="Administration")
        services.decider(dossier, par=decideur, decision="masque", base="loi", motif="Relu")
        auteur = User.objects.get(pk=propos.auteur_pk)
        services.contester(dossier, par=auteur, texte="Non")
        vus["faits"] = en_deux(
            lambda: services.trancher(dossier, par=un, lever=True, motif="Relu"),
            lambda: services.trancher(dossier, par=autre, lever=False, motif="Relu"),
        )
        dossier.refresh_from_db()
        propos.refresh_from_db()
        vus["ensemble"] = propos.est_publie == (dossier.etat == "leve")

    assert a_part_puis_vider(course) == {"faits": ["faite", "refusée"], "ensemble": True}


def test_a_report_and_a_decision_at_once_lose_nothing():
    """The report joins what is decided, or opens another dossier: never a closed one."""

    def course(vus):
        propos = publier()
        dossier = services.signaler(propos, categorie="injure").dossier
        [un, _autre] = deux_d_anct()
        vus["faits"] = en_deux(
            lambda: services.decider(
                dossier, par=un, decision="laisse", base="regles", motif="Relu"
            ),
            lambda: services.signaler(propos, categorie="publicite"),
        )
        ouverts = Dossier.objects.ouverts().filter(signalements__categorie="publicite").count()
        decides = Dossier.objects.decides().filter(signalements__categorie="publicite").count()
        vus["quelque_part"] = ouverts + decides

    assert a_part_puis_vider(course) == {"faits": ["faite", "faite"], "quelque_part": 1}


def test_two_tabs_that_publish_are_counted_in_a_row():
    """The third copy is held back, whichever it is."""

    def course(vus):
        personne = UserFactory()
        texte = (
            "Venez nombreux à la grande réunion publique de jeudi soir, salle des fêtes, mairie."
        )

        def ecrire():
            propos = Propos.objects.create(texte=texte, auteur_pk=personne.pk)
            services.examiner(propos, personne)

        ensemble(ecrire, 3)
        vus["retenus"] = Propos.objects.filter(moderation="en_examen").count()

    assert a_part_puis_vider(course) == {"retenus": 1}
