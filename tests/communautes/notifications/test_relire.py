"""A mail that waited is written again before it leaves: it tells what is so, to who may read it and
wants it; what it drops was not mailed.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.registre import Genre
from communautes.notifications.tableau import courriels
from communautes.territoires.models import Collectivite
from tests.communautes.notifications.conftest import LUNDI
from tests.factories import CollectiviteFactory, CourrielFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def deux(dire, personne):
    """Two news of a digest: what they are about."""
    return [
        dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom=nom), sujet=None)
        for nom in ("Gare", "Halle")
    ]


def test_what_is_corrected_while_it_waits_leaves_corrected(dire, personne, passer):
    objet = dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="M. Durand"))
    passer(panne=True)
    avant = Courriel.objects.get()
    Collectivite.objects.filter(pk=objet.pk).update(nom="Un collègue")
    [parti] = passer(10)
    assert "Un collègue" in parti.subject
    assert "Durand" not in parti.subject + parti.body + parti.alternatives[0][0]
    apres = Courriel.objects.get()
    assert apres.entetes["Message-ID"] == avant.entetes["Message-ID"]
    assert (avant.essais, apres.essais) == (1, 2)
    assert "Durand" not in apres.sujet + apres.corps + apres.html


@pytest.mark.parametrize(
    ("dire_non", "de_tout"),
    [
        (lambda personne, objet: services.mettre_en_sourdine(personne, objet), False),
        (lambda personne, objet: services.tout_marquer_lu(personne, sur=objet), False),
        (lambda personne, objet: services.ne_plus_recapituler(personne, "hebdomadaire"), True),
        (lambda personne, objet: services.choisir(personne, {"essai.nouvelle": "rien"}), True),
    ],
    ids=["sourdine", "lu", "récapitulatifs", "genre"],
)
@pytest.mark.parametrize("supprimee", [False, True])
def test_who_said_no_since_is_not_written_to(deux, personne, passer, dire_non, de_tout, supprimee):
    passer(panne=True)
    dire_non(personne, deux[0])
    if supprimee:
        services.retirer(deux[1])
    passer(10)
    passer(20)
    passer(7 * 24 * 60)
    ecrit = "".join(un.subject + un.body for un in mail.outbox)
    assert "Gare" not in ecrit
    assert ("Halle" in ecrit) == (not de_tout and not supprimee)
    assert Notification.objects.sur(deux[0]).en_vue().exists()  # on the site, nothing changes


@pytest.fixture
def retenir(salle):
    """As moderation does: nobody may read it meanwhile."""

    def faire(objet, *, rendu: bool = False) -> int:
        if rendu:
            del salle.lecteurs[objet.pk]
            return services.reprendre(objet)
        salle.lecteurs[objet.pk] = set()
        return services.suspendre(objet)

    return faire


class TestSuspendre:
    """What moderation withholds, then gives back: told once, neither twice nor never."""

    @pytest.mark.parametrize("canal", ["immediat", "quotidien", "hebdomadaire"])
    @pytest.mark.parametrize("quand", ["avant", "attend", "abandonné", "parti"])
    def test_then_give_it_back(self, dire, personne, passer, retenir, canal, quand):
        services.choisir(personne, {"essai.nouvelle": canal})
        objet = dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="Gare"))
        if quand != "avant":
            passer(panne=quand != "parti")
        retenir(objet)
        if quand in ("avant", "abandonné"):
            assert passer(10) == []
        retenir(objet, rendu=True)
        for minutes in (20, 30, 24 * 60, 7 * 24 * 60, 14 * 24 * 60):
            passer(minutes)
        [parti] = mail.outbox
        assert "Gare" in parti.body and Notification.objects.non_lues().count() == 1

    def test_meanwhile_it_is_neither_listed_nor_counted(self, client, dire, personne, retenir):
        objet = dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="Gare"))
        client.force_login(personne)
        for vues in (0, 1):
            assert retenir(objet, rendu=bool(vues)) == 1
            assert services.combien_non_lues(personne) == vues
            assert ("Gare" in client.get(reverse("notifications:liste")).text) == bool(vues)

    def test_in_a_digest_the_rest_leaves_and_it_is_told_the_next_time(self, deux, passer, retenir):
        passer(panne=True)
        retenir(deux[0])
        [premier] = passer(10)
        retenir(deux[0], rendu=True)
        passer(20)
        _premier, second = passer(7 * 24 * 60)
        assert "Halle" in premier.body and "Gare" not in premier.body
        assert "Gare" in second.body and "Halle" not in second.body

    def test_a_reply_of_a_question_given_back_stays_withheld(
        self, dire, discussion, retenir, personne, passer
    ):
        """Not even counted before it is given back itself."""
        objet = dire("essai.reponse", personne)
        for un in (objet, discussion):
            retenir(un)
        assert retenir(discussion, rendu=True) == 0
        assert passer() == [] and services.combien_non_lues(personne) == 0
        retenir(objet, rendu=True)
        assert len(passer(10)) == 1


@pytest.mark.parametrize("attend", [False, True])
def test_what_is_so_no_more_stays_on_the_site(dire, personne, passer, attend, monkeypatch):
    vrai = {"vrai": True}
    un = Genre("essai.nouvelle", "x", "x", lambda e: "Gare", vaut_encore=lambda e, p: vrai["vrai"])
    monkeypatch.setitem(registre._genres, "essai.nouvelle", un)
    dire("essai.nouvelle", personne)
    if attend:
        passer(panne=True)
    vrai["vrai"] = False
    assert passer(10) == [] and passer(20) == []
    assert Notification.objects.non_lues().get().canal == Canal.SITE


def test_one_that_cannot_be_read_again_holds_no_other_back(
    dire, salle, personne, passer, monkeypatch
):
    dire("essai.nouvelle", personne)
    passer(panne=True)
    CourrielFactory(sujet="Autre", prochain_essai_le=LUNDI + timedelta(minutes=5))
    une = registre.cible(Collectivite)

    def casse(personnes, objets):
        raise RuntimeError(personne.email)

    with monkeypatch.context() as pour_l_instant:
        cassee = registre.Cible(Collectivite, une.titre, une.adresse, casse)
        pour_l_instant.setitem(registre._cibles, Collectivite, cassee)
        assert [un.subject for un in passer(10)] == ["Autre"]
    courriel = Courriel.objects.exclude(sujet="Autre").get()
    assert (courriel.essais, courriel.derniere_erreur) == (2, "RuntimeError")
    assert len(passer(20)) == 2


class TestTableau:
    @pytest.fixture
    def dit(self, rf):
        def faire():
            demande = rf.get("/")
            demande.user = UserFactory(groupe="Administration")
            return courriels(demande)

        return faire

    def test_what_had_nothing_left_to_say_asks_for_nothing(self, dire, personne, passer, dit):
        objet = dire("essai.nouvelle", personne)
        passer(panne=True)
        services.retirer(objet)
        passer(10)
        assert Courriel.objects.get().statut == Courriel.Statut.SANS_OBJET and dit().bien

    @pytest.mark.parametrize(
        ("champs", "demande"),
        [({}, True), ({"corps": ""}, False), ({"corps": "", "confidentiel": True}, False)],
    )
    def test_it_asks_to_send_again_what_can_be(self, dit, champs, demande):
        courriel = CourrielFactory(abandonne=True, **champs)
        assert courriel.peut_etre_renvoye is demande
        assert dit().bien is not demande
