"""The pages of a community, button by button."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from communautes.adhesions.models import Adhesion, CommunautePage, CommunautesIndexPage, Vie
from communautes.discussions.models import Discussion
from tests.factories import (
    AdhesionFactory,
    AffiliationFactory,
    CollectiviteFactory,
    CommunautePageFactory,
    RencontreFactory,
    ReponseFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def poster(client, nom, adhesion, **champs):
    return client.post(reverse(f"adhesions:{nom}", args=[adhesion.pk]), champs, follow=True)


class TestRejoindre:
    def test_from_the_page_and_back_to_it(self, client, personne, communaute):
        client.force_login(personne)
        assert "Demander à rejoindre" in client.get(communaute.url).text
        reponse = client.post(
            reverse("adhesions:rejoindre", args=[communaute.pk]),
            {"message": "Bonjour", "suite": communaute.url},
            follow=True,
        )
        assert reponse.redirect_chain[-1][0] == communaute.url
        assert "Votre demande attend sa réponse" in reponse.text

    def test_too_long_a_message_comes_back_as_typed(self, client, personne, communaute):
        client.force_login(personne)
        adresse = reverse("adhesions:rejoindre", args=[communaute.pk])
        reponse = client.post(adresse, {"message": "a" * 1001})
        assert reponse.status_code == 422 and "a" * 1001 in reponse.text
        assert "1\u00a0000 signes au plus" in reponse.text

    def test_a_nul_byte_is_refused_and_said(self, client, personne, communaute):
        client.force_login(personne)
        adresse = reverse("adhesions:rejoindre", args=[communaute.pk])
        assert client.post(adresse, {"message": "a\0b"}).status_code == 422

    def test_a_visitor_signs_in_first(self, client, communaute):
        assert "Se connecter pour rejoindre" in client.get(communaute.url).text
        adresse = reverse("adhesions:rejoindre", args=[communaute.pk])
        assert client.post(adresse).status_code == 401  # its page keeps what was typed
        assert not Adhesion.objects.exists()

    def test_a_reading_changes_nothing(self, client, personne, communaute):
        client.force_login(personne)
        assert client.get(reverse("adhesions:rejoindre", args=[communaute.pk])).status_code == 405

    def test_an_invisible_one_does_not_exist(self, client, personne):
        cachee = CommunautePageFactory(visibilite="invisible")
        client.force_login(personne)
        adresse = reverse("adhesions:rejoindre", args=[cachee.pk])
        assert client.post(adresse).status_code == 404


class TestAnimer:
    @pytest.fixture
    def demande(self, communaute, personne):
        return AdhesionFactory(
            communaute=communaute, personne=personne, demandee=True, message="J’apprends vite."
        )

    def test_reads_the_message_the_function_and_answers(
        self, client, communaute, animatrice, demande
    ):
        mairie = CollectiviteFactory(nom="Vernon")
        AffiliationFactory(personne=demande.personne, collectivite=mairie)
        client.force_login(animatrice)
        page = client.get(reverse("adhesions:animation", args=[communaute.slug])).text
        assert "J’apprends vite." in page and "Vernon" in page
        reponse = poster(client, "accepter", demande)
        assert "est membre, et en est avertie" in reponse.text
        demande.refresh_from_db()
        assert demande.est_active

    def test_a_refusal_without_a_reason_comes_back(self, client, animatrice, demande):
        client.force_login(animatrice)
        reponse = poster(client, "refuser", demande, motif="")
        assert reponse.status_code == 422 and "le motif est obligatoire" in reponse.text
        reponse = poster(client, "refuser", demande, motif="Écrire à a@b.fr")
        assert reponse.status_code == 422 and "Écrire à a@b.fr" in reponse.text

    @pytest.mark.parametrize("acte", ["accepter", "refuser", "exclure", "lever", "donner_role"])
    def test_a_plain_member_finds_nothing(self, client, communaute, demande, acte):
        client.force_login(AdhesionFactory(communaute=communaute).personne)
        champs = {"motif": "Hors sujet", "role": "membre"}
        assert poster(client, acte, demande, **champs).status_code == 404

    def test_excludes_for_a_month(self, client, communaute, animatrice, personne):
        membre = AdhesionFactory(communaute=communaute, personne=personne)
        client.force_login(animatrice)
        poster(client, "exclure", membre, motif="Insultes répétées", duree="30")
        membre.refresh_from_db()
        assert membre.est_exclue and membre.exclue_jusqu_au is not None
        client.force_login(personne)
        page = client.get(communaute.url).text
        assert "Vous en êtes exclu·e" in page and "Insultes répétées" in page

    def test_a_duration_out_of_the_list_is_refused(self, client, communaute, animatrice):
        membre = AdhesionFactory(communaute=communaute)
        client.force_login(animatrice)
        reponse = poster(client, "exclure", membre, motif="Insultes", duree="99999")
        assert reponse.status_code == 422
        membre.refresh_from_db()
        assert membre.est_active


class TestMesCommunautes:
    def test_says_where_one_is(self, client, personne):
        AdhesionFactory(personne=personne, communaute__title="Une active", anime=True)
        AdhesionFactory(personne=personne, communaute__title="Une demandée", demandee=True)
        AdhesionFactory(personne=personne, communaute__title="Une quittée", quittee=True)
        client.force_login(personne)
        page = client.get(reverse("adhesions:miennes")).text
        for titre in ("Une active", "Une demandée", "Une quittée", "Vous l’animez."):
            assert titre in page

    def test_empty_it_leads_to_the_list(self, client, personne):
        CommunautePageFactory()
        client.force_login(personne)
        page = client.get(reverse("adhesions:miennes")).text
        assert "d’aucune communauté" in page
        assert f'href="{CommunautesIndexPage.objects.get(slug="communautes").url}"' in page

    def test_my_account_leads_there(self, client, personne):
        AdhesionFactory(personne=personne, communaute__title="Une active")
        AdhesionFactory(personne=personne, communaute__title="Une quittée", quittee=True)
        client.force_login(personne)
        page = client.get(reverse("affiliations:mon_compte")).text
        assert "Une active" in page and "Une quittée" not in page
        assert reverse("adhesions:miennes") in page and reverse("notifications:liste") in page

    def test_leaves(self, client, personne, communaute):
        adhesion = AdhesionFactory(communaute=communaute, personne=personne)
        client.force_login(personne)
        assert "n’êtes plus membre" in poster(client, "quitter", adhesion).text

    def test_somebody_else_s_does_not_exist(self, client, personne):
        client.force_login(personne)
        assert poster(client, "quitter", AdhesionFactory()).status_code == 404


class TestCouts:
    """As many queries for one member, or one community, as for many."""

    @pytest.mark.parametrize("vue", ["page", "membres", "animation"])
    def test_around_a_community(self, client, communaute, animatrice, count_queries, vue):
        client.force_login(animatrice)
        adresse = (
            communaute.url if vue == "page" else reverse(f"adhesions:{vue}", args=[communaute.slug])
        )
        self._peupler(communaute, 3)
        peu = count_queries(client.get, adresse)
        self._peupler(communaute, 40)
        assert count_queries(client.get, adresse) == peu <= 18

    @pytest.mark.parametrize("qui", ["membre", "autre"])
    def test_the_page_with_all_that_lives_there(self, client, count_queries, db, qui):
        """Questions, one that became a resource, meetings: of a member, of another account."""
        communaute = CommunautePageFactory(visibilite="publique")
        membre = AdhesionFactory(communaute=communaute).personne
        client.force_login(membre if qui == "membre" else UserFactory())
        for _rang in range(3):
            reponse = ReponseFactory(discussion__communaute=communaute)
            RencontreFactory(communaute=communaute)
        Discussion.objects.filter(pk=reponse.discussion_id).update(
            etat="promue",
            reponse_retenue=reponse,
            retenue_par=membre,
            promue_le=timezone.now(),
            promue_en=RessourcePageFactory(),
        )
        self._peupler(communaute, 3)
        page = client.get(communaute.url).text
        assert "Ce qu’on y a appris" in page and reponse.discussion.titre in page
        peu = count_queries(client.get, communaute.url)
        self._peupler(communaute, 20)
        for _rang in range(20):
            ReponseFactory(discussion__communaute=communaute)
            RencontreFactory(communaute=communaute)
        assert count_queries(client.get, communaute.url) == peu <= 18

    @staticmethod
    def _peupler(communaute, nombre):
        for rang in range(nombre):
            membre = AdhesionFactory(communaute=communaute, dans_l_annuaire=True)
            AffiliationFactory(personne=membre.personne)
            AdhesionFactory(communaute=communaute, demandee=True)
            if rang % 2:
                AdhesionFactory(communaute=communaute, exclue=True)

    @pytest.mark.parametrize("connectee", [False, True])
    def test_the_list(self, client, personne, count_queries, connectee):
        if connectee:
            client.force_login(personne)
        adresse = CommunautesIndexPage.objects.get(slug="communautes").url
        AdhesionFactory(personne=personne, communaute=CommunautePageFactory())
        peu = count_queries(client.get, adresse)
        for _rang in range(12):
            AdhesionFactory(communaute=CommunautePageFactory())
        assert count_queries(client.get, adresse) == peu <= 12

    def test_a_visitor_gets_no_cookie(self, client, communaute):
        assert not client.get(communaute.url).cookies


class TestPublier:
    @pytest.mark.parametrize("champ", ["resume", "objet", "fin_prevue"])
    def test_says_what_is_lacking(self, champ):
        page = CommunautePageFactory(live=False)
        assert not page.manques_pour_publier()
        setattr(page, champ, None if champ == "fin_prevue" else "")
        assert champ in page.manques_pour_publier()

    def test_its_life_begins_then(self):
        brouillon = CommunautePageFactory(live=False)
        assert not Vie.objects.exists()
        brouillon.save_revision().publish()
        assert brouillon.vie.est_ouverte

    def test_an_editor_writes_one_and_sees_it(self, client):
        client.force_login(UserFactory(groupe="Rédaction"))
        index = CommunautesIndexPage.objects.get(slug="communautes")
        theme = ThemePageFactory()
        adresse = reverse("wagtailadmin_pages:add", args=["adhesions", "communautepage", index.pk])
        assert "ses membres seuls lisent" in client.get(adresse).text
        reponse = client.post(
            adresse,
            nested_form_data(
                {
                    "title": "Les haies",
                    "slug": "les-haies",
                    "resume": "Planter, entretenir.",
                    "objet": rich_text("<p>S’entraider.</p>"),
                    "themes_lies": inline_formset([{"theme": theme.pk}]),
                    "fin_prevue": "2030-01-01",
                    "acces": "libre",
                    "visibilite": "publique",
                    "objectif_de_reponse": "5",
                    "comments": inline_formset([]),
                    "action-publish": "1",
                }
            ),
        )
        assert reponse.status_code == 302
        assert (
            client.get(CommunautePage.objects.sources().get(slug="les-haies").url).status_code
            == 200
        )

    def test_a_draft_is_previewed_before_it_lives(self):
        page = CommunautePageFactory(title="Les haies", live=False)
        reponse = page.make_preview_request(preview_mode="")
        assert reponse.status_code == 200 and "Les haies" in reponse.render().content.decode()
