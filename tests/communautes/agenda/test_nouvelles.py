"""What people are told of meetings: sentences, once, and only to who reads."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.agenda import nouvelles, rappels, services
from communautes.agenda.models import DecisionDeRencontre, Rencontre
from communautes.agenda.services.reunion import reunir
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.services import choisir
from tests import pannes
from tests.communautes.agenda.test_a_deux import lire
from tests.factories import AdhesionFactory, ParticipationFactory, RencontreFactory

pytestmark = pytest.mark.django_db
MIDI = datetime(2027, 12, 8, 11, tzinfo=UTC)


def phrases(personne) -> list[str]:
    lues = Notification.objects.en_vue().filter(personne=personne).select_related("evenement")
    dites = []
    for une in lues.order_by("pk"):
        evenement = une.evenement
        cible = registre.cible(evenement.type_d_objet.model_class())
        evenement.objet = cible.lus([evenement.objet_pk])[evenement.objet_pk]
        dites.append(registre.genre(evenement.genre).phrase(evenement))
    return dites


def test_each_kind_says_what_where_and_when(communaute, animatrice, membre, donnees, anct):
    dates = {"debut": MIDI, "fin": MIDI + timedelta(hours=1)}
    rencontre = services.creer(communaute, donnees(**dates), par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    services.inscrire(rencontre, par=membre)
    plus_tard = {une: quand + timedelta(days=1) for une, quand in dates.items()}
    services.modifier(rencontre, donnees(**plus_tard), par=animatrice)
    avant = "mercredi 8 décembre 2027, de 12\u00a0h à 13\u00a0h (heure de Paris)"
    apres = "jeudi 9 décembre 2027, de 12\u00a0h à 13\u00a0h (heure de Paris)"
    titre = "«\u00a0Compter les voix\u00a0»"
    assert f"{titre} est déplacée\u00a0: {apres} (au lieu de {avant})" in phrases(membre)
    services.modifier(rencontre, donnees(**plus_tard, lieu="Gare"), par=animatrice)
    services.annuler(rencontre, par=animatrice, motif="Grève")
    lues = phrases(membre)
    assert f"{titre} change de lieu\u00a0: Gare (au lieu de Mairie de Vernon)" in lues
    assert len(lues) == 4 and "est annulée" in lues[-1]


def test_what_cannot_wait_is_mailed_at_once_and_the_rest_weekly():
    canaux = {code: registre.genre(code).par_defaut for code in (
        nouvelles.NOUVELLE, nouvelles.DEPLACEE, nouvelles.ANNULEE, nouvelles.PLACE,
        nouvelles.RAPPEL, nouvelles.DECISION,
    )}  # fmt: skip
    assert canaux.pop(nouvelles.NOUVELLE) == Canal.HEBDOMADAIRE
    assert set(canaux.values()) == {Canal.IMMEDIAT}


@pytest.mark.parametrize("canal", ["immediat", "hebdomadaire"])
def test_a_decision_that_comes_back_is_told(
    client, communaute, animatrice, membre, settings, canal
):
    """Given by mistake to somebody else before it was mailed; once, however often."""
    settings.TEC_TRANSPORT_COURRIELS = pannes.COURRIEL
    choisir(membre, {nouvelles.DECISION: canal})
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    rencontre.participations.create(personne=membre, statut="inscrite")
    ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
    with time_machine.travel(MIDI) as horloge:
        for heures, porteur in enumerate([membre, animatrice, membre, membre]):
            horloge.move_to(MIDI + timedelta(days=7 * heures))
            client.force_login(animatrice)
            dits = {"decisions-0-texte": "Écrire", "decisions-0-porteur": porteur.pk}
            envoi = lire(client, ou) | dits | {"texte": f"Relu {heures} fois"}
            assert client.post(ou, envoi).status_code == 302
            for minutes in 1, 10:
                horloge.move_to(MIDI + timedelta(days=7 * heures, minutes=minutes))
                call_command("envoyer_notifications", verbosity=0)
                call_command("envoyer_courriels", verbosity=0)
    siens = Courriel.objects.filter(destinataires=[membre.email])
    assert siens.exclude(statut="sans_objet").count() == 1
    assert "vous revient" in siens.exclude(statut="sans_objet").get().sujet


def test_where_nobody_registers_members_are_told(communaute, animatrice, membre, donnees):
    sans = donnees(inscription="sans")
    rencontre = services.creer(communaute, sans, par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    services.annuler(rencontre, par=animatrice, motif="Grève")
    assert Notification.objects.filter(personne=membre, evenement__genre=nouvelles.ANNULEE).exists()


class TestRappels:
    def test_the_day_before_once_and_again_when_it_is_moved(self, anct, donnees):
        with time_machine.travel(datetime(2027, 12, 7, 1, tzinfo=UTC), tick=False):
            rencontre = RencontreFactory(debut=MIDI + timedelta(hours=9), capacite=1)
            vient = ParticipationFactory(rencontre=rencontre).personne
            attend = ParticipationFactory(rencontre=rencontre, statut="attente").personne
            assert [rappels.rappeler(), rappels.rappeler()] == [1, 0]
            debut = rencontre.debut + timedelta(days=1)
            services.modifier(
                rencontre,
                donnees(debut=debut, fin=debut + timedelta(hours=1), capacite=1),
                par=anct,
            )
            assert rappels.rappeler() == 0
        with time_machine.travel(datetime(2027, 12, 8, 1, tzinfo=UTC), tick=False):
            assert rappels.rappeler() == 1
        genres = Notification.objects.filter(personne=vient, evenement__genre=nouvelles.RAPPEL)
        assert genres.count() == 2
        assert not Notification.objects.filter(
            personne=attend, evenement__genre=nouvelles.RAPPEL
        ).exists()

    @pytest.mark.parametrize(
        "champs", [{"annulee": True}, {"brouillon": True}, {"moderation": "en_examen"}], ids=str
    )
    def test_not_of_what_will_not_be(self, champs):
        demain = timezone.now() + timedelta(hours=12)
        ParticipationFactory(rencontre=RencontreFactory(debut=demain, **champs))
        call_command("rappeler_rencontres", verbosity=0)
        assert not Notification.objects.exists()

    def test_what_is_due_tomorrow(self, communaute, membre):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        demain = timezone.localdate() + timedelta(days=1)
        champs = {"rencontre": rencontre, "porteur": membre, "texte": "Écrire"}
        DecisionDeRencontre.objects.create(**champs, echeance=demain)
        faite = {"etat": "faite", "close_le": timezone.now()}
        DecisionDeRencontre.objects.create(**champs, echeance=demain, **faite)
        for _ in range(2):
            call_command("rappeler_rencontres", verbosity=0)
        [dite] = phrases(membre)
        assert "une décision de" in dite

    @pytest.mark.parametrize("nom", ["rappeler", "rappeler_la_decision"])
    def test_one_that_fails_holds_no_other_back(self, communaute, membre, monkeypatch, nom):
        demain = timezone.localdate() + timedelta(days=1)
        for _fois in range(2):
            rencontre = RencontreFactory(
                communaute=communaute, debut=timezone.now() + timedelta(hours=12)
            )
            ParticipationFactory(rencontre=rencontre, personne=membre)
            DecisionDeRencontre.objects.create(
                rencontre=rencontre, porteur=membre, texte="Écrire", echeance=demain
            )
        vrai, appels = getattr(nouvelles, nom), []

        def casse(une):
            appels.append(une.pk)
            if len(appels) == 1:
                raise RuntimeError
            return vrai(une)

        monkeypatch.setattr(nouvelles, nom, casse)
        call_command("rappeler_rencontres", verbosity=0)
        assert len(appels) == 2 and len(phrases(membre)) == 3

    def test_a_decision_is_told_to_who_does_it(self, communaute, animatrice, membre):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        dite = {"decision": None, "texte": "Écrire", "porteur": membre, "porteur_dit": "",
                "echeance": None}  # fmt: skip
        services.ecrire_compte_rendu(rencontre, "Vu.", [dite], par=animatrice)
        assert phrases(membre) == [
            "Une décision de «\u00a0" + rencontre.titre + "\u00a0» vous revient"
        ]


def test_two_accounts_that_are_one_keep_the_better_seat(personne, anct):
    autre = AdhesionFactory().personne
    pleine, libre = RencontreFactory(capacite=2), RencontreFactory()
    for qui in (autre, personne):
        services.inscrire(pleine, par=qui)
    attend = ParticipationFactory(rencontre=pleine, statut="attente")
    services.inscrire(libre, par=autre)
    reunir(autre, personne, anct)
    siennes = Rencontre.objects.filter(
        participations__personne=personne, participations__statut="inscrite"
    )
    assert set(siennes) == {pleine, libre}
    attend.refresh_from_db()
    assert attend.est_inscrite
