class TestAccueil:
    def test_is_served_in_french_without_prefix(self, client, accueil):
        response = client.get("/")
        assert response.status_code == 200
        assert b'<html lang="fr"' in response.content

    def test_is_served_in_english_under_its_prefix(self, client, accueil):
        assert client.get("/en/").status_code == 200
