import pytest
from django.urls import reverse

from home.models import MessageRecu
from tests.factories import UserFactory

ENTETE = "Content-Security-Policy"


class TestPolitiqueDeContenu:
    def test_is_strict_on_the_site(self, client, accueil):
        politique = client.get("/")[ENTETE]
        assert "default-src 'self'" in politique
        assert "unsafe" not in politique

    def test_the_admin_has_its_own(self, client, db):
        client.force_login(UserFactory(groupe="Rédaction"))
        politique = client.get("/admin/")[ENTETE]
        assert "script-src 'self' 'unsafe-inline'" in politique
        assert "default-src 'self'" in politique
        assert "http" not in politique


class TestCachePartage:
    @pytest.mark.parametrize("adresse", ["/", "/en/", "/ressources/?q=eau", "/recherche/?q=eau"])
    def test_what_an_anonymous_visitor_reads_may_be_shared(self, client, accueil, adresse):
        reponse = client.get(adresse)
        assert reponse["Cache-Control"] == "public, max-age=0, s-maxage=30"
        assert "Cookie" in reponse["Vary"]
        assert not reponse.cookies

    @pytest.mark.parametrize("adresse", ["/contact/", "/connexion/", "/rien/", "/admin/"])
    def test_forms_errors_and_the_admin_may_not(self, client, accueil, adresse):
        assert "public" not in client.get(adresse)["Cache-Control"]

    def test_what_a_person_wrote_is_kept_nowhere(self, client, db):
        """The form carries a token, the other a reference: neither is for the next visitor."""
        message = MessageRecu.objects.create(
            objet="question", email="a@b.example.org", texte="Bonjour"
        )
        for adresse in ("/contact/", reverse("contact_merci", args=[message.reference])):
            reponse = client.get(adresse)
            assert reponse.status_code == 200
            assert {"no-store", "private"} <= set(reponse["Cache-Control"].split(", ")), adresse

    def test_nor_what_a_signed_in_person_reads(self, client, accueil):
        client.force_login(UserFactory())
        assert "private" in client.get("/")["Cache-Control"]
        assert "Cookie" in client.get("/")["Vary"]
