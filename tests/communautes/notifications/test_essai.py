"""/_mails/: a newcomer signs in without a mail server; nowhere else than in development."""

import re

import pytest
from django.test import override_settings
from django.urls import clear_url_caches, include, path, reverse

from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_ce_qui_est_du
from tec_site.urls import urlpatterns as du_site
from tests.factories import CourrielFactory, UserFactory

urlpatterns = [path("_mails/", include("communautes.notifications.urls_essai")), *du_site]


@pytest.fixture
def essai(db):
    with override_settings(ROOT_URLCONF=__name__):
        clear_url_caches()
        yield
    clear_url_caches()


def lire(client, courriel=None) -> str:
    courriel = courriel or Courriel.objects.latest("pk")
    return client.get(reverse("mails_courriel", args=[courriel.pk])).content.decode()


@pytest.mark.usefixtures("essai")
class TestPages:
    def test_the_list_leads_to_each(self, client):
        courriel = CourrielFactory(sujet="Bienvenue")
        page = client.get("/_mails/").content.decode()
        assert reverse("mails_courriel", args=[courriel.pk]) in page and "Bienvenue" in page
        assert "Bonjour" in lire(client, courriel)

    def test_the_list_has_pages(self, client):
        premier = CourrielFactory(sujet="Le tout premier")
        CourrielFactory.create_batch(50)
        assert premier.sujet not in client.get("/_mails/").text
        page = client.get("/_mails/?page=2").text
        assert premier.sujet in page and 'href="?page=1"' in page

    def test_the_list_may_be_empty(self, client):
        assert "Aucun courriel" in client.get("/_mails/").content.decode()

    def test_the_code_is_read_while_it_waits(self, client):
        client.post(reverse("account_login"), {"email": UserFactory().email})
        page = lire(client)
        assert re.search(r"\b\d{6}\b", page) and "/connexion/lien/" in page

    def test_and_once_sent_in_development_s_files(self, client, settings, tmp_path):
        settings.TEC_TRANSPORT_COURRIELS = "communautes.notifications.fichiers.FichiersPrives"
        settings.EMAIL_FILE_PATH = tmp_path
        client.post(reverse("account_login"), {"email": UserFactory().email})
        assert livrer_ce_qui_est_du() == 1
        assert Courriel.objects.get().corps == ""
        code = re.search(r"\n\s*(\d{6})\s*<", lire(client).replace("<p>", "\n"))[1]
        client.post(reverse("account_confirm_login_code"), {"code": code})
        assert "_auth_user_id" in client.session

    def test_each_of_two_that_share_a_file_is_read(self, client, settings, tmp_path):
        """Two mails of the same second, written by one process, can be in one file."""
        settings.TEC_TRANSPORT_COURRIELS = "communautes.notifications.fichiers.FichiersPrives"
        settings.EMAIL_FILE_PATH = tmp_path
        for _fois in range(2):
            client.post(reverse("account_login"), {"email": UserFactory().email})
        assert livrer_ce_qui_est_du() == 2
        fichiers = sorted(tmp_path.glob("*.log"))
        ensemble = b"".join(fichier.read_bytes() for fichier in fichiers)
        for fichier in fichiers:
            fichier.unlink()
        (tmp_path / "20261127-020000-1.log").write_bytes(ensemble)
        codes = [
            re.search(r"\n\s*(\d{6})\s*<", lire(client, courriel).replace("<p>", "\n"))[1]
            for courriel in Courriel.objects.all()
        ]
        assert len(set(codes)) == 2

    def test_says_so_when_nothing_is_left(self, client):
        client.post(reverse("account_login"), {"email": UserFactory().email})
        livrer_ce_qui_est_du()
        assert "n’est plus gardé" in lire(client)

    def test_the_html_is_shown_without_any_power(self, client):
        client.post(reverse("account_login"), {"email": UserFactory().email})
        url = reverse("mails_html", args=[Courriel.objects.get().pk])
        assert f'<iframe src="{url}" sandbox ' in lire(client)
        reponse = client.get(url)
        assert "sandbox" in reponse["Content-Security-Policy"]
        assert reponse["X-Frame-Options"] == "SAMEORIGIN"
        assert "Me connecter" in reponse.content.decode()

    def test_a_mail_without_html_has_no_frame(self, client):
        courriel = CourrielFactory()
        assert "<iframe" not in lire(client, courriel)
        assert client.get(reverse("mails_html", args=[courriel.pk])).status_code == 404


def test_is_absent_elsewhere(client, db):
    assert client.get("/_mails/").status_code == 404
