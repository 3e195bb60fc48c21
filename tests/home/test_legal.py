import re
from datetime import timedelta

import pytest
from django.utils import timezone

from home import checks, plan_du_site
from tests.factories import ActualitePageFactory, RessourcePageFactory


class TestSecurityTxt:
    def test_says_where_to_write_and_until_when_it_holds(self, client, db):
        response = client.get("/.well-known/security.txt")
        assert response["Content-Type"].startswith("text/plain")
        texte = response.content.decode()
        assert "Contact: http" in texte
        assert "Expires: " in texte
        assert "Preferred-Languages: fr, en" in texte

    def test_its_policy_can_be_read_without_the_demo(self, client, db):
        texte = client.get("/.well-known/security.txt").content.decode()
        adresse = re.search(r"Policy: https?://[^/]+(/\S+)", texte)[1]
        page = client.get(adresse)
        assert page.status_code == 200
        assert "ne pas consulter" in page.content.decode()

    @pytest.mark.parametrize(
        ("jours", "alarme"), [(29, True), (31, False), (365, False), (400, True), (-1, True)]
    )
    def test_the_check_rings_before_it_expires(self, settings, jours, alarme):
        settings.TEC_SECURITY_TXT_EXPIRE = timezone.localdate() + timedelta(days=jours)
        assert bool(checks.security_txt(None)) is alarme


class TestRobotsTxt:
    def test_a_mock_up_is_not_indexed(self, client, db):
        assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"

    def test_the_official_site_is_but_for_searches_and_the_admin(self, client, db, settings):
        settings.TEC_MAQUETTE = False
        lignes = client.get("/robots.txt").content.decode().splitlines()
        interdits = {ligne.split()[1] for ligne in lignes if ligne.startswith("Disallow")}
        assert interdits == {"/admin/", "/recherche/", "/en/recherche/"}
        assert lignes[-1].startswith("Sitemap: http") and lignes[-1].endswith("/sitemap.xml")


class TestPlanDuSite:
    def test_shows_public_pages_only(self, client, db):
        visible, brouillon = RessourcePageFactory(), RessourcePageFactory(live=False)
        page = client.get("/plan-du-site/").content.decode()
        assert visible.title in page
        assert brouillon.title not in page

    def test_is_a_hundred_pages_at_a_time(self, client, db, monkeypatch):
        assert client.get("/plan-du-site/").context["pages"].paginator.per_page == 100
        monkeypatch.setattr(plan_du_site, "LIGNES_PAR_PAGE", 3)
        premiere, seconde = (
            {
                page.pk
                for page in client.get("/plan-du-site/", {"page": n})
                .context["pages"]
                .object_list[0]
            }
            for n in (1, 2)
        )
        assert len(premiere) == len(seconde) == 3 and not premiere & seconde

    def test_costs_the_same_for_3_or_12(self, client, count_queries):
        ActualitePageFactory.create_batch(3)
        peu = count_queries(client.get, "/plan-du-site/")
        ActualitePageFactory.create_batch(9)
        assert count_queries(client.get, "/plan-du-site/") == peu

    @pytest.mark.parametrize("page", ["abc", "-1", "9999", "\x00", "1" * 10_000])
    def test_a_wrong_page_number_shows_a_page(self, client, db, page):
        reponse = client.get("/plan-du-site/", {"page": page})
        assert reponse.status_code == 200
        assert "Mentions légales" in reponse.content.decode().split("<main")[1].split("</main>")[0]

    def test_has_a_heading_by_section_and_lists_under_it(self, client, db):
        ressource = RessourcePageFactory()
        page = client.get("/plan-du-site/").content.decode()
        page = page.split("<main")[1].split("</main>")[0]
        section = page.split(f'href="{ressource.get_parent().url}"')[1].split("</section>")[0]
        assert "</h2>" in section
        assert f'<a href="{ressource.url}"' in section.split("<ul>")[1]

    @pytest.mark.parametrize("langue", ["", "/en"])
    def test_leads_to_what_is_no_page_of_the_tree(self, client, accueil, langue):
        contenu = client.get(f"{langue}/plan-du-site/").content.decode().split("<main")[1]
        for adresse in ("contact/", "recherche/", ""):
            assert f'href="{langue}/{adresse}"' in contenu.split("</main>")[0]

    def test_says_again_the_section_that_began_on_the_page_before(
        self, client, db, monkeypatch, count_queries
    ):
        monkeypatch.setattr(plan_du_site, "LIGNES_PAR_PAGE", 2)
        ressources = RessourcePageFactory.create_batch(5)
        index = ressources[0].get_parent()
        trouvees = 0
        for numero in range(1, 9):
            contenu = client.get("/plan-du-site/", {"page": numero}).content.decode()
            contenu = contenu.split("<main")[1].split("</main>")[0]
            if any(ressource.title in contenu for ressource in ressources):
                assert f'href="{index.url}"' in contenu
                trouvees += 1
        assert trouvees > 1
