"""Many contents published or withdrawn: all or nothing, and who still uses them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.models import ActualitePage
from ressources.models import Acteur, RessourcePage, ThemePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.home.listes.conftest import ROLES, a_publier, adresse, agir, dits, texte, vers

pytestmark = pytest.mark.django_db


class TestPublication:
    def test_all_or_nothing_and_every_refused_one_is_named(self, comme):
        complete, vide = a_publier(), a_publier(title="Vide", resume="")
        reponse = agir(comme("Rédaction"), RessourcePage, "publish", [complete.pk, vide.pk])
        assert "Rien n’a été fait" in dits(reponse)
        assert "«\u00a0Vide\u00a0» — Écrivez le résumé" in dits(reponse)
        assert not RessourcePage.objects.live().exists()

    def test_what_the_confirmation_keeps_is_published(self, comme):
        complete, vide = a_publier(), a_publier(title="Vide", resume="")
        client = comme("Rédaction")
        page = texte(client.get(adresse(RessourcePage, "publish", complete.pk, vide.pk)))
        assert "Publier 1\u00a0ressource" in page and "Écrivez le résumé" in page
        reponse = agir(client, RessourcePage, "publish", [complete.pk])
        assert "C’est publié\u00a0: 1\u00a0ressource." in dits(reponse)
        complete.refresh_from_db()
        assert complete.live

    @pytest.mark.parametrize("role", ROLES)
    def test_a_page_in_review_goes_out_by_who_may_approve(self, comme, role):
        page = a_publier()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(comme(role), RessourcePage, "publish", [page.pk])
        page.refresh_from_db()
        assert page.live is (role != "Rédaction")
        assert ("en relecture" in dits(reponse)) is (role == "Rédaction")

    @pytest.mark.parametrize("role", ROLES)
    def test_a_page_in_review_is_withdrawn_by_who_may_approve(self, comme, role):
        page = RessourcePageFactory()
        page.save_revision()
        page.get_workflow().start(page, UserFactory(groupe="Rédaction"))
        reponse = agir(comme(role), RessourcePage, "unpublish", [page.pk])
        page.refresh_from_db()
        assert page.live is (role == "Rédaction")
        assert ("est en relecture" in dits(reponse)) is (role == "Rédaction")

    def test_what_waits_for_its_hour_is_not_hurried(self, comme):
        page = RessourcePageFactory(live=False)
        page.go_live_at = timezone.now() + timedelta(days=2)
        page.save_revision().publish()
        assert "publication programmée" in dits(
            agir(comme("Rédaction"), RessourcePage, "publish", [page.pk])
        )

    @pytest.mark.parametrize(
        ("fabrique", "modele"),
        [
            (RessourcePageFactory, RessourcePage),
            (ActualitePageFactory, ActualitePage),
            (ThemePageFactory, ThemePage),
            (ActeurFactory, Acteur),
        ],
        ids=lambda v: v.__name__,
    )
    def test_each_type_is_published_and_withdrawn(self, comme, fabrique, modele):
        client, objet = comme("Rédaction"), a_publier(fabrique)
        agir(client, modele, "publish", [objet.pk])
        objet.refresh_from_db()
        assert objet.live
        agir(client, modele, "unpublish", [objet.pk])
        objet.refresh_from_db()
        assert not objet.live

    @pytest.fixture
    def liees(self):
        """Two drafts that lead to each other."""
        paire = a_publier(title="L’une"), a_publier(title="L’autre")
        for page, autre in (paire, reversed(paire)):
            page.body = vers(autre)
            page.save_revision()
        return paire

    def test_what_goes_out_together_may_lead_to_each_other(self, comme, liees):
        reponse = agir(comme("Rédaction"), RessourcePage, "publish", [page.pk for page in liees])
        assert "C’est publié\u00a0: 2\u00a0ressources." in dits(reponse)

    def test_what_leads_to_one_that_stays_behind_is_named_too(self, comme, liees):
        une, autre = liees
        autre.resume = ""
        autre.save_revision()
        client, cles = comme("Rédaction"), [page.pk for page in liees]
        page = texte(client.get(adresse(RessourcePage, "publish", *cles)))
        assert "L’autre\u00a0» — Écrivez le résumé" in page
        assert "L’une\u00a0» — Bloc 1 (Texte)" in page and "Rien n’est à faire ici." in page
        dit = dits(agir(client, RessourcePage, "publish", cles))
        assert "Rien n’a été fait" in dit and "L’une" in dit and "L’autre" in dit
        assert "qui n’est pas publiée" in dits(agir(client, RessourcePage, "publish", [une.pk]))
        assert not RessourcePage.objects.live().exists()

    def test_the_key_of_an_actor_is_no_page_s(self, comme):
        page = a_publier()
        lien = f'<p><a linktype="page" id="{page.pk}">ici</a></p>'
        acteur = a_publier(ActeurFactory, pk=page.pk, description=lien)
        reponse = agir(comme("Rédaction"), Acteur, "publish", [acteur.pk])
        assert "qui n’est pas publiée" in dits(reponse)

    def test_a_chosen_theme_stays(self, comme, theme):
        RessourcePageFactory(themes=[theme])
        reponse = agir(comme("Rédaction"), ThemePage, "unpublish", [theme.pk])
        assert "choisi par 1 ressource" in dits(reponse)
        theme.refresh_from_db()
        assert theme.live

    def test_a_translation_follows_its_french_page(self, comme):
        from tests.factories import traduite

        anglaise = traduite(RessourcePageFactory(), title="Pricing water")
        reponse = agir(comme("Rédaction"), RessourcePage, "unpublish", [anglaise.pk])
        assert "suit la page française" in dits(reponse)


class TestCeQuiSenSert:
    """Said before many are withdrawn, as before one is."""

    def confirmation(self, client, *pages) -> str:
        return texte(client.get(adresse(RessourcePage, "unpublish", *[p.pk for p in pages])))

    def test_names_what_uses_them_drafts_included(self, comme):
        cibles = RessourcePageFactory(title="Une"), RessourcePageFactory(title="Deux")
        publiee = RessourcePageFactory(title="Qui y mène", body=vers(cibles[0]))
        preparee = RessourcePageFactory(title="Y mènera")
        preparee.body = vers(cibles[1])
        preparee.save_revision()
        page = self.confirmation(comme("Rédaction"), *cibles)
        assert "2 autres contenus s’en servent" in page
        assert "(ressource, brouillon) – Corps → Texte" in page
        for autre in (publiee, preparee):
            assert reverse("wagtailadmin_pages:edit", args=[autre.pk]) in page

    def test_what_leaves_with_them_is_not_counted(self, comme):
        cible = RessourcePageFactory()
        avec = RessourcePageFactory(body=vers(cible))
        client = comme("Rédaction")
        assert "1 autre contenu s’en sert" in self.confirmation(client, cible)
        assert "Rien d’autre ne s’en sert." in self.confirmation(client, cible, avec)

    def test_twenty_are_named_and_the_others_counted(self, comme):
        cible = RessourcePageFactory()
        for rang in range(23):
            RessourcePageFactory(title=f"Page {rang:02}", slug=f"page-{rang}", body=vers(cible))
        page = self.confirmation(comme("Rédaction"), cible)
        assert "23 autres contenus s’en servent" in page and "Et 3 autres contenus." in page
        assert "Page 19" in page and "Page 20" not in page

    def test_other_acts_say_nothing_of_it(self, comme):
        page = texte(comme("Rédaction").get(adresse(RessourcePage, "publish", a_publier().pk)))
        assert "s’en sert" not in page
