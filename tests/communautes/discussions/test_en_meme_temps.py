"""Two who act at the same instant, on real connections: no state is lost."""

import threading
import uuid
from functools import partial

import pytest
from django.db import connection

from communautes.adhesions.confidences import pourquoi_pas_ouvrir
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.services import exclure
from communautes.comptes.models import User
from communautes.discussions import services, veille
from communautes.discussions.models import Discussion, Reponse, VoteUtile
from communautes.discussions.refus import DiscussionRefusee
from communautes.moderation.models import Publication
from communautes.notifications.models import Notification
from ressources.models import ThemePage
from search.models import IndexDocument
from tests import paralleles
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
    UserFactory,
)
from tests.journal import effacer
from tests.paralleles import ensemble
from tests.publication import publier

pytestmark = pytest.mark.django_db
MODELE = "communautes.adhesions.models.communaute"


def vider(avant: set[int]) -> None:
    effacer()
    Publication.objects.all().delete()
    Discussion.objects.filter(reponse_retenue__isnull=False).update(
        reponse_retenue=None, retenue_par=None, etat="repondue"
    )
    Reponse.objects.all().delete()
    Discussion.objects.all().delete()
    Adhesion.objects.all().delete()
    for modele in (CommunautePage, ThemePage):
        while page := modele.objects.order_by("pk").first():  # its mirrors go with it
            page.delete()
    IndexDocument.objects.filter(nature__in=["communaute", "theme", "discussion"]).delete()
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM notifications_courriel")
    User.objects.exclude(pk__in=avant).delete()


a_part_puis_vider = partial(paralleles.a_part_puis_vider, vider=vider)
en_deux = partial(paralleles.en_deux, refus=(DiscussionRefusee,))


def animer(communaute) -> User:
    personne = UserFactory(first_name="Ana", last_name="Matrice")
    AdhesionFactory(communaute=communaute, personne=personne, anime=True)
    return personne


def test_two_people_accept_two_answers():
    def course(vus):
        discussion = DiscussionFactory()
        animatrice = animer(discussion.communaute)
        une, autre = ReponseFactory.create_batch(2, discussion=discussion)
        vus["faites"] = en_deux(
            lambda: services.retenir(une, par=discussion.auteur),
            lambda: services.retenir(autre, par=animatrice),
        )
        lue = Discussion.objects.get()
        par = {une.pk: discussion.auteur_id, autre.pk: animatrice.pk}
        vus["coherente"] = par[lue.reponse_retenue_id] == lue.retenue_par_id
        vus["etat"] = lue.etat

    assert a_part_puis_vider(course) == {
        "faites": ["faite", "faite"],
        "coherente": True,
        "etat": "resolue",
    }


def test_excluded_while_answering():
    """Whoever comes second sees what the first did: nothing is written after the exclusion."""

    def course(vus):
        discussion = DiscussionFactory()
        animatrice = animer(discussion.communaute)
        adhesion = AdhesionFactory(communaute=discussion.communaute)
        faites = en_deux(
            lambda: exclure(adhesion, par=animatrice, motif="Insultes", jours=None),
            lambda: services.repondre(discussion, par=adhesion.personne, texte="Ainsi."),
        )
        lue = Reponse.objects.first()
        adhesion.refresh_from_db()
        vus["coherente"] = (
            (faites == ["faite", "refusée"] and lue is None)
            or (faites == ["faite", "faite"] and lue.ecrit_le < adhesion.close_le)
        ) and adhesion.est_exclue

    assert a_part_puis_vider(course) == {"coherente": True}


def test_closed_while_answering():
    def course(vus):
        discussion = DiscussionFactory()
        animatrice = animer(discussion.communaute)
        membre = AdhesionFactory(communaute=discussion.communaute).personne
        faites = en_deux(
            lambda: services.clore(discussion, par=animatrice, motif="Posée deux fois"),
            lambda: services.repondre(discussion, par=membre, texte="Ainsi."),
        )
        lue = Discussion.objects.get()
        nombre = Reponse.objects.count()
        vus["coherente"] = lue.est_fermee and (
            (faites == ["faite", "refusée"], nombre, lue.etat)
            in [(True, 0, "ouverte"), (False, 1, "repondue")]
        )

    assert a_part_puis_vider(course) == {"coherente": True}


def test_ten_clicks_make_one_reply_and_one_vote():
    def course(vus):
        discussion = DiscussionFactory()
        membre = AdhesionFactory(communaute=discussion.communaute).personne
        cle = uuid.uuid4()
        ensemble(lambda: services.repondre(discussion, par=membre, texte="Ainsi.", cle=cle), 10)
        reponse = Reponse.objects.get()
        ensemble(lambda: services.dire_utile(reponse, par=discussion.auteur, oui=True), 10)
        vus["votes"], vus["dites"] = VoteUtile.objects.count(), Notification.objects.count()

    assert a_part_puis_vider(course) == {"votes": 1, "dites": 1}


def test_two_commands_confide_once():
    def course(vus):
        discussion = DiscussionFactory(ancienne=True)
        animer(discussion.communaute)
        vus["confiees"] = sum(ensemble(veille.confier_les_retards, 3))
        vus["dites"] = Notification.objects.count()

    assert a_part_puis_vider(course) == {"confiees": 1, "dites": 1}


def test_moved_while_answering():
    """The reply follows, or is refused; it is never in two places."""

    def course(vus):
        discussion = DiscussionFactory()
        animatrice = animer(discussion.communaute)
        la = CommunautePageFactory()
        AdhesionFactory(communaute=la, personne=animatrice, anime=True)
        membre = AdhesionFactory(communaute=discussion.communaute).personne
        faites = en_deux(
            lambda: services.deplacer(discussion, la, par=animatrice),
            lambda: services.repondre(discussion, par=membre, texte="Ainsi."),
        )
        lue = Discussion.objects.get()
        vus["la"] = lue.communaute_id == la.pk
        vus["coherente"] = (Reponse.objects.count() == 1) == (faites == ["faite", "faite"])

    assert a_part_puis_vider(course) == {"la": True, "coherente": True}


@pytest.mark.parametrize("visibilite", ["publique", "listee"])
def test_a_question_waits_for_the_publication_that_opens_or_closes(monkeypatch, visibilite):
    """Nothing is said between what publishing asks and what it writes: who asks then knows to
    whom.
    """

    def course(vus):
        avant = {"publique": "listee", "listee": "publique"}[visibilite]
        communaute = CommunautePageFactory(visibilite=avant)
        membre = AdhesionFactory(communaute=communaute).personne

        def poser():
            services.poser(communaute, par=membre, titre="Comment faire ?", texte="Ainsi.")

        fil = threading.Thread(target=paralleles._puis_fermer, args=(poser,))

        def puis_poser(page):
            trouves = pourquoi_pas_ouvrir(page)
            fil.start()
            fil.join(1)
            vus["attend"] = fil.is_alive()
            return trouves

        monkeypatch.setattr(f"{MODELE}.pourquoi_pas_ouvrir", puis_poser)
        publier(communaute, visibilite=visibilite)
        monkeypatch.undo()
        fil.join()
        vue, reservee = Discussion.objects.get().dit_ici_le, Vie.objects.get().reservee_depuis
        vus["reservee"] = reservee is not None and vue > reservee

    assert a_part_puis_vider(course) == {"attend": True, "reservee": visibilite == "listee"}
