"""What a community tells, to whom, and what it tells no more."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion
from communautes.notifications.models import Courriel, Notification
from communautes.notifications.services import dire_combien, previendra
from tests.factories import AdhesionFactory, CommunautePageFactory

pytestmark = pytest.mark.django_db


def prevenues() -> set:
    return set(Notification.objects.values_list("personne", flat=True))


class TestUneDemande:
    @pytest.fixture
    def demande(self, communaute, animatrice, personne):
        return services.rejoindre(communaute, par=personne, message="Je voudrais apprendre.")

    def test_is_told_to_who_animates_alone(self, communaute, demande, animatrice):
        AdhesionFactory(communaute=communaute, role="moderateur")
        AdhesionFactory(anime=True)
        assert prevenues() == {animatrice.pk}

    def test_in_the_site_and_leads_to_the_answer(self, client, communaute, demande, animatrice):
        client.force_login(animatrice)
        page = client.get(reverse("notifications:liste")).text
        assert "Ali Benali demande à rejoindre «\u00a0Budgets participatifs\u00a0»" in page
        notification = Notification.objects.get()
        ouverte = client.post(reverse("notifications:ouvrir", args=[notification.pk]), follow=True)
        assert "Je voudrais apprendre." in ouverte.text

    @pytest.mark.parametrize("reponse", ["accepter", "refuser", "quitter"])
    def test_is_told_no_more_once_answered(self, demande, animatrice, reponse):
        if reponse == "quitter":
            services.quitter(demande, par=demande.personne)
        else:
            motif = {"motif": "Complet"} if reponse == "refuser" else {}
            getattr(services, reponse)(demande, par=animatrice, **motif)
        assert prevenues() == set()

    def test_who_animates_no_more_reads_it_no_more(self, client, demande, animatrice, anct):
        services.donner_role(Adhesion.objects.get(personne=animatrice), "membre", par=anct)
        client.force_login(animatrice)
        assert "Ali Benali" not in client.get(reverse("notifications:liste")).text

    def test_who_animates_again_is_told_again_of_what_waits(
        self, client, demande, animatrice, anct
    ):
        for role, anime in ("membre", False), ("animateur", True):
            services.donner_role(Adhesion.objects.get(personne=animatrice), role, par=anct)
            call_command("envoyer_notifications", verbosity=0)
            assert Notification.objects.en_vue().exists() is anime
        client.force_login(animatrice)
        assert "Ali Benali" in client.get(reverse("notifications:liste")).text
        [courriel] = Courriel.objects.filter(destinataires=[animatrice.email])
        assert "demande à rejoindre" in courriel.sujet

    def test_asked_again_it_is_told_again(self, demande, animatrice):
        services.quitter(demande, par=demande.personne)
        services.rejoindre(demande.communaute, par=demande.personne)
        assert prevenues() == {animatrice.pk}


def test_who_enters_freely_is_told_in_the_weekly_digest(personne, relever):
    communaute = CommunautePageFactory(title="Les haies")
    animatrice = AdhesionFactory(communaute=communaute, anime=True).personne
    services.rejoindre(communaute, par=personne)
    assert prevenues() == {animatrice.pk}
    assert not [m for m in relever() if m.to == [animatrice.email]]


def test_how_many_it_will_tell_is_what_it_tells(communaute, animatrice, personne):
    AdhesionFactory(communaute=communaute, anime=True)
    adhesion = AdhesionFactory(communaute=communaute, personne=personne, demandee=True)
    animent = [animatrice, *(a.personne for a in Adhesion.objects.animatrices())]
    nombre = previendra("adhesions.demande", adhesion, a=animent, par=personne)
    assert nombre == 2 and "2 personnes" in dire_combien(nombre)
