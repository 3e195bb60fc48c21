"""What could not be read when it was to be mailed is told once it may be: once, and to whom it was
promised.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.notifications import registre, services
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.models.notification import RELECTURE
from communautes.notifications.services.rendre import rendre_ce_qui_se_lit
from communautes.territoires.models import Collectivite
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
JOUR = 24 * 60


@pytest.fixture
def dite(dire, personne):
    """`dite(canal)`: told to them, that way."""

    def faire(canal: str):
        services.choisir(personne, {"essai.nouvelle": canal})
        return dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom="Gare"))

    return faire


@pytest.mark.parametrize("canal", ["immediat", "quotidien", "hebdomadaire"])
@pytest.mark.parametrize("attend", [False, True], ids=["à écrire", "attend"])
def test_hidden_for_an_hour_it_is_told_once(dite, salle, passer, canal, attend):
    objet = dite(canal)
    if attend:
        passer(panne=True)
    salle.lecteurs[objet.pk] = set()
    assert passer(10) == []
    assert [un.statut for un in Courriel.objects.all()] == ["sans_objet"] * attend
    del salle.lecteurs[objet.pk]
    for minutes in (70, 80, JOUR, 7 * JOUR, 14 * JOUR):
        passer(minutes)
    [parti] = mail.outbox
    assert "Gare" in parti.body


def test_meanwhile_it_is_not_listed_then_it_is(client, dite, salle, personne, passer):
    objet = dite("hebdomadaire")
    for lecteurs, vue in (set(), False), ({None}, True):
        salle.lecteurs[objet.pk] = lecteurs
        passer(10)
        client.force_login(personne)
        assert ("Gare" in client.get(reverse("notifications:liste")).text) is vue
        assert services.combien_non_lues(personne) == vue


@pytest.mark.parametrize("deja", ["lue_le", "ecrite_le"])
def test_what_was_read_or_mailed_is_not_told_again(dite, personne, passer, deja):
    dite("immediat")
    Notification.objects.update(suspendue_le=timezone.now(), **{deja: timezone.now()})
    assert passer(10) == [] and passer(7 * JOUR) == []
    assert Notification.objects.en_vue().count() == 1


def test_who_wants_no_mail_of_it_any_more_finds_it_on_the_site(dite, salle, personne, passer):
    objet = dite("immediat")
    salle.lecteurs[objet.pk] = set()
    passer(10)
    services.mettre_en_sourdine(personne, objet)
    del salle.lecteurs[objet.pk]
    assert passer(20) == [] and services.combien_non_lues(personne) == 1


def test_after_some_weeks_it_is_asked_no_more(dite, salle, passer):
    objet = dite("immediat")
    salle.lecteurs[objet.pk] = set()
    passer(10)
    salle.appels = 0
    passer(RELECTURE // timedelta(minutes=1) - 10)
    assert salle.appels == 1
    passer(RELECTURE // timedelta(minutes=1) + 20)
    assert salle.appels == 1


class TestNotifier:
    """Told again of the same event, by the room itself."""

    @pytest.fixture
    def perdue(self, dire, salle, personne, passer):
        objet = dire("essai.reponse", personne)
        salle.lecteurs[objet.pk] = set()
        passer()
        del salle.lecteurs[objet.pk]
        return objet

    def test_what_was_put_aside_is_given_back(self, dire, perdue, personne, relever):
        assert services.notifier("essai.reponse", perdue, a=[personne]) == 1
        assert services.notifier("essai.reponse", perdue, a=[personne]) == 0
        assert services.combien_non_lues(personne) == 1

    def test_but_what_was_mailed_is_not_told_anew(self, perdue, personne):
        Notification.objects.update(ecrite_le=timezone.now())
        assert services.notifier("essai.reponse", perdue, a=[personne]) == 0
        assert Notification.objects.en_vue().get().ecrite_le

    def test_who_reads_it_not_yet_has_nothing_back(self, perdue, salle, personne):
        salle.lecteurs[perdue.pk] = set()
        assert services.notifier("essai.reponse", perdue, a=[personne]) == 0
        assert not Notification.objects.en_vue().exists()

    @pytest.mark.parametrize("retenu", [False, True])
    def test_of_what_is_withheld_it_is_told_once_given_back(self, salle, personne, passer, retenu):
        autre, objet = UserFactory(), CollectiviteFactory(nom="Halle")
        salle.lecteurs[objet.pk] = set()
        services.choisir(autre, {"essai.reponse": "rien"})
        gens = [personne, autre]
        assert services.notifier("essai.nouvelle", objet, a=gens, retenu=retenu) == 0
        assert passer() == [] and services.combien_non_lues(personne) == 0
        salle.lecteurs[objet.pk] = {personne.pk}
        services.reprendre(objet)
        passer(7 * JOUR)
        assert [un.to for un in mail.outbox] == [[personne.email]] * retenu


def test_it_costs_the_same_for_one_or_thirty(dire, salle, personne, count_queries):
    """Of several people and things: still hidden, then readable."""

    def cout(combien: int, lecteurs: set) -> int:
        Notification.objects.all().delete()
        gens = [personne, *UserFactory.create_batch(combien)]
        for _fois in range(combien):
            dire("essai.nouvelle", *gens)
        Notification.objects.update(suspendue_le=timezone.now())
        salle.lecteurs |= dict.fromkeys(Collectivite.objects.values_list("pk", flat=True), lecteurs)
        return count_queries(rendre_ce_qui_se_lit)

    for lecteurs in set(), {None}:
        assert cout(1, lecteurs) == cout(5, lecteurs) > 0
        assert Notification.objects.en_vue().exists() == bool(lecteurs)


def test_one_that_fails_holds_no_other_back(dire, personne, monkeypatch, caplog):
    objets = [dire("essai.nouvelle", personne) for _fois in range(5)]
    Notification.objects.update(suspendue_le=timezone.now())
    une = registre.cible(Collectivite)

    def casse(personnes, lus):
        if objets[2] in lus:
            raise RuntimeError(personne.email)
        return une.peuvent_lire(personnes, lus)

    cassee = registre.Cible(Collectivite, une.titre, une.adresse, casse)
    monkeypatch.setitem(registre._cibles, Collectivite, cassee)
    call_command("envoyer_notifications", verbosity=0)
    assert Notification.objects.en_vue().count() == 4
    assert "non relue" in caplog.text
