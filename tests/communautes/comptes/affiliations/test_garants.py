"""Who can really answer for a collectivité now, and what waits for ANCT when nobody can."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.comptes import droits
from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from tests.communautes.comptes.affiliations.aides import actes, declarer, siret
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
SUJET = "Une personne demande à rejoindre"


@pytest.fixture
def seule(commune, personne):
    """The first ProConnect agent: holds the place, at « concordante »."""
    return declarer(personne, commune, dit=Dit(siret(commune), False))


def fermer(affiliation: Affiliation) -> None:
    User.objects.filter(pk=affiliation.personne_id).update(is_active=False)


@pytest.mark.parametrize(("niveau", "role"), list(product(list(Niveau)[1:], Role.values)))
def test_they_are_those_to_whom_the_table_opens_it(niveau, role):
    affiliation = AffiliationFactory(niveau=niveau, role=role)
    permis = droits.verdict("gerer_membres", affiliation).permis
    assert Affiliation.objects.qui_repondent().exists() is permis


class TestConcordante:
    def test_a_request_goes_to_anct_at_once_and_is_told_so(self, client, commune, seule, relever):
        demande = declarer(UserFactory(first_name="Ali", last_name="Benali"), commune)
        assert list(Affiliation.objects.pour_l_anct()) == [demande]
        assert not any(SUJET in courriel.subject for courriel in relever())
        client.force_login(demande.personne)
        assert "dès maintenant" in client.get(_verifier(demande)).text
        assert "entre les mains de l’ANCT" in client.get(reverse("affiliations:mon_compte")).text

    def test_they_ask_anct_who_validates(self, client, seule, commune, anct):
        commune.emails_officiels = []
        commune.save()
        client.force_login(seule.personne)
        page = client.get(_verifier(seule)).text
        adresse = reverse("affiliations:demander_a_l_anct", args=[seule.pk])
        assert adresse in page and "C’est vous, à titre provisoire" in page
        client.post(adresse, {"motif": "Délibération du 3 mars"})
        assert list(Affiliation.objects.pour_l_anct()) == [seule]
        assert actes()[-1] == "affiliations.demandee_a_l_anct"
        assert "dès maintenant" in client.get(_verifier(seule)).text
        validee = services.valider(seule, par=anct, motif="Délibération vue")
        assert (validee.role, validee.niveau) == (Role.REFERENT, Niveau.VALIDEE)
        assert not Affiliation.objects.pour_l_anct().exists()

    def test_anct_may_leave_them_as_they_are_and_says_why(
        self, seule, anct, relever, django_capture_on_commit_callbacks
    ):
        services.demander_a_l_anct(seule, par=seule.personne, motif="Arrêté de mai")
        with pytest.raises(AffiliationRefusee, match="déjà"):
            services.demander_a_l_anct(seule, par=seule.personne, motif="Arrêté de mai")
        with django_capture_on_commit_callbacks(execute=True):
            services.ecarter(seule, par=anct, motif="Arrêté d’une autre commune")
        seule.refresh_from_db()
        assert (seule.statut, seule.niveau) == ("active", Niveau.CONCORDANTE)
        assert not Affiliation.objects.pour_l_anct().exists()
        assert "Arrêté d’une autre commune" in relever()[-1].body
        with pytest.raises(AffiliationRefusee, match="réponse"):
            services.ecarter(seule, par=anct, motif="Encore")

    def test_only_for_oneself_and_when_nobody_here_can(self, seule, commune):
        with pytest.raises(AffiliationRefusee, match="propre"):
            services.demander_a_l_anct(seule, par=UserFactory(), motif="Arrêté")
        AffiliationFactory(collectivite=commune, referent=True)
        with pytest.raises(AffiliationRefusee, match="pas à l’ANCT"):
            services.demander_a_l_anct(seule, par=seule.personne, motif="Arrêté")

    def test_anct_sees_the_reason_and_the_way_to_leave_it(self, client, seule, anct):
        services.demander_a_l_anct(seule, par=seule.personne, motif="Arrêté de mai")
        client.force_login(anct)
        page = client.get(reverse("affiliations_admin:inspect", args=[seule.pk]))
        assert "Arrêté de mai" in page.text and 'value="ecarter"' in page.text


class TestCompteFerme:
    @pytest.fixture
    def referent(self, commune):
        return AffiliationFactory(collectivite=commune, referent=True)

    def test_a_closed_one_answers_nothing_and_is_no_member(self, client, commune, referent):
        membre = AffiliationFactory(
            collectivite=commune,
            personne__last_name="Membre",
            niveau=Niveau.CAUTIONNEE,
            niveau_etabli=Niveau.DECLAREE,
        )
        fermer(referent)
        demande = declarer(UserFactory(first_name="Ali", last_name="Benali"), commune)
        assert list(Affiliation.objects.pour_l_anct()) == [demande]
        client.force_login(membre.personne)
        page = client.get(reverse("affiliations:membres")).text
        assert referent.personne.last_name not in page and "1 membre vérifié" in page

    def test_closing_gives_the_place_to_the_best_who_is_told(
        self, client, commune, referent, relever, django_capture_on_commit_callbacks
    ):
        mieux = AffiliationFactory(collectivite=commune)
        client.force_login(UserFactory(groupe="Administration"))
        adresse = reverse("wagtail_bulk_action", args=["comptes", "user", "set_active_state"])
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"{adresse}?id={referent.personne_id}", {"mark_as_active": "False"})
        for ligne in (mieux, referent):
            ligne.refresh_from_db()
        assert (mieux.role, referent.role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)
        assert any(mieux.personne.email in courriel.to for courriel in relever())

    def test_the_place_of_a_closed_provisional_one_is_free(self, commune, personne):
        fermer(AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE))
        nouvelle = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert nouvelle.role == Role.REFERENT_PROVISOIRE

    def test_nobody_closed_takes_over(self, commune, referent):
        fermer(AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE))
        ouvert = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        anonymiser(referent.personne, par=None, cause=Cause.INACTIVITE)
        assert list(Affiliation.objects.referents()) == [ouvert]

    def test_their_request_waits_for_nobody(self, commune):
        fermer(AffiliationFactory(niveau=Niveau.DECLAREE, echeance_le=timezone.now()))
        assert not Affiliation.objects.pour_l_anct().exists()


def test_who_may_not_answer_keeps_the_place_and_anct_answers(commune):
    tenant = AffiliationFactory(
        collectivite=commune, niveau=Niveau.CONCORDANTE, role=Role.REFERENT_PROVISOIRE
    )
    membre = AffiliationFactory(collectivite=commune)
    referent = AffiliationFactory(collectivite=commune, referent=True)
    services.terminer(referent, par=referent.personne)
    for ligne in (tenant, membre):
        ligne.refresh_from_db()
    assert (tenant.role, membre.role) == (Role.REFERENT_PROVISOIRE, Role.MEMBRE)
    demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE)
    assert list(Affiliation.objects.pour_l_anct()) == [demande]
    assert services.contester(tenant, par=membre, motif="Je suis la mairie")


def _verifier(affiliation: Affiliation) -> str:
    return reverse("affiliations:verifier", args=[affiliation.pk])
