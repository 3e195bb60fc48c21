"""The list of retours: facets, sorts, and the collectivité that it is compared with."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.retours import comme_la_mienne, indexation
from communautes.retours.models import CollectiviteAuteure, Parcours
from tests.factories import AffiliationFactory, CollectiviteFactory, ThemePageFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
LISTE = "/retours/"


def texte(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def titres(response) -> list[str]:
    return [carte["titre"] for carte in response.context["cartes"]]


def signer(retour, collectivite) -> None:
    CollectiviteAuteure.objects.create(
        retour=retour,
        collectivite=collectivite,
        etat="acceptee",
        repondu_le=timezone.now(),
        nom=collectivite.nom,
        type=collectivite.type,
        departements=[collectivite.departement],
    )


def de(lieu: dict | None = None, **champs):
    collectivite = CollectiviteFactory(**lieu or {})
    return RetourFactory(affiliation=AffiliationFactory(collectivite=collectivite), **champs)


@pytest.fixture
def deux(publier):
    """Two retours that differ by everything that one filters by."""
    theme = ThemePageFactory(slug="ecole")
    un = publier(
        de,
        {"population": 1_200, "region": "53", "departement": "29"},
        titre="Un",
        themes=[theme],
        cout="aucun",
        debut=date(2023, 1, 1),
        fin=date(2023, 4, 1),
        niveau="aucune",
    )
    un.tags.add("ombre")
    un.save()
    publier(indexation.indexer, [un.pk])
    publier(
        de,
        {"type": "epci", "population": 45_000},
        titre="Autre",
        cout="plus_500000",
        debut=date(2020, 1, 1),
        fin=date(2025, 4, 1),
        niveau="co_construction",
    )


class TestFacettes:
    @pytest.mark.parametrize(
        ("parametres", "attendu"),
        [
            ({"theme": "ecole"}, ["Un"]),
            ({"etiquette": "ombre"}, ["Un"]),
            ({"sorte": "commune"}, ["Un"]),
            ({"sorte": "epci"}, ["Autre"]),
            ({"population": "moins_3500"}, ["Un"]),
            ({"territoire": "region-53"}, ["Un"]),
            ({"territoire": "departement-01"}, ["Autre"]),
            ({"cout": "aucun"}, ["Un"]),
            ({"duree": "moins_6"}, ["Un"]),
            ({"duree": "plus_24"}, ["Autre"]),
            ({"participation": "aucune"}, ["Un"]),
            ({"annee": "2025"}, ["Autre"]),
            ({"annee": "2025", "cout": "aucun"}, []),
            ({"cout": "inconnu"}, ["Autre", "Un"]),
        ],
        ids=str,
    )
    def test_each_restricts(self, client, deux, parametres, attendu):
        assert titres(client.get(LISTE, parametres)) == attendu

    def test_counts_are_those_of_the_list(self, client, deux):
        """Each value of each facet, asked for, gives as many retours as it said."""
        groupes = client.get(LISTE).context["ecran"].groupes
        assert len(groupes) == 9 and all(groupe.options for groupe in groupes)
        for groupe in groupes:
            for option in groupe.options:
                page = client.get(LISTE, {groupe.parametre: option.code})
                assert page.context["ecran"].resultats.total == option.nombre

    def test_an_unknown_size_is_not_every_size(self, client, publier):
        publier(de, {"population": None})
        assert titres(client.get(LISTE, {"population": "moins_3500"})) == []

    def test_what_goes_on_has_no_duration_that_would_be_wrong_tomorrow(self, client, publier):
        publier(de, titre="Continue", debut=date(2024, 1, 1))
        assert titres(client.get(LISTE, {"duree": "en-cours"})) == ["Continue"]
        assert titres(client.get(LISTE, {"duree": "plus_24"})) == []


class TestListe:
    def test_only_what_is_published_and_not_archived(self, client, publier):
        for etat in ("brouillon", "soumis", "archive", "retire"):
            publier(RetourFactory, etat=etat)
        publier(RetourFactory, titre="Publié")
        assert titres(client.get(LISTE)) == ["Publié"]

    def test_says_what_failed_and_for_whom(self, client, publier):
        publier(de, {"nom": "Figeac", "population": 9_820}, cout="aucun", niveau="consultation")
        page = texte(client.get(LISTE))
        for attendu in (
            "personne n’avait prévu le gardiennage en août",
            "Figeac, Ain (01)",
            "9 820 habitants",
            "Aucune dépense",
            "Consultation",
        ):
            assert attendu in page

    def test_a_departement_is_named_once_and_with_its_number(self, client, publier):
        lieu = {"type": "departement", "nom": "Gers", "departement": "32", "code": "32"}
        publier(de, lieu | {"population": 191_000})
        [carte] = client.get(LISTE).context["cartes"]
        assert (carte["qui"], carte["ou"], carte["population"]) == ("Gers (32)", "", 191_000)

    def test_two_who_sign_have_no_population_of_one(self, client, publier):
        for departement, ou in (("54", "Meurthe-et-Moselle (54)"), ("88", "")):
            retour = publier(de, {"nom": "Toul", "departement": "54"})
            signer(retour, CollectiviteFactory(nom="Neufchâteau", departement=departement))
            publier(indexation.indexer, [retour.pk])
            carte = client.get(LISTE).context["cartes"][0]
            assert (carte["qui"], carte["ou"]) == ("Toul, Neufchâteau", ou)
            assert carte["population"] is None
            retour.delete()

    def test_its_numbers_are_not_cut(self, client, publier):
        publier(de, {"population": 9_000}, cout="5000_20000", echecs="**Un**, dont 900\u00a0€.")
        page = client.get(LISTE).content.decode()
        assert "De 5\u00a0000 à 20\u00a0000\u00a0€" in page
        assert "De 3\u00a0500 à 20\u00a0000\u00a0habitants" in page
        assert ">Un, dont 900\u00a0€.<" in page

    def test_sorted_by_publication_it_says_when(self, client, publier):
        publier(RetourFactory, debut=date(2019, 1, 1), fin=date(2019, 4, 1))
        publie = "2019 · publié en"
        assert publie in texte(client.get(LISTE))
        assert publie not in texte(client.get(LISTE, {"tri": "reprises"}))

    def test_the_most_used_first(self, client, publier):
        for titre, nombre in (("Jamais", 0), ("Souvent", 5), ("Peu", 1)):
            retour = publier(RetourFactory, titre=titre)
            Parcours.objects.filter(retour=retour).update(nombre_de_reprises=nombre)
            publier(indexation.indexer, [retour.pk])
        page = client.get(LISTE, {"tri": "reprises"})
        assert titres(page) == ["Souvent", "Peu", "Jamais"]
        assert "repris par 5 collectivités" in texte(page)

    def test_words_are_found(self, client, publier):
        publier(RetourFactory, titre="La cour", contexte="Le marronnier était malade.")
        publier(RetourFactory, titre="Autre")
        assert titres(client.get(LISTE, {"q": "marronniers"})) == ["La cour"]

    def test_a_search_keeps_filters_and_comparison(self, client, deux):
        lieu = CollectiviteFactory()
        code = comme_la_mienne.code_de(lieu)
        for entetes in ({}, {"HX-Request": "true"}):
            page = texte(client.get(LISTE, {"cout": "aucun", "comme": code}, headers=entetes))
            for nom, valeur in (("cout", "aucun"), ("comme", code)):
                champ = f'form="recherche-retours-formulaire" name="{nom}" value="{valeur}"'
                assert f'<input type="hidden" {champ}>' in page
        assert '<form id="recherche-retours-formulaire"' in texte(client.get(LISTE))

    def test_its_title_says_the_question(self, client, deux):
        page = client.get(LISTE, {"q": "cour", "cout": "aucun"})
        assert "<title>Retours d’expérience : « cour », Aucune dépense —" in texte(page)

    def test_a_word_that_nobody_wrote_is_corrected_filters_kept(self, client, publier):
        publier(RetourFactory, titre="Un budget participatif", cout="aucun")
        page = texte(client.get(LISTE, {"q": "budjet", "cout": "aucun"}))
        assert '<a href="?q=budget&amp;cout=aucun">budget</a>' in page

    def test_empty_it_says_so(self, client, accueil):
        assert "Aucun retour d’expérience n’est encore publié" in texte(client.get(LISTE))

    def test_htmx_gets_the_list_alone(self, client, accueil):
        reponse = client.get(LISTE, headers={"HX-Request": "true"})
        assert b"<html" not in reponse.content and "HX-Request" in reponse["Vary"]

    def test_costs_the_same_for_10_or_100(self, client, publier, count_queries):
        theme = ThemePageFactory()
        publier(RetourFactory.create_batch, 3, themes=[theme])
        adresse = f"{LISTE}?q=cour&annee=2024&theme={theme.slug}"
        adresse, simple = f"{LISTE}?q=cour&theme={theme.slug}", LISTE
        peu = [count_queries(client.get, a) for a in (simple, adresse)]
        publier(RetourFactory.create_batch, 22, themes=[theme])
        assert [count_queries(client.get, a) for a in (simple, adresse)] == peu
        assert max(peu) <= 12


class TestCommeLaMienne:
    MIENNE = {"population": 9_800, "region": "76", "departement": "46"}

    @pytest.fixture
    def mienne(self):
        return CollectiviteFactory(nom="Figeac", **self.MIENNE)

    def test_size_then_kind_then_place(self, client, publier, mienne):
        publier(de, {"population": 9_000, "region": "53", "departement": "29"}, titre="Taille")
        publier(
            de,
            {"type": "epci", "population": 150_000, "region": "76", "departement": "31"},
            titre="Région",
        )
        publier(
            de,
            {"type": "epci", "population": 9_000, "region": "53", "departement": "29"},
            titre="Taille seule",
        )
        publier(de, {"population": 150_000, "region": "53", "departement": "29"}, titre="Sorte")
        publier(de, dict(self.MIENNE, nom="Cajarc"), titre="Tout")
        page = client.get(LISTE, {"comme": comme_la_mienne.code_de(mienne)})
        assert titres(page) == ["Tout", "Taille", "Taille seule", "Sorte", "Région"]
        raisons = [
            carte["pourquoi"].replace("\u202f", " ").replace("\xa0", " ")
            for carte in page.context["cartes"]
        ]
        assert raisons == [
            "même département, commune, de 3 500 à 20 000 habitants",
            "commune, de 3 500 à 20 000 habitants",
            "de 3 500 à 20 000 habitants",
            "commune",
            "même région",
        ]

    def test_the_band_beside_is_said_and_counts_less(self, mienne):
        voisine = comme_la_mienne.profil("region", "20000_100000", "53", [])
        assert comme_la_mienne.pourquoi(mienne, voisine) == "taille voisine"
        points = dict(comme_la_mienne.proches_de(mienne))
        assert points["taille-3500_20000"] > points["taille-20000_100000"] > 0

    def test_without_a_population_the_size_counts_for_nothing(self):
        sans = CollectiviteFactory(population=None)
        assert not [jeton for jeton, _ in comme_la_mienne.proches_de(sans) if "taille" in jeton]

    def test_who_signs_beside_does_not_count(self, publier, mienne):
        """A metropolis that co-signs does not make a village’s retour a metropolis’s."""
        retour = publier(de, {"population": 800})
        [auteure] = retour.auteures.all()
        auteure.refresh_from_db()
        assert comme_la_mienne.profil_du_retour([auteure])[:2] == [
            "sorte-commune",
            "taille-moins_3500",
        ]

    def test_filters_and_pages_keep_it(self, client, publier, mienne):
        publier(RetourFactory, cout="aucun")
        code = comme_la_mienne.code_de(mienne)
        page = client.get(LISTE, {"comme": code, "cout": "aucun"})
        ecran = page.context["ecran"]
        assert f"comme=commune%2F{mienne.code}" in ecran.parametres
        assert "comme=" in ecran.actifs[0].url and "comme=" in ecran.sans_filtre
        assert f'name="comme" value="{code}"' in texte(page)

    def test_leaving_it_and_changing_it_keep_the_question(self, client, publier, mienne):
        publier(RetourFactory, cout="aucun", titre="Une cour")
        code = comme_la_mienne.code_de(mienne)
        page = client.get(LISTE, {"comme": code, "cout": "aucun", "q": "cour"})
        assert 'href="?q=cour&amp;cout=aucun&amp;comme="' in texte(page)
        choix = client.get("/retours/comme/?q=cour&cout=aucun&inconnu=1")
        assert 'href="/retours/comme/?q=cour&amp;cout=aucun"' in texte(page)
        assert '<input type="hidden" name="cout" value="aucun">' in texte(choix)
        assert 'name="inconnu"' not in texte(choix)
        choisie = client.get(
            "/retours/comme/",
            {
                "q": "cour",
                "cout": "aucun",
                "collectivite": "",
                "collectivite_cle": f"commune-{mienne.code}",
            },
        )
        assert choisie.url == f"/retours/?q=cour&cout=aucun&comme=commune%2F{mienne.code}"

    def test_who_is_signed_in_is_compared_and_may_refuse(self, client, publier, mienne):
        publier(RetourFactory)
        client.force_login(AffiliationFactory(collectivite=mienne).personne)
        assert client.get(LISTE).context["comme"] == mienne
        assert client.get(LISTE, {"comme": ""}).context["comme"] is None
        assert "comme=&" in client.get(LISTE, {"comme": ""}).context["ecran"].parametres

    @pytest.mark.parametrize("connecte", [False, True])
    def test_others_are_compared_with_nobody(self, client, publier, connecte):
        publier(RetourFactory)
        if connecte:
            client.force_login(UserFactory())
        page = client.get(LISTE)
        assert page.context["comme"] is None
        assert "Voir d’abord des collectivités comme la mienne" in texte(page)

    @pytest.mark.parametrize("code", ["commune/99999", "x", "a/b/c", "commune/\x00", "/"])
    def test_what_does_not_exist_is_said(self, client, publier, code):
        publier(RetourFactory)
        page = client.get(LISTE, {"comme": code, "tri": "proche"})
        assert "La collectivité de cette adresse n’existe pas" in texte(page)
        assert page.context["ecran"].tri == "recent"

    def test_one_that_was_merged_is_its_successor(self, client, publier, mienne):
        ancienne = CollectiviteFactory(statut="fusionnee", successeur=mienne)
        publier(RetourFactory)
        page = client.get(LISTE, {"comme": comme_la_mienne.code_de(ancienne)})
        assert page.context["comme"] == mienne

    def test_it_is_chosen_without_a_script(self, client, accueil, mienne):
        page = client.get("/retours/comme/")
        assert "Votre collectivité" in texte(page)
        choisie = client.get(
            "/retours/comme/", {"collectivite": "", "collectivite_cle": f"commune-{mienne.code}"}
        )
        assert choisie.url == f"/retours/?comme=commune%2F{mienne.code}"
        fausse = client.get("/retours/comme/", {"collectivite": "zzzz", "collectivite_cle": ""})
        assert "Aucune collectivité ne répond" in texte(fausse)


class TestEcrire:
    def test_a_visitor_signs_in_then_writes(self, client, publier):
        ou = reverse("retours:nouveau")
        vide = texte(client.get(LISTE))
        assert vide.count(f'href="{ou}"') == 3 and "Aucun retour" in vide
        publier(RetourFactory)
        assert texte(client.get(LISTE)).count(f'href="{ou}"') == 2
        porte = client.get(ou).url
        assert porte.startswith("/connexion/") and ou in unquote(porte)

    def test_who_is_signed_in_writes_at_once(self, client, db):
        client.force_login(AffiliationFactory().personne)
        assert client.get(reverse("retours:nouveau")).status_code == 200
