"""What a name may hold, wherever it is given: the portal writes it to official mailboxes."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from communautes.comptes.affiliations import emails
from communautes.comptes.affiliations.forms import RejoindreForm
from communautes.comptes.models import Presence, User
from communautes.comptes.noms import nom_recu, valider_nom
from communautes.comptes.presence import PresenceForm, PresentationForm
from communautes.notifications.services import livrer_ce_qui_est_du
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory

REFUSES = {
    "line break": "Camille\nVotre commune perd son accès demain",
    "carriage return": "Camille\rDurand",
    "separator": "Camille\u2028Durand",
    "right to left": "Camille\u202eDurand",
    "invisible": "Camille\u200bDurand",
    "address": "camille@evil.example",
    "full width address": "camille＠evil",
    "scheme": "https://evil",
    "full width scheme": "https：／／evil",
    "www": "Voir WWW evil",
    "domain": "Voir evil.example",
    "short domain": "Voir t.co",
    "full width domain": "evil．example",
    "machine": "Voir 192.0.2.1",
    "too long": "a" * 81,
}
ACCEPTES = [
    "Jean-Pierre",
    "J.-P. D’Ornano",
    "N’Guyễn Đức",
    "Łukasz Œuvray",
    "Mairie de Saint-Denis (93)",
    "D.G.S. adjointe, élue n° 2",
    "M. Durand",
    "",
]


class TestValiderNom:
    @pytest.mark.parametrize("nom", ACCEPTES)
    def test_takes_the_names_of_people(self, nom):
        valider_nom(nom)
        assert nom_recu(nom) == nom

    @pytest.mark.parametrize("nom", REFUSES.values(), ids=REFUSES)
    def test_refuses_the_rest(self, nom):
        with pytest.raises(ValidationError):
            valider_nom(nom)

    @pytest.mark.parametrize("nom", REFUSES.values(), ids=REFUSES)
    def test_what_is_received_is_cleaned_or_left_empty(self, nom):
        valider_nom(nom_recu(nom))
        assert nom_recu("  Camille\r\n Durand ") == "Camille Durand"


@pytest.mark.parametrize("nom", REFUSES.values(), ids=REFUSES)
class TestFormulaires:
    def test_who_is_there(self, nom):
        assert {"nom", "fonction"} <= set(PresenceForm({"nom": nom, "fonction": nom}).errors)

    def test_presenting_oneself(self, nom, db):
        champs = ("first_name", "last_name", "fonction", "boite")
        form = PresentationForm(dict.fromkeys(champs, nom) | {"boite_partagee": "on"})
        assert set(champs) <= set(form.errors)

    def test_joining(self, nom, db):
        donnees = {"first_name": nom, "last_name": nom}
        form = RejoindreForm(donnees, personne=UserFactory())
        assert {"first_name", "last_name"} <= set(form.errors)

    def test_the_admin(self, nom, client, db):
        client.force_login(UserFactory(groupe="Administration"))
        donnees = {"email": "p@x.example.org", "first_name": nom, "last_name": "Bas"}
        client.post(reverse("wagtailusers_users:add"), donnees)
        assert not User.objects.filter(email="p@x.example.org").exists()

    def test_arriving_by_proconnect(self, nom, fournisseur, par_proconnect):
        fournisseur.personne |= {"given_name": nom, "usual_name": "Durand"}
        assert par_proconnect().status_code == 302
        personne = User.objects.get()
        valider_nom(personne.first_name)
        assert personne.last_name == "Durand"


def test_a_long_name_of_a_shared_mailbox_is_kept_short(client, db):
    client.force_login(UserFactory())
    donnees = {"first_name": "a" * 80, "last_name": "b" * 80, "fonction": "DGS"}
    donnees |= {"boite_partagee": "on", "boite": "Mairie de Vernon"}
    assert client.post(reverse("se_presenter"), donnees).status_code == 302
    assert Presence.objects.get().nom == "a" * 80


class TestCourriels:
    """Names from before the rule are in the base: mails show them on one line, between quotes."""

    @pytest.fixture
    def ecrire(self, db, mailoutbox):
        def _ecrire(**noms) -> str:
            commune = CollectiviteFactory(emails_officiels=["mairie@commune.example.org"])
            AffiliationFactory(collectivite=commune, role="referent")
            personne = UserFactory(**noms)
            affiliation = AffiliationFactory(personne=personne, collectivite=commune)
            emails.demande_aux_referents(affiliation.pk)
            livrer_ce_qui_est_du()
            return mailoutbox[-1].body

        return _ecrire

    def test_a_name_is_a_quotation(self, ecrire):
        corps = ecrire(first_name="Camille", last_name="Durand")
        assert "«\u00a0Camille Durand\u00a0»" in corps

    def test_what_is_no_name_is_not_shown(self, ecrire):
        corps = ecrire(first_name="Camille\n\nPerdu :", last_name="https://evil.example/portail")
        assert "evil" not in corps and "«\u00a0nom illisible\u00a0»" in corps

    def test_a_line_break_does_not_start_a_paragraph(self, ecrire):
        assert "«\u00a0Camille Perdu\u00a0»" in ecrire(first_name="Camille\n\n", last_name="Perdu")
