"""« Passer la main »: everything at once, or nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from communautes.comptes.models import User
from communautes.notifications.models import Courriel
from home.fraicheur.depart import passer_la_main
from home.fraicheur.services import SuiviRefuse
from ressources.models import Acteur, RessourcePage
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory

URL = "/admin/fraicheur/passer-la-main/"


@pytest.fixture
def administration(client, db):
    personne = UserFactory(groupe="Administration", first_name="Ada", last_name="Min")
    client.force_login(personne)
    return personne


@pytest.fixture
def ines(db):
    return UserFactory(groupe="Rédaction", first_name="Inès", last_name="Roy")


@pytest.fixture
def abel(db):
    return UserFactory(groupe="Relecture", first_name="Abel", last_name="Bo")


@pytest.fixture
def les_siens(ines):
    """A published page, a draft, an actor that Inès has locked."""
    return [
        RessourcePageFactory(responsable=ines, title="Publiée"),
        RessourcePageFactory(responsable=ines, title="Brouillon", live=False),
        ActeurFactory(responsable=ines, nom="Agora", locked=True, locked_by=ines),
    ]


def responsables() -> set:
    pages = RessourcePage.objects.values_list("responsable", flat=True)
    return {*pages, *Acteur.objects.values_list("responsable", flat=True)}


class TestService:
    def test_gives_everything_and_tells(self, administration, ines, abel, les_siens):
        assert passer_la_main(de=ines, a=abel, par=administration) == 3
        assert responsables() == {abel.pk}
        courriel = Courriel.objects.get()
        assert courriel.destinataires == [abel.email]
        assert courriel.sujet == "3 contenus de Territoires en commun vous sont confiés"
        assert "Ada Min vous confie" in courriel.corps and "que suivait Inès Roy" in courriel.corps
        actes = [*PageLogEntry.objects.filter(action="fraicheur.confier")]
        actes += ModelLogEntry.objects.filter(action="fraicheur.confier")
        assert [entree.user for entree in actes] == [administration] * 3

    def test_to_oneself_no_mail(self, administration, ines, les_siens):
        assert passer_la_main(de=ines, a=administration, par=administration) == 3
        assert not Courriel.objects.exists()

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture"])
    def test_only_the_administration(self, ines, abel, les_siens, role):
        with pytest.raises(SuiviRefuse, match="administration"):
            passer_la_main(de=ines, a=abel, par=UserFactory(groupe=role))
        assert responsables() == {ines.pk}

    @pytest.mark.parametrize(
        "compte", [{"groupe": None}, {"groupe": "Rédaction", "is_active": False}]
    )
    def test_not_to_who_may_not_modify(self, administration, ines, les_siens, compte):
        with pytest.raises(SuiviRefuse):
            passer_la_main(de=ines, a=UserFactory(**compte), par=administration)
        assert responsables() == {ines.pk}

    def test_not_to_the_same(self, administration, ines, les_siens):
        with pytest.raises(SuiviRefuse, match="autre personne"):
            passer_la_main(de=ines, a=ines, par=administration)

    def test_what_was_shown_is_what_is_given(self, administration, ines, abel, les_siens):
        with pytest.raises(SuiviRefuse, match="la liste a changé"):
            passer_la_main(de=ines, a=abel, par=administration, nombre=2)
        assert not Courriel.objects.exists()


class TestEcran:
    def test_shows_what_they_own_then_gives_it(self, client, administration, ines, abel, les_siens):
        page = client.get(URL, {"de": ines.pk}).content.decode()
        for texte in ("Ressources (2)", "Acteurs (1)", "Publiée", "Brouillon", "Agora"):
            assert texte in page
        envoi = {"a": abel.pk, "nombre": 3}
        response = client.post(f"{URL}?de={ines.pk}", envoi, follow=True)
        assert "3 contenus de Inès Roy sont confiés à Abel Bo" in response.content.decode()
        response = client.post(f"{URL}?de={ines.pk}", envoi, follow=True)  # clicked twice
        assert response.status_code in {200, 422} and len(Courriel.objects.all()) == 1

    def test_offers_open_accounts_that_may_modify(
        self, client, administration, ines, abel, les_siens
    ):
        UserFactory(last_name="Sans rôle")
        UserFactory(groupe="Rédaction", is_active=False, last_name="Partie")
        form = client.get(URL, {"de": ines.pk}).context["form"]
        assert [str(nom) for _cle, nom in form.fields["a"].choices] == [
            "Choisissez",
            "Abel Bo",
            "Ada Min",
        ]

    def test_lists_who_owns_something_closed_accounts_said(
        self, client, administration, ines, les_siens
    ):
        User.objects.filter(pk=ines.pk).update(is_active=False)
        choix = client.get(URL).context["choix"]
        assert [str(nom) for _cle, nom in choix.fields["de"].choices] == [
            "Choisissez",
            "Inès Roy (compte fermé)",
        ]

    def test_nobody_chosen_is_said(self, client, administration, ines, les_siens):
        response = client.post(f"{URL}?de={ines.pk}", {"a": "", "nombre": 3})
        assert response.status_code == 422
        assert "Choisissez qui prend la suite." in response.content.decode()

    @pytest.mark.parametrize("de", ["0", "abc", "", "99999999999999999999"])
    def test_an_unknown_person_is_no_error_500(self, client, administration, de):
        assert client.get(URL, {"de": de}).status_code == 200

    def test_the_list_that_changed_is_shown_again(
        self, client, administration, ines, abel, les_siens
    ):
        response = client.post(f"{URL}?de={ines.pk}", {"a": abel.pk, "nombre": 2})
        contenu = response.content.decode()
        assert "la liste a changé" in contenu and 'name="nombre" value="3"' in contenu

    @pytest.mark.parametrize(
        ("role", "attendu"),
        [
            ("visiteur", 302),
            (None, 403),
            ("Rédaction", 302),
            ("Relecture", 302),
            ("Administration", 200),
        ],
        ids=str,
    )
    def test_who_may(self, client, ines, abel, les_siens, role, attendu):
        if role != "visiteur":
            client.force_login(UserFactory(groupe=role))
        assert client.get(URL, {"de": ines.pk}).status_code == attendu
        client.post(f"{URL}?de={ines.pk}", {"a": abel.pk, "nombre": 3})
        assert responsables() == ({abel.pk} if role == "Administration" else {ines.pk})
        menu = client.get(reverse("wagtailadmin_home"), follow=True).content.decode()
        assert (URL in menu) is (role == "Administration")

    def test_costs_the_same_for_3_or_12(
        self, client, administration, ines, les_siens, count_queries
    ):
        peu = count_queries(client.get, URL, {"de": ines.pk})
        for rang in range(9):
            ActeurFactory(responsable=ines, a_revoir_le=timezone.localdate() - timedelta(days=rang))
        assert count_queries(client.get, URL, {"de": ines.pk}) == peu <= 25


class TestCompteFerme:
    def fermer(self, client, personne):
        url = reverse("wagtailusers_users:edit", args=[personne.pk])
        fiche = {"email": personne.email, "first_name": "Inès", "last_name": "Roy"}
        return client.post(url, fiche, follow=True)

    def test_the_account_says_what_they_own(self, client, administration, ines, les_siens):
        page = client.get(reverse("wagtailusers_users:edit", args=[ines.pk])).content.decode()
        assert "Cette personne suit 3 contenus." in page and f"{URL}?de={ines.pk}" in page

    def test_closing_it_proposes_to_hand_over(self, client, administration, ines, les_siens):
        contenu = self.fermer(client, ines).content.decode()
        assert "Inès Roy suivait 3 contenus, maintenant sans responsable." in contenu
        assert f"{URL}?de={ines.pk}" in contenu
        assert Acteur.objects.sans_responsable().count() == 1

    def test_nothing_is_said_of_who_owns_nothing(self, client, administration, ines):
        url = reverse("wagtailusers_users:edit", args=[ines.pk])
        assert URL + "?de" not in client.get(url).content.decode()
        assert "sans responsable" not in self.fermer(client, ines).content.decode()

    def test_in_bulk_too(self, client, administration, ines, les_siens):
        url = reverse("wagtail_bulk_action", args=["comptes", "user", "set_active_state"])
        url += f"?id={ines.pk}&next=/admin/users/"
        assert "Inès Roy suit 3 contenus." in client.get(url).content.decode()
        response = client.post(url, {"mark_as_active": "False"}, follow=True)
        assert "maintenant sans responsable" in response.content.decode()

    def test_a_name_is_never_markup(self, client, administration, ines, les_siens):
        User.objects.filter(pk=ines.pk).update(last_name="<b>x</b>")
        ines.last_name = "x"
        contenu = client.get(URL, {"de": ines.pk}).content.decode()
        assert "<b>x</b>" not in contenu
