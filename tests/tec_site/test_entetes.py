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
