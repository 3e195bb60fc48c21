"""The facade on the real engine: French, ranking, access, facets, pages, suggestions."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from search import services
from search.documents import Document
from search.facade import FACETTES, Requete, chercher, suggerer
from search.models import IndexDocument
from search.moteurs import trames
from search.moteurs.comptes import Comptes, compter
from search.moteurs.filtres import COLONNES_SIMPLES

FICHES = {
    "budget": ("Lancer un budget participatif", "De la délibération au bilan."),
    "oeuvre": ("Mettre en œuvre une charte", "L’écriture d’une charte de l’eau, pas à pas."),
    "citoyens": ("Des citoyens tirés au sort", "Le tirage au sort dans les petites communes."),
    "ecole": ("Ouvrir la cour de l'école", "Éloigner les voitures, planter des arbres."),
    "enveloppe": ("Une enveloppe citoyenne votée au marché", "Huit mille euros, en une matinée."),
}


def document(cle: str, titre: str = "", resume: str = "", **champs) -> Document:
    return Document(
        objet=f"test:{cle}",
        locale=champs.pop("locale", "fr"),
        nature=champs.pop("nature", "ressource"),
        titre=titre or cle,
        resume=resume,
        chemin=f"/{cle}/",
        **champs,
    )


def trouves(texte: str, **champs) -> list[str]:
    lignes = chercher(Requete(texte=texte, **champs)).lignes
    return [ligne.chemin.strip("/") for ligne in lignes]


@pytest.fixture
def corpus(db):
    services.indexer(*(document(cle, *textes) for cle, textes in FICHES.items()))


@pytest.mark.usefixtures("corpus")
class TestFrancais:
    @pytest.mark.parametrize(
        ("texte", "attendu"),
        [
            ("citoyen", "citoyens"),
            ("CITOYENS", "citoyens"),
            ("ecole", "ecole"),
            ("école", "ecole"),
            ("l'ecole", "ecole"),
            ("l’école", "ecole"),
            ("eloigner", "ecole"),
            ("oeuvre", "oeuvre"),
            ("œuvre", "oeuvre"),
            ("charte d'eau", "oeuvre"),
            ("eau", "oeuvre"),
            ("budgets participatifs", "budget"),
            ("tirage-au-sort", "citoyens"),
        ],
    )
    def test_finds_whatever_the_spelling(self, texte, attendu):
        assert attendu in trouves(texte)

    def test_a_synonym_is_found_after_the_words_and_says_why(self):
        lignes = chercher(Requete(texte="budget participatif")).lignes
        assert [ligne.chemin for ligne in lignes] == ["/budget/", "/enveloppe/"]
        assert [ligne.raison for ligne in lignes] == ["", "enveloppe citoyenne"]

    def test_a_typing_mistake_is_corrected_from_the_titles(self):
        assert chercher(Requete(texte="budjet")).correction == "budget"

    def test_the_words_are_shown_in_context_and_the_text_is_escaped(self):
        services.indexer(document("xss", "<script>alert(1)</script> marronnier", "un marronnier"))
        ligne = chercher(Requete(texte="marronniers")).lignes[0]
        assert "<mark>marronnier</mark>" in ligne.extrait
        assert "<script>" not in ligne.titre_marque
        assert "&lt;script&gt;" in ligne.titre_marque


class TestRang:
    def test_the_page_about_the_words_comes_first(self, db):
        services.indexer(
            document("bavard", "Compte rendu", "", corps="jardin partagé " * 3 + "mot " * 800),
            document("titre", "Le jardin partagé", "Une parcelle à plusieurs."),
            document("ailleurs", "Le jardin", "Rien de partagé."),
        )
        assert trouves("jardin partagé")[0] == "titre"

    def test_words_of_a_synonym_apart_are_no_synonym(self, db):
        """« conseil citoyen, budget » holds both words of « budget citoyen », not the phrase."""
        services.indexer(
            document(
                "apart", "Évaluer une démarche participative", "Conseil citoyen, budget, vote."
            ),
            document("titre", "Lancer un budget participatif", "Dans une petite commune."),
            *(document(f"bruit{n}", f"Autre sujet {n}", "La participation.") for n in range(5)),
        )
        lignes = chercher(Requete(texte="budget participatif")).lignes
        assert lignes[0].chemin == "/titre/"
        assert not any(ligne.raison for ligne in lignes)

    def test_a_word_is_as_rare_as_it_is_in_its_own_language(self, db):
        """« public » is common in French only; in English it tells the pages apart."""
        services.indexer(
            *(document(f"fr{n}", f"Espace public {n}") for n in range(20)),
            document("public", "A public matter", "A meeting about it.", locale="en"),
            *(document(f"en{n}", f"A meeting {n}", "A matter.", locale="en") for n in range(4)),
        )
        assert trouves("public meeting", locale="en")[0] == "public"

    def test_the_title_that_is_the_question_comes_first(self, db):
        """Before one that says its words more often."""
        services.indexer(
            document("repete", "Budget, budget participatif", "Budget participatif, budget."),
            document("exact", "Budget participatif", "Un guide, pas à pas."),
            *(document(f"bruit{n}", f"Autre sujet {n}") for n in range(5)),
        )
        assert trouves("BUDGET participatif")[:2] == ["exact", "repete"]

    def test_a_rare_word_weighs_more_than_a_common_one(self, db):
        services.indexer(*(document(f"c{n}", f"Commune {n}") for n in range(20)))
        services.indexer(document("affouage", "Coupes de bois", "L’affouage."))
        assert trouves("commune affouage")[0] == "affouage"

    @pytest.mark.parametrize(
        ("tri", "attendu"), [("recent", ["b", "a"]), ("titre", ["a", "b"]), ("verifie", ["a", "b"])]
    )
    def test_can_be_sorted_otherwise(self, db, tri, attendu):
        jour = timezone.now()
        hier = jour - timedelta(days=1)
        services.indexer(
            document("a", "Évry", publie_le=hier, verifie_le=jour.date()),
            document("b", "L’Haÿ", publie_le=jour, verifie_le=hier.date()),
        )
        assert trouves("", tri=tri) == attendu

    def test_the_most_used_come_first(self, db):
        services.indexer(
            document("peu", reprises=1), document("jamais"), document("souvent", reprises=12)
        )
        assert trouves("", tri="reprises") == ["souvent", "peu", "jamais"]

    def test_the_closest_to_who_reads_come_first(self, db):
        """By the points that the reader's room gives, then the newest."""
        jour = timezone.now()
        services.indexer(
            document("loin", profil=("region-11",), publie_le=jour),
            document("meme", profil=("region-53", "sorte-commune"), publie_le=jour),
            document("region", profil=("region-53",), publie_le=jour - timedelta(days=1)),
            document("sorte", profil=("sorte-commune",), publie_le=jour),
        )
        proches = (("region-53", 3), ("sorte-commune", 1))
        assert trouves("", tri="proche", proches=proches) == ["meme", "region", "sorte", "loin"]
        assert trouves("", tri="recent", proches=proches)[-1] == "region"


