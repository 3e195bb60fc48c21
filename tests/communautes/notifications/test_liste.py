"""« Mes notifications »: one's own, unread first, opened and marked by a button; and the header."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from communautes.notifications import registre, services
from communautes.notifications.models import Notification
from communautes.territoires.models import Collectivite
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/notifications/"


@pytest.fixture
def connectee(client, personne, salle):
    client.force_login(personne)
    return client


def ouvrir(notification) -> str:
    return reverse("notifications:ouvrir", args=[notification.pk])


class TestPage:
    def test_is_one_s_own(self, client, dire, connectee):
        dire("essai.nouvelle", UserFactory())
        assert "Rien de nouveau pour l’instant" in connectee.get(PAGE).text
        client.logout()
        assert client.get(PAGE).url.startswith("/connexion/")

    def test_unread_first_then_the_latest(self, connectee, dire, personne):
        for rang, nom in enumerate(["Ancienne", "Lue", "Récente"]):
            objet = dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom=nom))
            quand = timezone.now() - timedelta(hours=3 - rang)
            Notification.objects.sur(objet).update(cree_le=quand)
            if nom == "Lue":
                services.tout_marquer_lu(personne, sur=objet)
        page = connectee.get(PAGE).text
        places = [page.index(f"nouvelle : {nom}") for nom in ("Récente", "Ancienne", "Lue")]
        assert places == sorted(places)

    def test_says_nothing_of_what_one_may_read_no_more(self, connectee, dire, salle, personne):
        objet = dire("essai.nouvelle", personne)
        salle.lecteurs[objet.pk] = set()
        page = connectee.get(PAGE).text
        assert "secret" not in page and "vous n’y avez plus accès" in page
        reponse = connectee.post(ouvrir(Notification.objects.get()), follow=True)
        assert reponse.redirect_chain == [(PAGE, 302)]
        assert Notification.objects.get().lue_le is None

    @pytest.mark.parametrize("partie", ["objet", "sujet", "cadre"])
    def test_nor_of_what_is_no_more(
        self, connectee, dire, personne, discussion, communaute, partie
    ):
        objet = dire("essai.reponse", personne)
        {"objet": objet, "sujet": discussion, "cadre": communaute}[partie].delete()
        assert "n’existe plus" in connectee.get(PAGE).text

    def test_nor_of_a_kind_that_is_no_more(self, connectee, dire, personne, monkeypatch):
        dire("essai.nouvelle", personne)
        monkeypatch.delitem(registre._genres, "essai.nouvelle")
        assert "n’existe plus" in connectee.get(PAGE).text

    def test_what_somebody_typed_is_only_text(self, connectee, dire, personne, discussion):
        attaque = '"><script>alert(1)</script><b>x</b>'
        dire("essai.nouvelle", personne, objet=CollectiviteFactory(nom=attaque))
        Collectivite.objects.filter(pk=discussion.pk).update(nom=attaque)
        page = connectee.get(PAGE).text
        assert "<script>alert" not in page and "<b>x" not in page and "&lt;script&gt;" in page

    def test_costs_the_same_for_2_or_30(self, connectee, dire, personne, count_queries):
        def cout(nombre: int) -> int:
            for _rang in range(nombre):
                dire("essai.nouvelle", personne, par=UserFactory())
            return count_queries(connectee.get, PAGE)

        peu = cout(2)
        assert peu == cout(28) and peu <= 18

    def test_goes_by_pages(self, connectee, dire, personne):
        for _rang in range(31):
            dire("essai.nouvelle", personne)
        assert "1 / 2" in connectee.get(PAGE).text
        assert connectee.get(f"{PAGE}?page=2").text.count("tec-notifications__ouvrir") == 1

    def test_in_english(self, connectee):
        assert "My notifications" in connectee.get(f"/en{PAGE}").text


class TestLire:
    def test_opening_marks_read_and_leads_there(self, connectee, dire, personne):
        objet = dire("essai.nouvelle", personne)
        [notification] = Notification.objects.all()
        assert connectee.get(ouvrir(notification)).status_code == 405
        assert connectee.post(ouvrir(notification)).url == f"/discussions/{objet.pk}/"
        notification.refresh_from_db()
        assert notification.lue_le

    def test_one_or_all(self, connectee, dire, personne):
        for _rang in range(3):
            dire("essai.nouvelle", personne)
        une = Notification.objects.first()
        connectee.post(reverse("notifications:marquer", args=[une.pk]))
        assert services.combien_non_lues(personne) == 2
        reponse = connectee.post(reverse("notifications:tout_lire"), follow=True)
        assert "Tout est marqué comme lu" in reponse.text
        assert services.combien_non_lues(personne) == 0

    @pytest.mark.parametrize("acte", ["ouvrir", "marquer"])
    def test_somebody_else_s_does_not_exist(self, connectee, dire, acte):
        dire("essai.nouvelle", UserFactory())
        [notification] = Notification.objects.all()
        ici = reverse(f"notifications:{acte}", args=[notification.pk])
        assert connectee.post(ici).status_code == 404
        assert Notification.objects.non_lues().count() == 1


class TestEntete:
    def test_says_how_many_are_not_read(self, connectee, dire, personne):
        dire("essai.nouvelle", personne)
        page = connectee.get("/collectivites/").text
        assert "1 non lue<" in page and page.count(f'href="{PAGE}"') == 2

    def test_more_than_99_is_said_so(self, connectee, personne, dire):
        dire("essai.nouvelle", personne)
        [une] = Notification.objects.select_related("evenement")
        for rang in range(99):
            une.evenement.pk, une.evenement.cle, une.pk = None, str(rang), None
            une.evenement.save()
            une.evenement = une.evenement
            une.save()
        assert ">99+<" in connectee.get("/collectivites/").text

    def test_costs_a_query_and_nothing_for_a_visitor(
        self, client, salle, personne, count_queries, monkeypatch
    ):
        def couts() -> tuple[int, int]:
            client.logout()
            visiteur = count_queries(client.get, "/collectivites/")
            client.force_login(personne)
            return visiteur, count_queries(client.get, "/collectivites/")

        avec = couts()
        monkeypatch.setattr(registre, "_genres", {})
        sans = couts()
        assert (avec[0] - sans[0], avec[1] - sans[1]) == (0, 1)

    def test_leads_nowhere_until_a_room_tells_of_something(self, client, personne, monkeypatch):
        monkeypatch.setattr(registre, "_genres", {})
        client.force_login(personne)
        assert f'href="{PAGE}"' not in client.get("/collectivites/").text


class TestBouton:
    def montrer(self, rf, objet, personne, connecte=True) -> str:
        request = rf.get("/discussions/1/")
        request.user = personne
        gabarit = Template("{% load notifications_tags %}{% sourdine objet %}")
        return gabarit.render(
            Context({"request": request, "connecte": connecte, "objet": objet, "csrf_token": "x"})
        ).strip()

    def test_silences_then_ends(self, rf, salle, personne, discussion):
        bouton = self.montrer(rf, discussion, personne)
        assert "Mettre cette discussion en sourdine" in bouton and 'name="taire"' in bouton
        services.mettre_en_sourdine(personne, discussion)
        bouton = self.montrer(rf, discussion, personne)
        assert "Être de nouveau prévenu" in bouton and 'name="taire"' not in bouton

    def test_is_not_there_for_a_visitor_nor_for_anything_else(
        self, rf, salle, personne, discussion
    ):
        assert self.montrer(rf, discussion, AnonymousUser(), connecte=False) == ""
        assert self.montrer(rf, personne, personne) == ""
