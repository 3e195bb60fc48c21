"""The directory as readers meet it: list, page, themes, search, site maps; and what never shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from home import plan_du_site
from ressources.models import Acteur
from search import services
from search.facade import Requete, chercher
from search.models import IndexDocument
from tests.factories import ActeurFactory, ThemePageFactory, traduite


def texte(response) -> str:
    return response.content.decode()


def noms(response) -> list[str]:
    return [carte["titre"] for carte in response.context["cartes"]]


class TestListe:
    def test_is_alphabetical_without_minding_accents(self, client, publier):
        for nom in ("Zéphyr", "Écluse", "Atelier"):
            publier(ActeurFactory, nom=nom)
        assert noms(client.get("/annuaire/")) == ["Atelier", "Écluse", "Zéphyr"]

    @pytest.mark.parametrize(
        ("parametres", "attendu"),
        [
            ({"genre": "reseau"}, ["Drôme seule", "Partout"]),
            ({"territoire": "departement-26"}, ["AURA", "Drôme seule", "Partout"]),
            ({"territoire": "departement-01"}, ["AURA", "Partout"]),
            ({"territoire": "region-84"}, ["AURA", "Drôme seule", "Partout"]),
            ({"territoire": "region-53"}, ["Partout"]),
            ({"public": "epci"}, ["AURA", "Partout"]),
            ({"q": "tirage"}, ["AURA"]),
            ({"genre": "reseau", "territoire": "departement-01"}, ["Partout"]),
        ],
        ids=str,
    )
    def test_is_filtered_by_its_address_alone(self, client, publier, parametres, attendu):
        publier(
            ActeurFactory,
            nom="AURA",
            toute_la_france=False,
            regions=["84"],
            description="<p>Le tirage au sort.</p>",
        )
        publier(
            ActeurFactory,
            nom="Drôme seule",
            genre="reseau",
            toute_la_france=False,
            departements=["26"],
            publics=["commune"],
        )
        publier(ActeurFactory, nom="Partout", genre="reseau")
        assert noms(client.get("/annuaire/", parametres)) == attendu

    def test_is_filtered_by_theme_in_both_languages(self, client, publier):
        theme = ThemePageFactory()
        publier(ActeurFactory, nom="Le bon", themes=[theme])
        publier(ActeurFactory, nom="L’autre")
        for prefixe in ("", "/en"):
            page = client.get(f"{prefixe}/annuaire/", {"theme": theme.slug})
            assert noms(page) == ["Le bon"]

    def test_a_drop_down_list_shows_its_choice_and_counts(self, client, publier):
        publier(ActeurFactory, toute_la_france=False, departements=["2A"])
        page = texte(client.get("/annuaire/", {"territoire": "departement-2A"}))
        assert '<optgroup label="Corse">' in page
        assert 'value="departement-2A" selected>Corse-du-Sud (2A) · 1<' in page
        assert "Retirer le filtre Corse-du-Sud (2A)" in page
        assert 'value="departement-2B"' not in page

    def test_two_territories_in_an_address_make_one_choice_in_the_list(self, client, publier):
        publier(ActeurFactory)
        page = texte(client.get("/annuaire/?territoire=region-94&territoire=region-53"))
        assert page.count(" selected>") == 1

    def test_an_empty_directory_says_so_and_what_to_do(self, client, accueil):
        page = texte(client.get("/annuaire/"))
        assert "L’annuaire est encore vide" in page and "Proposer un acteur" in page

    def test_nothing_found_helps(self, client, publier):
        publier(ActeurFactory)
        page = texte(client.get("/annuaire/", {"q": "zyxwv"}))
        assert "Aucun contenu ne porte ces mots" in page

    def test_htmx_gets_the_list_alone(self, client, accueil):
        response = client.get("/annuaire/", headers={"HX-Request": "true"})
        assert b"<html" not in response.content
        assert "HX-Request" in response["Vary"]

    def test_offers_no_sort_by_verification(self, client, publier):
        publier(ActeurFactory.create_batch, 2)
        page = texte(client.get("/annuaire/?tri=verifie"))
        assert "Ordre alphabétique" in page and "Vérification récente" not in page

    def test_in_english_the_words_of_actors_are_marked_french(self, client, publier):
        acteur = publier(ActeurFactory, nom="La Fabrique")
        page = texte(client.get("/en/annuaire/"))
        assert f'href="/en/annuaire/{acteur.slug}/" lang="fr">La Fabrique' in page

    def test_costs_the_same_for_3_or_30(self, client, publier, count_queries):
        theme = ThemePageFactory()
        publier(ActeurFactory.create_batch, 3, themes=[theme])
        peu = count_queries(client.get, "/annuaire/?q=acteur")
        publier(ActeurFactory.create_batch, 27, themes=[theme])
        assert count_queries(client.get, "/annuaire/?q=acteur") == peu <= 12


class TestFiche:
    def test_says_what_where_for_whom_and_how_to_reach_it(self, client, db):
        acteur = ActeurFactory(
            nom="La Fabrique",
            description="<p>Elle anime.</p>",
            toute_la_france=False,
            regions=["53"],
            departements=["01"],
            publics=["commune"],
            site_web="https://fabrique.example.org",
            themes=[ThemePageFactory(title="Partager l’eau")],
        )
        page = texte(client.get(acteur.get_absolute_url()))
        for attendu in (
            "<h1>La Fabrique</h1>",
            "Association",
            "Elle anime.",
            "Bretagne, Ain (01)",
            "Commune",
            'href="https://fabrique.example.org"',
            "Partager l’eau",
        ):
            assert attendu in page

    def test_in_english_the_french_address_counts(self, client, db):
        acteur = ActeurFactory()
        francaise = texte(client.get(f"/annuaire/{acteur.slug}/"))
        anglaise = texte(client.get(f"/en/annuaire/{acteur.slug}/"))
        canonique = f'rel="canonical" href="http://testserver/annuaire/{acteur.slug}/"'
        assert canonique in francaise and canonique in anglaise
        assert 'rel="alternate" hreflang' not in francaise + anglaise
        assert f'href="/en/annuaire/{acteur.slug}/" hreflang="en"' in francaise
        assert 'lang="fr">Acteur' in anglaise and "What it does" in anglaise

    def test_shows_those_that_share_its_themes(self, client, db):
        theme, autre = ThemePageFactory(), ThemePageFactory()
        ActeurFactory(nom="Un thème", themes=[theme])
        ActeurFactory(nom="Deux thèmes", themes=[theme, autre])
        ActeurFactory(nom="Aucun")
        ActeurFactory(nom="Brouillon", themes=[theme], live=False)
        acteur = ActeurFactory(themes=[theme, autre])
        proches = client.get(acteur.get_absolute_url()).context["proches"]
        assert [carte["titre"] for carte in proches] == ["Deux thèmes", "Un thème"]

    def test_costs_the_same_with_3_or_12_neighbours(self, client, count_queries):
        themes = [ThemePageFactory(), ThemePageFactory()]
        acteur = ActeurFactory(themes=themes)
        ActeurFactory.create_batch(3, themes=themes)
        peu = count_queries(client.get, acteur.get_absolute_url())
        ActeurFactory.create_batch(9, themes=themes)
        assert count_queries(client.get, acteur.get_absolute_url()) == peu <= 10


class TestTheme:
    def test_lists_its_actors_and_leads_to_the_others(self, client, db):
        theme = ThemePageFactory()
        ActeurFactory(nom="Écluse", themes=[theme])
        ActeurFactory(nom="Zéphyr", themes=[theme])
        ActeurFactory(nom="Ailleurs")
        ActeurFactory(nom="Brouillon", themes=[theme], live=False)
        response = client.get(theme.url)
        assert [c["titre"] for c in response.context["acteurs"]] == ["Écluse", "Zéphyr"]
        assert f'href="/annuaire/?theme={theme.slug}"' in texte(response)

    def test_so_does_its_translation(self, client, db):
        theme = ThemePageFactory()
        ActeurFactory(nom="Écluse", themes=[theme])
        anglaise = traduite(theme, title="Water", slug="water")
        page = texte(client.get(anglaise.url))
        assert 'lang="fr">Écluse</a>' in page
        assert f'href="/en/annuaire/?theme={theme.slug}"' in page

    def test_costs_the_same_for_3_or_12_actors(self, client, count_queries):
        theme = ThemePageFactory()
        ActeurFactory.create_batch(3, themes=[theme])
        peu = count_queries(client.get, theme.url)
        ActeurFactory.create_batch(9, themes=[theme])
        assert count_queries(client.get, theme.url) == peu <= 10


class TestRecherche:
    def trouve(self, mot="marronnier") -> bool:
        return chercher(Requete(texte=mot)).total > 0

    def test_follows_publication_edition_unpublication_and_deletion(self, publier):
        acteur = publier(ActeurFactory, nom="Le marronnier", live=False)
        publier(acteur.save_revision)
        assert not self.trouve()
        publier(lambda: acteur.get_latest_revision().publish())
        assert self.trouve()
        acteur.refresh_from_db()
        acteur.nom = "Le platane"
        publier(acteur.save_revision)
        assert self.trouve() and not self.trouve("platane")
        publier(lambda: acteur.get_latest_revision().publish())
        assert not self.trouve() and self.trouve("platane")
        publier(lambda: Acteur.objects.get(pk=acteur.pk).unpublish())
        assert not self.trouve("platane")
        publier(lambda: acteur.get_latest_revision().publish())
        publier(lambda: Acteur.objects.get(pk=acteur.pk).delete())
        assert not self.trouve("platane")

    def test_rebuild_and_check_know_actors(self, publier):
        publier(ActeurFactory)
        ActeurFactory(live=False)
        services.reconstruire()
        assert not services.verifier()
        IndexDocument.objects.filter(nature="acteur").delete()
        assert services.verifier().manquants
        services.reconstruire()
        assert IndexDocument.objects.filter(nature="acteur").count() == 1
        assert not services.verifier()

    def test_is_a_kind_of_the_global_search(self, client, publier):
        publier(ActeurFactory, nom="Le marronnier", genre="service_etat")
        page = texte(client.get("/recherche/?q=marronnier"))
        assert "Service de l’État" in page and "#service_etat" in page
        assert "Le <mark>marronnier</mark>" in page


ADRESSES = (
    "/",
    "/annuaire/",
    "/en/annuaire/",
    "/annuaire/?q=marronnier",
    "/recherche/?q=marronnier",
    "/plan-du-site/",
    "/en/plan-du-site/",
    "/sitemap.xml",
    "/recherche/suggestions/?q=marronnier",
)


class TestCeQuiNEstPasPublic:
    @pytest.fixture(params=["brouillon", "dépublié", "expiré", "programmé"])
    def cache(self, request, publier):
        acteur = publier(
            ActeurFactory, nom="Le marronnier", slug="marronnier", live=request.param != "brouillon"
        )
        if request.param == "dépublié":
            publier(acteur.unpublish)
        elif request.param == "expiré":  # by the clock: nothing ran since
            hier = timezone.now() - timedelta(days=1)
            Acteur.objects.update(expire_at=hier)
            IndexDocument.objects.update(expire_le=hier)
        elif request.param == "programmé":
            publier(acteur.unpublish)
            acteur.go_live_at = timezone.now() + timedelta(days=1)
            publier(lambda: acteur.save_revision().publish())
        return acteur

    def test_is_nowhere(self, client, cache):
        theme = cache.themes_lies.get().theme
        voisin = ActeurFactory(nom="Voisin", themes=[theme])
        for adresse in (*ADRESSES, theme.url, f"/en{theme.url}", voisin.get_absolute_url()):
            page = texte(client.get(adresse))
            assert "Le marronnier" not in page and "annuaire/marronnier" not in page, adresse
        attendu = 410 if cache.first_published_at else 404
        for prefixe in ("", "/en"):
            assert client.get(f"{prefixe}/annuaire/marronnier/").status_code == attendu

    def test_leaves_no_dead_entry_in_the_menu(self, client, cache):
        for adresse in ("/", "/en/", "/plan-du-site/"):
            assert 'href="/annuaire/"' not in texte(client.get(adresse))
            assert 'href="/en/annuaire/"' not in texte(client.get(adresse))


class TestCoquille:
    def test_the_menu_leads_to_it_in_the_reader_s_language(self, client, db):
        theme = ThemePageFactory()
        ActeurFactory(themes=[theme])
        for adresse, lien in (
            ("/", "/annuaire/"),
            ("/en/", "/en/annuaire/"),
            (f"/en{theme.url}", "/en/annuaire/"),
        ):
            assert f'<a class="fr-nav__link" href="{lien}">' in texte(client.get(adresse))

    def test_the_menu_costs_no_query(self, client, count_queries, db):
        sans = count_queries(client.get, "/contact/")
        ActeurFactory()
        assert count_queries(client.get, "/contact/") == sans

    def test_site_maps_know_it(self, client, db):
        acteur = ActeurFactory(nom="La Fabrique")
        plan = texte(client.get("/sitemap.xml"))
        assert f"<loc>http://testserver/annuaire/{acteur.slug}/</loc>" in plan
        assert "/en/annuaire/" not in plan
        page = texte(client.get("/plan-du-site/"))
        assert 'href="/annuaire/"' in page and "La Fabrique" in page
        assert 'lang="fr">La Fabrique' in texte(client.get("/en/plan-du-site/"))

    def test_the_site_map_goes_from_pages_to_actors_without_a_gap(self, client, db, monkeypatch):
        attendus = [acteur.nom for acteur in ActeurFactory.create_batch(5)]
        total = client.get("/plan-du-site/").context["pages"].paginator.count
        monkeypatch.setattr(plan_du_site, "LIGNES_PAR_PAGE", 4)
        pages, lus = 0, []
        for numero in range(1, total // 4 + 2):
            response = client.get("/plan-du-site/", {"page": numero})
            de_l_arbre, *_des_autres_salles, acteurs = response.context["pages"].object_list
            assert bool(acteurs) is (
                'href="/annuaire/"' in texte(response).split("<main")[1].split("</main>")[0]
            )
            pages += len(de_l_arbre)
            lus += [acteur.nom for acteur in acteurs]
        assert lus == attendus and pages + len(lus) == total

    def test_the_site_map_costs_the_same(self, client, count_queries, db):
        ActeurFactory.create_batch(3)
        peu = count_queries(client.get, "/plan-du-site/")
        ActeurFactory.create_batch(9)
        assert count_queries(client.get, "/plan-du-site/") == peu