class TestVisibilite:
    @pytest.mark.parametrize(
        "champs",
        [
            {"acces": ("groupe:3",)},
            {"expire_le": timezone.now() - timedelta(days=1)},
            {"ouvre_le": timezone.now() + timedelta(days=1)},
            {"locale": "en"},
        ],
        ids=["réservé", "expiré", "pas encore ouvert", "autre langue"],
    )
    def test_nothing_leaks(self, db, champs):
        services.indexer(document("secret", "Baobab", etiquettes=("baobab",), **champs))
        resultats = chercher(Requete(texte="baobab", facettes=("etiquettes", "nature")))
        assert resultats.total == 0
        assert not any(resultats.facettes.values())

    @pytest.mark.parametrize("texte", ["!", "le la", '"'])
    def test_a_question_without_a_word_has_each_facet_that_was_asked(self, db, texte):
        resultats = chercher(Requete(texte=texte, facettes=("etiquettes", "territoires")))
        assert resultats.facettes == {"etiquettes": [], "territoires": []}
        assert suggerer("baob") == []
        assert chercher(Requete(texte="baobob")).correction == ""

    def test_a_token_opens_what_it_opens(self, db):
        services.indexer(document("secret", "Baobab", acces=("groupe:3",)))
        assert trouves("baobab", acces=("public", "groupe:3")) == ["secret"]


class TestFacettes:
    def test_count_as_if_they_were_not_restricted_themselves(self, db):
        services.indexer(
            document("a", niveaux=("consultation",), etiquettes=("eau",)),
            document("b", niveaux=("concertation",), etiquettes=("eau",)),
            document("c", niveaux=("concertation",), etiquettes=("air",)),
        )
        resultats = chercher(Requete(niveaux=("concertation",), facettes=("niveaux", "etiquettes")))
        assert resultats.total == 2
        assert dict(resultats.facettes["niveaux"]) == {"concertation": 2, "consultation": 1}
        assert dict(resultats.facettes["etiquettes"]) == {"eau": 1, "air": 1}

    def test_no_audience_means_everybody(self, db):
        services.indexer(
            document("tous"),
            document("communes", publics=("commune",)),
            document("epci", publics=("epci", "departement")),
        )
        assert set(trouves("", publics=("commune",))) == {"tous", "communes"}
        assert set(trouves("", publics=("commune", "epci"))) == {"tous", "communes", "epci"}

    @pytest.mark.parametrize("facette", FACETTES)
    def test_every_facet_restricts(self, db, facette):
        un, autre = ("a", "b") if facette in COLONNES_SIMPLES else (("a",), ("b",))
        services.indexer(document("un", **{facette: un}), document("autre", **{facette: autre}))
        assert trouves("", **{facette: ("b",)}) == ["autre"]

    def test_no_size_means_every_size(self, db):
        services.indexer(document("tous"), document("petites", strates=("moins_3500",)))
        assert set(trouves("", strates=("moins_3500",))) == {"tous", "petites"}
        assert trouves("", strates=("plus_100000",)) == ["tous"]


