from datetime import timedelta

from django.utils import timezone

from home import ouvertures


class TestAccueil:
    def test_is_served_in_french_without_prefix(self, client, accueil):
        response = client.get("/")
        assert response.status_code == 200
        assert b'<html lang="fr"' in response.content

    def test_is_served_in_english_under_its_prefix(self, client, accueil):
        assert client.get("/en/").status_code == 200


class TestOuvertEnCeMoment:
    def test_nothing_open_says_what_comes_next(self, client, accueil):
        contenu = client.get("/").content.decode()
        assert "Aucun tour, appel ni consultation n’est ouvert aujourd’hui" in contenu
        assert "Pour être prévenu, écrivez à l’équipe" in contenu

    def test_what_is_open_comes_with_its_deadline_the_nearest_first(
        self, client, accueil, monkeypatch
    ):
        maintenant = timezone.now()

        def deux(request):
            return [
                ouverture("Loin", maintenant + timedelta(days=9)),
                ouverture("Près", maintenant),
            ]

        monkeypatch.setattr(ouvertures, "_fournisseurs", {"essai": deux})
        contenu = client.get("/").content.decode()
        assert "Aucun tour" not in contenu
        assert contenu.index("Près") < contenu.index("Loin")
        assert timezone.localtime(maintenant).strftime("%Y") in contenu


def ouverture(titre: str, jusqu_au) -> ouvertures.Ouverture:
    return ouvertures.Ouverture("Tour", titre, "Six thèmes.", "/x/", "Se positionner", jusqu_au)
