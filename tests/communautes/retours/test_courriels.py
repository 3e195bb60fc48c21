"""What reaches who writes a retour by mail: news of who draws on it; what they have closed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.journal.models import Entree
from communautes.notifications.models import Notification
from communautes.retours.models import BilanDeReprise, Parcours, PreferenceDAuteur
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises import donnees, relances
from communautes.retours.services import contact, courriels, reprises
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def retour():
    return RetourFactory()


@pytest.fixture
def auteur(retour):
    return retour.parcours.auteur


@pytest.fixture
def une():
    return AffiliationFactory()


class TestNouvelles:
    @pytest.fixture
    def lien(self, retour, une):
        return reprises.s_inspirer(retour, une, par=une.personne)

    def dites(self):
        return Notification.objects.filter(evenement__genre="retours.nouvelles")

    def donner(self, lien, une, **quoi):
        return reprises.donner_des_nouvelles(lien, par=une.personne, **quoi)

    def test_its_authors_hear_of_them_once_for_each_step(self, client, lien, une, auteur):
        self.donner(lien, une, issue="en_cours", texte="Une cour ouverte.")
        dite = self.dites().get()
        assert (dite.personne, dite.canal) == (auteur, "hebdomadaire")
        self.donner(lien, une, issue="en_cours", texte="Deux cours ouvertes.")
        assert self.dites().count() == 1
        self.donner(lien, une, issue="fait", texte="Quatre cours ouvertes.")
        assert self.dites().count() == 2
        client.force_login(auteur)
        page = client.get(reverse("notifications:liste")).text
        assert "Des nouvelles d’une collectivité" in page and lien.vers.titre in page

    def test_what_moderation_holds_is_told_once_it_is_read(self, lien, une, auteur):
        self.donner(lien, une, issue="fait", texte="Quatre cours.")
        BilanDeReprise.objects.update(moderation="en_examen")
        reprises.quand_la_moderation_change(BilanDeReprise.objects.get())
        assert not self.dites().exists()
        BilanDeReprise.objects.update(moderation="publie")
        reprises.quand_la_moderation_change(BilanDeReprise.objects.get())
        assert self.dites().get().personne == auteur

    def test_what_is_taken_back_is_told_no_more(self, lien, une):
        self.donner(lien, une, issue="fait", texte="Quatre cours.")
        reprises.retirer_le_lien(lien, par=une.personne)
        assert not self.dites().exists()


class TestContact:
    def test_closed_for_all_nobody_writes(self, client, relever, retour, auteur, une):
        client.force_login(auteur)
        suivi = reverse("retours:suivi", args=[retour.pk])
        assert "Fermer le contact pour tous" in client.get(suivi).text
        client.post(reverse("retours:contact", args=[retour.pk]), {"oui": "1"})
        assert "Rouvrir le contact" in client.get(suivi).text
        courriels.fermer_le_contact(retour, par=auteur, oui=True)
        assert Entree.objects.filter(acte="retours.contact_ferme").count() == 1
        ecrire = reverse("retours:ecrire_aux_auteurs", args=[retour.slug])
        client.force_login(une.personne)
        assert ecrire not in client.get(retour.get_absolute_url()).text
        assert "ont choisi de ne plus recevoir" in client.get(ecrire).text
        retour.parcours.refresh_from_db()
        with pytest.raises(RetourRefuse):
            contact.ecrire(retour, une, par=une.personne, texte="Bonjour")
        courriels.fermer_le_contact(retour, par=auteur, oui=False)
        client.post(ecrire, {"texte": "Bonjour"})
        (lettre,) = relever()
        assert lettre.to == [auteur.email] and f"{suivi}#courriels" in lettre.body

    def test_closed_for_oneself_the_others_are_written_to(
        self, client, relever, retour, auteur, une
    ):
        lieu = auteur.affiliations.get().collectivite
        collegue = AffiliationFactory(collectivite=lieu).personne
        Parcours.objects.update(soumis_par=collegue)
        retour.parcours.refresh_from_db()
        client.force_login(auteur)
        reglages = reverse("retours:courriels", args=[retour.pk])
        client.post(reglages, {"rappel": "on"})
        contact.ecrire(retour, une, par=une.personne, texte="Bonjour")
        assert [lettre.to for lettre in relever()] == [[collegue.email]]
        client.force_login(collegue)
        client.post(reglages, {})
        assert "ont choisi" in contact.pourquoi_pas(retour, une, une.personne)
        client.post(reglages, {"messages": "on", "rappel": "on"})
        assert PreferenceDAuteur.objects.get().personne == auteur

    def test_only_who_writes_it_settles_it(self, retour, une):
        for acte in (
            lambda: courriels.fermer_le_contact(retour, par=une.personne, oui=True),
            lambda: courriels.regler(retour, par=une.personne, messages=False, rappel=False),
        ):
            with pytest.raises(RetourRefuse):
                acte()


class TestRappel:
    def test_who_closed_it_is_not_asked_each_year(self, relever, retour, auteur):
        Parcours.objects.update(a_revoir_le=timezone.localdate())
        courriels.regler(retour, par=auteur, messages=True, rappel=False)
        assert relances.demander_si_c_est_vrai() == 0 and not relever()
        courriels.regler(retour, par=auteur, messages=True, rappel=True)
        assert relances.demander_si_c_est_vrai() == 1
        assert f"{reverse('retours:suivi', args=[retour.pk])}#courriels" in relever()[0].body


class TestDonnees:
    def test_it_is_shown_and_goes_with_the_account(self, retour, auteur):
        courriels.regler(retour, par=auteur, messages=False, rappel=True)
        (ligne,) = donnees._courriels(auteur)
        assert ligne == {"reference": retour.reference, "messages": False, "rappel": True}
        anonymiser(auteur, cause=Cause.DEMANDE, par=auteur)
        assert not PreferenceDAuteur.objects.exists()

    def test_two_accounts_that_become_one_keep_both_refusals(self, retour, auteur):
        autre = UserFactory()
        courriels.regler(retour, par=auteur, messages=False, rappel=True)
        PreferenceDAuteur.objects.create(retour=retour, personne=autre, rappel=False)
        donnees._reunir_les_courriels(autre, auteur, None)
        sienne = PreferenceDAuteur.objects.get()
        assert (sienne.personne, sienne.messages, sienne.rappel) == (auteur, False, False)
        PreferenceDAuteur.objects.update(personne=autre)
        donnees._reunir_les_courriels(autre, auteur, None)
        assert PreferenceDAuteur.objects.get().personne == auteur
