"""A meeting that moderation withdraws: who was to come is told, without its words."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda import services
from communautes.agenda.models import DecisionDeRencontre, Participation, Rencontre
from communautes.moderation import services as moderation
from communautes.moderation.services.ecriture import changer
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Courriel, Notification
from tests.communautes.agenda.test_a_deux import lire
from tests.communautes.agenda.test_nouvelles import phrases
from tests.factories import (
    AdhesionFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencontre(communaute, animatrice):
    return RencontreFactory(communaute=communaute, auteur=animatrice, titre="Des mots de trop")


def retirer(rencontre, anct):
    dossier = moderation.signaler(rencontre, categorie="injure", par=UserFactory())
    return moderation.decider(
        dossier.dossier, par=anct, decision="masque", base="regles", motif="Injurieux"
    )


def test_who_registered_or_waits_is_told_and_nobody_else(
    rencontre, membre, anct, django_capture_on_commit_callbacks
):
    vient = ParticipationFactory(rencontre=rencontre).personne
    attend = ParticipationFactory(rencontre=rencontre, statut="attente").personne
    with django_capture_on_commit_callbacks(execute=True):
        retirer(rencontre, anct)
    for personne in (vient, attend):
        [dite] = phrases(personne)
        assert "est retirée de l’agenda par la modération" in dite
        courriel = Courriel.objects.get(destinataires=[personne.email])
        assert "retirée de l’agenda" in courriel.corps
        assert "Des mots de trop" not in courriel.sujet + courriel.corps + courriel.html
    assert not Notification.objects.filter(personne=membre).exists()


def test_put_back_they_are_told_again(rencontre, anct, animatrice):
    vient = ParticipationFactory(rencontre=rencontre).personne
    dossier = retirer(rencontre, anct)
    moderation.contester(dossier, par=animatrice, texte="Rien d’injurieux ici.")
    moderation.trancher(
        dossier, par=UserFactory(groupe="Administration"), lever=True, motif="Relu à deux"
    )
    [dite] = [d for d in phrases(vient) if "de nouveau à l’agenda" in d]
    [une] = Notification.objects.filter(personne=vient, evenement__genre="agenda.retablie")
    assert une.canal == Canal.IMMEDIAT


def test_where_nobody_registers_members_are_told(communaute, membre, animatrice, anct):
    rencontre = RencontreFactory(communaute=communaute, auteur=animatrice, inscription="sans")
    retirer(rencontre, anct)
    [dite] = phrases(membre)
    assert "est retirée de l’agenda par la modération" in dite


def retablir(dossier, par):
    moderation.contester(dossier, par=par, texte="Rien d’injurieux ici.")
    anct = UserFactory(groupe="Administration")
    moderation.trancher(dossier, par=anct, lever=True, motif="Relu à deux")


def test_put_back_is_told_where_the_first_row_is_gone(communaute, membre, animatrice, anct):
    """Who left the community is still registered to what is open to all."""
    rencontre = RencontreFactory(communaute=communaute, auteur=animatrice)
    services.inscrire(rencontre, par=membre)
    dossier = retirer(rencontre, anct)
    adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
    assert phrases(membre) == []
    retablir(dossier, animatrice)
    [dite] = phrases(membre)
    assert "de nouveau à l’agenda" in dite


def test_accepted_later_it_is_not_said_to_be_back_again(rencontre, anct, animatrice):
    vient = ParticipationFactory(rencontre=rencontre).personne
    retablir(retirer(rencontre, anct), animatrice)
    Notification.objects.all().delete()
    rencontre.refresh_from_db()
    changer(rencontre, "en_examen")
    changer(rencontre, "publie")
    assert not [dite for dite in phrases(vient) if "de nouveau" in dite]


@pytest.fixture
def deplacee(communaute, animatrice, donnees, django_capture_on_commit_callbacks):
    """Announced, its digest gone; then moved, who comes being mailed."""

    def faire(*viennent, **change):
        with django_capture_on_commit_callbacks(execute=True):
            rencontre = services.creer(communaute, donnees(), par=animatrice)
            rencontre = services.annoncer(rencontre, par=animatrice)
            for une in viennent:
                services.inscrire(rencontre, par=une)
        Notification.objects.filter(ecrite_le=None).update(ecrite_le=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            services.modifier(rencontre, donnees(**change), par=animatrice)
        return Rencontre.objects.get(pk=rencontre.pk)

    return faire


def test_put_back_mails_neither_the_old_move_nor_the_announcement(
    deplacee, membre, animatrice, anct, django_capture_on_commit_callbacks
):
    rencontre = deplacee(membre, lieu="Gare")
    with django_capture_on_commit_callbacks(execute=True):
        dossier = retirer(rencontre, anct)
    with django_capture_on_commit_callbacks(execute=True):
        retablir(dossier, animatrice)
    sujets = [un.sujet for un in Courriel.objects.filter(destinataires=[membre.email])]
    assert len(sujets) == 3 and sum("change de lieu" in sujet for sujet in sujets) == 1
    assert not Notification.objects.filter(personne=membre, ecrite_le=None).exists()


def test_moved_while_held_back_it_is_told_once_it_is_accepted(
    deplacee, membre, animatrice, donnees
):
    rencontre = deplacee(membre, lieu="Gare")
    changer(rencontre, "en_examen")
    services.modifier(rencontre, donnees(lieu="Halle"), par=animatrice)
    assert not [dite for dite in phrases(membre) if "Halle" in dite]
    changer(Rencontre.objects.get(pk=rencontre.pk), "publie")
    assert [dite for dite in phrases(membre) if "Halle" in dite]


def test_meanwhile_the_seat_may_be_given_back(client, membre, rencontre, anct):
    services.inscrire(rencontre, par=membre)
    client.force_login(membre)
    ou, bouton = reverse("agenda:le_mien"), reverse("agenda:se_retirer", args=[rencontre.pk])
    assert bouton not in client.get(ou).text
    retirer(rencontre, anct)
    page = client.get(ou).text
    assert bouton in page and "Des mots de trop" not in page
    assert rencontre.debut_en_mots in page
    [une] = Notification.objects.filter(personne=membre)
    assert client.post(reverse("notifications:ouvrir", args=[une.pk])).url == ou
    assert client.post(bouton).url == ou
    assert bouton not in client.get(ou).text


class TestPendantLeRetrait:
    """Told once it is put back; until then, nothing of it is shown."""

    @pytest.fixture
    def dites(self):
        """`dites(personne)`: what the commands have mailed to them."""

        def faire(personne) -> list[str]:
            call_command("envoyer_notifications", verbosity=0)
            siens = Courriel.objects.filter(destinataires=[personne.email]).order_by("pk")
            return list(siens.values_list("sujet", flat=True))

        return faire

    def test_the_seat_that_is_given_back_is_somebody_s(
        self, client, communaute, animatrice, membre, anct, dites
    ):
        rencontre = RencontreFactory(communaute=communaute, auteur=animatrice, capacite=1)
        autre = UserFactory(first_name="Zoé", last_name="Zola")
        AdhesionFactory(communaute=communaute, personne=autre)
        for une in (membre, autre):
            services.inscrire(rencontre, par=une)
        dossier = retirer(rencontre, anct)
        client.force_login(membre)
        client.post(reverse("agenda:se_retirer", args=[rencontre.pk]))
        assert Participation.objects.get(personne=autre).est_inscrite
        assert not [dite for dite in dites(autre) if "place" in dite]
        retablir(dossier, animatrice)
        assert len([dite for dite in dites(autre) if "place" in dite]) == 1
        assert len(dites(autre)) == len(set(dites(autre)))

    def test_what_is_decided_is_somebody_s_to_do(
        self, client, communaute, animatrice, membre, anct, dites
    ):
        rencontre = RencontreFactory(communaute=communaute, auteur=animatrice, passee=True)
        ParticipationFactory(rencontre=rencontre, personne=membre)
        dossier = retirer(rencontre, anct)
        client.force_login(animatrice)
        envoi = lire(client, reverse("agenda:compte_rendu", args=[rencontre.pk])) | {
            "texte": "Il a été dit.",
            "decisions-0-texte": "Acheter des urnes",
            "decisions-0-porteur": str(membre.pk),
        }
        client.post(reverse("agenda:compte_rendu", args=[rencontre.pk]), envoi)
        assert DecisionDeRencontre.objects.get().porteur == membre
        assert dites(membre) == []
        retablir(dossier, animatrice)
        [dite] = dites(membre)
        assert "vous revient" in dite

    def test_that_it_is_cancelled(self, client, communaute, animatrice, membre, anct, dites):
        rencontre = RencontreFactory(communaute=communaute, auteur=animatrice)
        services.inscrire(rencontre, par=membre)
        dossier = retirer(rencontre, anct)
        client.force_login(animatrice)
        ou = reverse("agenda:annuler", args=[rencontre.pk])
        assert "le saura" in client.post(ou, {"motif": "Grève"}, follow=True).text
        assert not [dite for dite in dites(membre) if "annulée" in dite]
        retablir(dossier, animatrice)
        assert [dite for dite in dites(membre) if "annulée" in dite]


def test_held_back_then_cancelled_members_never_heard_of_it(communaute, animatrice, membre):
    rencontre = RencontreFactory(
        communaute=communaute, auteur=animatrice, inscription="sans", moderation="en_examen"
    )
    services.annuler(rencontre, par=animatrice, motif="Grève")
    changer(Rencontre.objects.get(pk=rencontre.pk), "publie")
    assert phrases(membre) == []


def test_past_nobody_is_told(communaute, anct):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    vient = ParticipationFactory(rencontre=rencontre).personne
    retirer(rencontre, anct)
    assert phrases(vient) == []


def test_another_link_is_told_without_either(communaute, animatrice, membre, donnees):
    ancien, nouveau = "https://visio.example.org/a", "https://visio.example.org/b"
    rencontre = services.creer(communaute, donnees(lien=ancien), par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    services.inscrire(rencontre, par=membre)
    services.modifier(rencontre, donnees(lien=nouveau), par=animatrice)
    [_annonce, dite] = phrases(membre)
    assert dite == "Le lien de «\u00a0Compter les voix\u00a0» a changé\u00a0: il est sur sa page"
