"""What somebody chooses, what waits that follows, and the page where they choose."""

import pytest
from django.urls import reverse

from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Notification, Preference
from communautes.notifications.registre import Genre
from communautes.notifications.services.preferences import canaux_par_personne
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/notifications/"
SOURDINE = reverse("notifications:sourdine")


@pytest.fixture
def connectee(client, personne, salle):
    client.force_login(personne)
    return client


class TestChoisir:
    def test_only_what_differs_is_kept(self, salle, personne):
        services.choisir(personne, {"essai.reponse": Canal.IMMEDIAT, "essai.lettre": Canal.RIEN})
        assert [une.genre for une in Preference.objects.all()] == ["essai.lettre"]
        services.choisir(personne, {"essai.lettre": Canal.HEBDOMADAIRE})
        assert not Preference.objects.exists()

    def test_the_kinds_of_tomorrow(self, salle, personne):
        services.choisir(personne, {Preference.RESTE: Canal.QUOTIDIEN})
        registre.declarer(
            Genre("essai.demain", "Demain", "x", str),
            Genre("essai.alerte", "Alerte", "x", str, Canal.IMMEDIAT),
        )
        canaux = services.canaux_de(personne)
        assert canaux["essai.demain"] == Canal.QUOTIDIEN
        assert canaux["essai.alerte"] == Canal.IMMEDIAT

    @pytest.mark.parametrize("code", ["essai.reponse", "essai.nouvelle", "essai.decision"])
    def test_one_answer_for_one_or_for_many(self, salle, personne, code):
        autres = UserFactory.create_batch(2)
        services.choisir(personne, {Preference.RESTE: Canal.SITE, "essai.reponse": Canal.RIEN})
        services.choisir(autres[0], {"essai.nouvelle": Canal.IMMEDIAT})
        un = registre.genre(code)
        tous = [personne, *autres]
        lus = canaux_par_personne(un, [une.pk for une in tous])
        attendus = {une.pk: services.canaux_de(une).get(code, Canal.IMMEDIAT) for une in tous}
        assert lus == attendus

    @pytest.mark.parametrize(
        ("choix", "devient"),
        [
            (Canal.QUOTIDIEN, Canal.QUOTIDIEN),
            (Canal.SITE, Canal.SITE),
            (Canal.RIEN, Canal.SITE),
            (Canal.IMMEDIAT, Canal.HEBDOMADAIRE),  # not many mails in a minute
        ],
    )
    def test_what_waits_follows(self, dire, personne, choix, devient):
        dire("essai.nouvelle", personne)
        services.choisir(personne, {"essai.nouvelle": choix})
        assert Notification.objects.get().canal == devient

    def test_what_is_always_said_is_not_chosen(self, salle, personne):
        services.choisir(personne, {"essai.decision": Canal.RIEN, "essai.inconnu": Canal.RIEN})
        assert not Preference.objects.exists()

    def test_a_kind_that_cannot_be_turned_off_is_mailed_at_once(self, salle):
        with pytest.raises(ValueError, match="at once"):
            registre.declarer(Genre("essai.x", "x", "x", str, debrayable=False))


class TestPage:
    def test_is_one_s_own(self, client, salle):
        assert client.get(PAGE).url.startswith("/connexion/")

    def test_says_each_kind_and_how_and_what_is_always_said(self, connectee):
        page = connectee.get(PAGE).text
        for mot in (
            "Discussions",
            "Une réponse",
            "La lettre",
            "toujours",
            "Rien n’est en sourdine",
        ):
            assert mot.lower() in page.lower()
        assert "Une décision de modération" in page and 'name="essai.decision"' not in page

    def test_saves_what_is_chosen(self, connectee, personne):
        choix = services.canaux_de(personne) | {"essai.reponse": "quotidien"}
        reponse = connectee.post(PAGE, choix, follow=True)
        assert "C’est enregistré" in reponse.text
        assert services.canaux_de(personne) == choix
        assert 'value="quotidien" selected' in reponse.text

    def test_what_is_not_a_choice_is_refused_in_words(self, connectee, personne):
        choix = services.canaux_de(personne) | {"essai.reponse": "pigeon"}
        reponse = connectee.post(PAGE, choix)
        assert reponse.status_code == 422
        assert "Choisissez une des réponses de la liste." in reponse.text
        assert not Preference.objects.exists()

    def test_in_english(self, connectee):
        assert "Save" in connectee.get(f"/en{PAGE}").text


class TestSourdine:
    def cle(self, objet) -> dict:
        return {"objet": f"{objet._meta.label_lower}:{objet.pk}"}

    def test_one_click_and_back(self, connectee, personne, discussion):
        connectee.post(SOURDINE, self.cle(discussion) | {"taire": "1"})
        page = connectee.get(PAGE).text
        assert "Budget participatif" in page and f"/discussions/{discussion.pk}/" in page
        connectee.post(SOURDINE, self.cle(discussion) | {"suite": PAGE})
        assert "Rien n’est en sourdine" in connectee.get(PAGE).text

    def test_what_one_may_not_read_cannot_be_silenced(self, connectee, salle, discussion):
        salle.lecteurs[discussion.pk] = set()
        assert connectee.post(SOURDINE, self.cle(discussion) | {"taire": "1"}).status_code == 404

    def test_what_one_may_read_no_more_is_not_named_but_can_be_heard_again(
        self, connectee, salle, personne, discussion
    ):
        services.mettre_en_sourdine(personne, discussion)
        salle.lecteurs[discussion.pk] = set()
        page = connectee.get(PAGE).text
        assert "Budget participatif" not in page and "n’avez plus accès" in page
        connectee.post(SOURDINE, self.cle(discussion))
        assert not services.est_en_sourdine(personne, discussion)

    @pytest.mark.parametrize("objet", ["", "x", "comptes.user:1", "auth.group:²", "auth.group:"])
    def test_anything_else_does_not_exist(self, connectee, objet):
        assert connectee.post(SOURDINE, {"objet": objet, "taire": "1"}).status_code == 404

    def test_leads_back_to_this_site_only(self, connectee, discussion):
        corps = self.cle(discussion) | {"suite": "https://ailleurs.example.org/"}
        assert connectee.post(SOURDINE, corps).url == PAGE

    def test_costs_the_same_for_2_or_20(self, connectee, personne, count_queries):
        def cout(nombre: int) -> int:
            for _rang in range(nombre):
                services.mettre_en_sourdine(personne, CollectiviteFactory())
            return count_queries(connectee.get, PAGE)

        assert cout(2) == cout(20)
