"""Who is told of what happens to a retour that they write or sign."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.notifications import registre
from communautes.notifications.models import Evenement, Notification
from communautes.retours import nouvelles, services
from communautes.retours.models import CollectiviteAuteure, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services.signatures import se_desengager
from communautes.territoires.forms import cle_de
from tests.factories import AffiliationFactory, CollectiviteFactory
from tests.factories.retours import RetourFactory, amener, relecteur

pytestmark = pytest.mark.django_db
MOTIF = "Le projet a été arrêté"


def prevenus(genre: str) -> set:
    return set(
        Notification.objects.filter(evenement__genre=genre).values_list("personne", flat=True)
    )


def phrase(genre: str) -> str:
    evenement = Evenement.objects.filter(genre=genre).latest("pk")
    evenement.objet = RetourExperience.objects.select_related("parcours").get(pk=evenement.objet_pk)
    return registre.genre(genre).phrase(evenement).replace("\u00a0", " ")


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def cosigner(retour) -> tuple[CollectiviteAuteure, object]:
    une = AffiliationFactory(collectivite=CollectiviteFactory(nom="Toul"))
    ligne = services.inviter(retour, une.collectivite, par=retour.parcours.auteur)
    return services.repondre(ligne, par=une.personne, oui=True), une.personne


class TestQuiCosigne:
    @pytest.fixture
    def retour(self):
        return RetourFactory(etat="brouillon")

    def test_is_told_that_it_is_sent(self, retour):
        _ligne, cosignataire = cosigner(retour)
        services.soumettre(retour, par=retour.parcours.auteur)
        assert prevenus(nouvelles.ENVOI) == {cosignataire.pk}
        assert "que vous signez, est envoyé à l’ANCT" in phrase(nouvelles.ENVOI)

    def test_tells_its_author_that_it_goes_away(self, retour):
        ligne, cosignataire = cosigner(retour)
        assert phrase(nouvelles.REPONSE).startswith("Toul signe")
        se_desengager(ligne, par=cosignataire)
        assert phrase(nouvelles.REPONSE).startswith("Toul retire sa signature")
        assert prevenus(nouvelles.REPONSE) == {retour.parcours.auteur_id}

    def test_reads_whose_turn_it_is(self, client, retour):
        _ligne, cosignataire = cosigner(retour)
        client.force_login(cosignataire)
        adresses = [reverse("retours:suivi", args=[retour.pk]), reverse("retours:les_miens")]
        etats = {
            "brouillon": "ne l’a pas encore envoyé",
            "soumis": "va le relire.",
            "publie": "Tout le monde le lit.",
        }
        for etat, dite in etats.items():
            if relu(retour).parcours.est_a_l_anct:
                services.publier(relu(retour), par=relecteur())
            else:
                amener(relu(retour), etat, par=retour.parcours.auteur)
            for adresse in adresses:
                page = client.get(adresse).text
                assert dite in page and "À vous" not in page and "reprenez-le" not in page
                assert "Vous pouvez le changer" not in page


class TestRetire:
    @pytest.fixture
    def retour(self):
        retour = RetourFactory(etat="brouillon")
        self.cosignataire = cosigner(retour)[1]
        amener(retour, "publie", par=retour.parcours.auteur)
        return relu(retour)

    def lire(self, client, retour, personne) -> tuple[str, str]:
        perdue = client.get(f"/retours/{retour.slug}/")
        assert perdue.status_code == 410
        client.force_login(personne)
        suivi = client.get(reverse("retours:suivi", args=[retour.pk])).text
        return perdue.text, suivi.replace("\u00a0", " ")

    def test_by_anct_who_signs_is_told_and_reads_why(self, client, retour):
        services.retirer(retour, par=relecteur(), motif=MOTIF)
        auteur = retour.parcours.auteur
        assert prevenus(nouvelles.RETRAIT) == {auteur.pk, self.cosignataire.pk}
        assert phrase(nouvelles.RETRAIT).startswith("L’ANCT a retiré")
        perdue, suivi = self.lire(client, retour, auteur)
        assert "L’ANCT a retiré ce retour" in perdue and MOTIF not in perdue
        assert f"L’ANCT l’a retiré : « {MOTIF} »." in suivi

    def test_by_its_collectivite_who_cosigns_is_told(self, client, retour):
        services.retirer(retour, par=retour.parcours.auteur, motif=MOTIF)
        assert prevenus(nouvelles.RETRAIT) == {self.cosignataire.pk}
        assert "est retiré" in phrase(nouvelles.RETRAIT)
        perdue, suivi = self.lire(client, retour, self.cosignataire)
        assert "Une collectivité peut retirer" in perdue
        assert f"Il a été retiré : « {MOTIF} »." in suivi

    def test_archived_too(self, retour):
        services.archiver(retour, par=relecteur())
        assert prevenus(nouvelles.RETRAIT) == {retour.parcours.auteur_id, self.cosignataire.pk}
        assert "est archivé" in phrase(nouvelles.RETRAIT)
        services.desarchiver(relu(retour), par=relecteur())
        assert len(prevenus(nouvelles.RETRAIT)) == 2

    def test_published_again_it_is_withdrawn_by_nobody(self, retour):
        services.retirer(retour, par=relecteur(), motif=MOTIF)
        services.soumettre(relu(retour), par=retour.parcours.auteur)
        services.publier(relu(retour), par=relecteur())
        parcours = relu(retour).parcours
        assert (parcours.retire_le, parcours.retire_par_l_anct) == (None, False)


class TestAuteurParti:
    @pytest.fixture
    def retour(self):
        return RetourFactory(etat="soumis")

    @pytest.fixture
    def collegue(self, retour):
        lieu = retour.auteures.get().collectivite
        collegue = AffiliationFactory(collectivite=lieu).personne
        parties = Affiliation.objects.filter(personne=retour.parcours.auteur)
        parties.update(statut="terminee", close_le=timezone.now())
        return collegue

    def test_colleagues_are_asked_to_complete(self, retour, collegue):
        remarques = {"fait": "Combien de soirs ?"}
        services.demander_de_completer(retour, par=relecteur(), remarques=remarques)
        assert prevenus(nouvelles.A_COMPLETER) == {collegue.pk}

    def test_colleagues_hear_of_an_answer(self, retour, collegue):
        une = AffiliationFactory()
        services.reprendre(retour, par=collegue)
        ligne = services.inviter(relu(retour), une.collectivite, par=collegue)
        services.repondre(ligne, par=une.personne, oui=True)
        assert prevenus(nouvelles.REPONSE) == {collegue.pk}

    def test_colleagues_hear_that_it_is_published(self, retour, collegue):
        services.publier(retour, par=relecteur())
        assert collegue.pk in prevenus(nouvelles.PUBLIE)

    def test_while_its_author_is_there_they_are_not(self, retour):
        collegue = AffiliationFactory(collectivite=retour.auteures.get().collectivite).personne
        services.publier(retour, par=relecteur())
        assert collegue.pk not in prevenus(nouvelles.PUBLIE)


class TestInviter:
    def envoyer(self, client, retour, collectivite) -> str:
        client.force_login(retour.parcours.auteur)
        adresse = reverse("retours:inviter", args=[retour.pk])
        donnees = {
            "collectivite": collectivite.intitule,
            "collectivite_cle": cle_de(collectivite),
        }
        return client.post(adresse, donnees, follow=True).text

    def test_it_says_whether_somebody_is_told(self, client):
        retour = RetourFactory(etat="brouillon")
        membre = AffiliationFactory(collectivite=CollectiviteFactory(nom="Toul"))
        assert "membres vérifiés sont prévenus" in self.envoyer(client, retour, membre.collectivite)
        seule = CollectiviteFactory(nom="Écrouves")
        assert "l’invitation y attendra" in self.envoyer(client, retour, seule)

    def test_twice_a_day_at_most(self, client):
        retour, lieu = RetourFactory(etat="brouillon"), AffiliationFactory().collectivite
        for _fois in range(2):
            services.inviter(retour, lieu, par=retour.parcours.auteur)
            services.desinviter(retour.auteures.get(principale=False), par=retour.parcours.auteur)
        page = self.envoyer(client, retour, lieu)
        assert "deux fois aujourd’hui" in page and retour.auteures.count() == 1

    def test_cancelled_meanwhile_it_is_not_answered(self, client):
        retour, une = RetourFactory(etat="brouillon"), AffiliationFactory()
        ligne = services.inviter(retour, une.collectivite, par=retour.parcours.auteur)
        services.desinviter(ligne, par=retour.parcours.auteur)
        with pytest.raises(RetourRefuse, match="annulée"):
            services.repondre(ligne, par=une.personne, oui=True)

    def test_who_signs_is_not_invited(self, client):
        retour = RetourFactory(etat="brouillon")
        page = self.envoyer(client, retour, retour.auteures.get().collectivite)
        assert "signe déjà ce retour" in page and "prévenus" not in page