class TestFacettesEnMemoire:
    """What a process keeps is what is committed, whoever wrote it and however it ended."""

    REQUETE = Requete(facettes=("etiquettes",))

    def comptes(self) -> dict[str, int]:
        return dict(chercher(self.REQUETE).facettes["etiquettes"])

    def en_memoire(self) -> Comptes:
        return compter(self.REQUETE, None, trames.a_jour(self.REQUETE.locale))

    def test_they_follow_every_way_of_writing(self, db):
        services.indexer(document("a", etiquettes=("eau",)), document("b", etiquettes=("eau",)))
        assert self.comptes() == {"eau": 2}
        services.indexer(document("b", etiquettes=("air",)))
        assert self.comptes() == {"eau": 1, "air": 1}
        IndexDocument.objects.filter(objet="test:b").update(etiquettes=["sol"])
        assert self.comptes() == {"eau": 1, "sol": 1}
        services.retirer("test:a")
        assert self.comptes() == {"sol": 1}

    def test_they_follow_what_was_given_up(self, db):
        services.indexer(document("a", etiquettes=("eau",)))
        try:
            with transaction.atomic():
                services.indexer(document("b", etiquettes=("air",)))
                assert self.comptes() == {"eau": 1, "air": 1}
                raise InterruptedError
        except InterruptedError:
            assert self.comptes() == {"eau": 1}

    def test_they_follow_the_clock(self, db, monkeypatch):
        dans_une_heure = timezone.now() + timedelta(hours=1)
        services.indexer(document("a", etiquettes=("eau",), expire_le=dans_une_heure))
        assert self.comptes() == {"eau": 1}
        monkeypatch.setattr(trames.timezone, "now", lambda: dans_une_heure)
        assert self.en_memoire() == Comptes(0, {"etiquettes": []})

    def test_they_are_read_once_for_a_version(self, db, django_assert_num_queries):
        services.indexer(document("a", etiquettes=("eau",)))
        self.comptes()
        with django_assert_num_queries(1):
            self.en_memoire()

    def test_old_versions_do_not_pile_up(self, db):
        with connection.cursor() as curseur:
            curseur.execute("INSERT INTO search_ecriture SELECT FROM generate_series(1, 1500)")
            services.indexer(document("a"))
            curseur.execute("SELECT count(*) FROM search_ecriture")
            assert curseur.fetchone()[0] <= 1_001


class TestPages:
    def test_without_words_the_first_page_is_one_query(self, corpus, count_queries):
        requete = Requete(facettes=("nature", "themes"))
        chercher(requete)
        assert count_queries(chercher, requete, index_lu=True) == 1
        for restreinte, total in ((Requete(), len(FICHES)), (Requete(nature=("rien",)), 0)):
            assert count_queries(chercher, restreinte, index_lu=True) == 1
            assert chercher(restreinte).total == total

    def test_signs_only_find_nothing_and_count_nothing(self, corpus):
        trouves = chercher(Requete(texte="!", facettes=("nature",)))
        assert (trouves.total, trouves.facettes) == (0, {"nature": []})

    def test_twenty_at_a_time(self, db):
        services.indexer(*(document(f"p{n}") for n in range(25)))
        assert len(chercher(Requete()).lignes) == 20
        assert len(chercher(Requete(page=2)).lignes) == 5

    @pytest.mark.parametrize("facettes", [(), ("nature",)], ids=["sans compte", "avec"])
    def test_past_the_end_is_the_last_page(self, db, facettes):
        services.indexer(*(document(f"p{n}") for n in range(5)))
        resultats = chercher(Requete(page=99, par_page=2, facettes=facettes))
        assert (resultats.page, resultats.total, len(resultats.lignes)) == (3, 5, 1)
        assert chercher(Requete(page=9, nature=("rien",), facettes=facettes)).total == 0

    def test_costs_the_same_whatever_the_content(self, corpus, count_queries):
        requete = Requete(texte="budget participatif", facettes=("nature", "themes", "niveaux"))
        peu = count_queries(chercher, requete)
        services.indexer(*(document(f"d{n}", f"Budget {n}") for n in range(300)))
        assert count_queries(chercher, requete) == peu <= 4  # facets are read again, in one
        assert count_queries(chercher, requete, index_lu=True) == 2


@pytest.mark.usefixtures("corpus")
class TestSuggestions:
    @pytest.mark.parametrize("texte", ["bud", "BUDGET PART", "lancer un bud", "partici"])
    def test_begin_like_what_is_typed(self, texte):
        assert suggerer(texte)[0].titre == "Lancer un budget participatif"

    @pytest.mark.parametrize("texte", ["oeuv", "œuv", "l'eco", "l’éco"])
    def test_do_not_mind_accents_nor_ligatures(self, texte):
        assert len(suggerer(texte)) == 1

    @pytest.mark.parametrize("texte", ["%", "_", "\\", "'", "\x00", "", "🌳"])
    def test_take_nothing_for_a_pattern(self, texte):
        assert suggerer(texte) == []
