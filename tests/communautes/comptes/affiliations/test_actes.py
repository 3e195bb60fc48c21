"""The buttons: what they send is read through a form, and comes back when it is refused."""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
MEMBRES = "/ma-collectivite/membres/"


@pytest.fixture
def moi(client):
    personne = UserFactory(first_name="Jeanne", last_name="Lefèvre")
    client.force_login(personne)
    return personne


def agir(nom: str, objet) -> str:
    return reverse(f"affiliations:{nom}", args=[objet.pk])


@pytest.fixture
def cibles(moi):
    """Who each act is done to; the one who acts is a full référent there."""
    mienne = AffiliationFactory(personne=moi, referent=True, elu=True)
    ici = {"collectivite": mienne.collectivite}
    return {
        "refuser": AffiliationFactory(niveau=Niveau.DECLAREE, **ici),
        "retirer": AffiliationFactory(**ici),
        "contester": AffiliationFactory(role="provisoire", **ici),
        "signaler": AffiliationFactory(referent=True, **ici),
        "habiliter": AffiliationFactory(elu=True, **ici),
        "reconfirmer": mienne,
    }


class TestCeQuiEstRefuseRevient:
    @pytest.mark.parametrize("acte", ["refuser", "retirer", "contester", "signaler"])
    @pytest.mark.parametrize(
        ("motif", "phrase"),
        [
            ("abc\x00d", "caractère"),
            ("x" * 301, "trop long"),
            (" ", "obligatoire"),
            ("Écrire à a@b.example", "Retirez du motif"),
        ],
        ids=["nul", "long", "empty", "address"],
    )
    def test_a_reason(self, client, cibles, acte, motif, phrase):
        reponse = client.post(agir(acte, cibles[acte]), {"motif": motif})
        assert reponse.status_code == 422
        page = reponse.text
        assert phrase in page and 'name="motif"' in page
        if "\x00" not in motif and motif.strip():
            assert f'value="{motif}"' in page
        assert Affiliation.objects.get(pk=cibles[acte].pk).close_le is None
        assert not Contestation.objects.exists()

    @pytest.mark.parametrize("fin", ["demain", "2020-01-01", "2099-01-01", "\x00"])
    def test_a_date(self, client, cibles, fin):
        reponse = client.post(agir("reconfirmer", cibles["reconfirmer"]), {"fin_mandat": fin})
        assert reponse.status_code == 422 and "fin_mandat" in reponse.text

    @pytest.mark.parametrize("oui", ["", "\x00", "oui", "2"])
    def test_what_no_page_sends(self, client, cibles, oui):
        reponse = client.post(agir("habiliter", cibles["habiliter"]), {"oui": oui}, follow=True)
        assert "Rechargez la page" in reponse.text
        assert not Affiliation.objects.filter(habilite_a_engager=True).exists()

    @pytest.mark.parametrize("cle", ["\x00", "9" * 5000, "-1", "x"])
    def test_nor_for_whom_one_acts(self, client, cibles, cle):
        envoi = {"affiliation": cle, "suite": "/\x00"}
        reponse = client.post(reverse("affiliations:choisir"), envoi, follow=True)
        assert "Vous n’agissez plus" in reponse.text


class TestSignaler:
    def test_from_the_list_to_the_queue_of_anct(self, client, moi):
        mienne = AffiliationFactory(personne=moi)
        referent = AffiliationFactory(collectivite=mienne.collectivite, referent=True)
        assert agir("signaler", referent) in client.get(MEMBRES).text
        page = client.post(agir("signaler", referent), {"motif": "Parti"}, follow=True).text
        assert "L’ANCT a votre signalement" in page
        client.force_login(referent.personne)
        assert "Parti" not in client.get(MEMBRES).text
        assert "Parti" not in client.get("/ma-collectivite/journal/").text
        client.force_login(UserFactory(groupe="Administration"))
        file = client.get(reverse("affiliations_admin:index"), {"file": "contestees"}).text
        fiche = reverse("affiliations_admin:inspect", args=[referent.pk])
        assert fiche in file
        page = client.get(fiche).text
        assert "Signalée à l’ANCT" in page and 'value="transferer"' not in page

    def test_not_below_confirmed(self, client, moi):
        mienne = AffiliationFactory(personne=moi, niveau=Niveau.CONCORDANTE)
        referent = AffiliationFactory(collectivite=mienne.collectivite, referent=True)
        assert agir("signaler", referent) not in client.get(MEMBRES).text


class TestPagesDesDemandes:
    def test_a_thousand_requests_are_thirty_at_a_time(self, client, moi, count_queries):
        commune = AffiliationFactory(personne=moi, referent=True).collectivite
        AffiliationFactory.create_batch(29, collectivite=commune, niveau=Niveau.DECLAREE)
        peu = count_queries(client.get, MEMBRES)
        AffiliationFactory.create_batch(35, collectivite=commune, niveau=Niveau.DECLAREE)
        AffiliationFactory.create_batch(31, collectivite=commune)
        assert count_queries(client.get, MEMBRES) == peu
        page = client.get(MEMBRES, {"demandes": 2, "page": 2}).text
        assert page.count("/cautionner/") <= 60 and page.count("/refuser/") == 30
        assert 'href="?page=2&amp;demandes=3"' in page and 'href="?demandes=2&amp;page=1"' in page
        assert client.get(MEMBRES, {"demandes": "\x00"}).text.count("/refuser/") == 30
