import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from communautes.notifications.services import livrer_ce_qui_est_du
from tests.factories import UserFactory


@pytest.fixture
def redaction(db):
    return UserFactory(email="Redaction@Commune.example.org", groupe="Rédaction")


def code_recu() -> str:
    livrer_ce_qui_est_du()
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", mail.outbox[-1].body, re.M)[1]


class TestConnexionParCode:
    def test_an_editor_lands_in_the_admin(self, client, redaction):
        response = client.post(reverse("account_login"), {"email": "redaction@commune.example.org"})
        assert response.url == reverse("account_confirm_login_code")
        response = client.post(response.url, {"code": code_recu()})
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
        assert client.get(response.url).status_code == 200

    def test_comes_back_to_the_page_that_was_asked(self, client, redaction):
        suite = reverse("wagtailadmin_explore_root")
        response = client.get(suite, follow=True)
        adresse = response.redirect_chain[-1][0]
        response = client.post(adresse, {"email": redaction.email, "next": suite})
        response = client.post(response.url, {"code": code_recu(), "next": suite})
        assert response.url == suite

    def test_says_the_same_whether_the_account_exists_or_not(self, client, redaction):
        connue = client.post(reverse("account_login"), {"email": redaction.email}, follow=True)
        client.cookies.clear()
        inconnue = client.post(reverse("account_login"), {"email": "x@y.example.org"}, follow=True)
        assert connue.redirect_chain == inconnue.redirect_chain
        assert livrer_ce_qui_est_du() == 1

    def test_five_wrong_codes_close_the_door(self, client, redaction):
        client.post(reverse("account_login"), {"email": redaction.email})
        bon = code_recu()
        url = reverse("account_confirm_login_code")
        for _ in range(5):
            response = client.post(url, {"code": "FAUXCODE"})
        assert response.status_code == 302
        client.post(url, {"code": bon})
        assert "_auth_user_id" not in client.session

    def test_has_no_password_door(self, client, db):
        response = client.get("/admin/login/")
        assert response.url == reverse("account_login")
        with pytest.raises(NoReverseMatch):
            reverse("account_reset_password")


class TestAdministration:
    def test_explains_to_an_account_without_role(self, client, db):
        client.force_login(UserFactory())
        response = client.get("/admin/")
        assert response.status_code == 403
        assert "réservée à la rédaction" in response.content.decode()

    @pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", "Administration"])
    def test_opens_to_each_role(self, client, groupe, db):
        client.force_login(UserFactory(groupe=groupe))
        assert client.get("/admin/").status_code == 200


class TestPorteDemo:
    def test_is_absent_outside_development(self, client, db):
        with pytest.raises(NoReverseMatch):
            reverse("entrer_comme")
        response = client.post(
            "/agir/comptes/entrer-comme/", {"email": "administration@demo.example.org"}
        )
        assert response.status_code == 404
