"""Ranking by bounds shows what ranking everything would show, and reads fewer texts."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from search import services
from search.documents import Document
from search.facade import Requete, chercher
from search.moteurs import postgresql, trames
from search.moteurs.comptes import compter
from search.moteurs.question import comprendre
from search.moteurs.rang import score

MOTS = [
    "école",
    "cour",
    "arbre",
    "budget",
    "participatif",
    "habitant",
    "ombre",
    "commune",
    "réunion",
    "fontaine",
]
QUESTIONS = (
    "arbre",
    "cour d'école",
    "budget participatif",
    "arbres dans la cour de l'école",
    "enveloppe citoyenne",  # only a synonym of what is written
    "ombre fontaine inconnu",
)


@pytest.fixture
def corpus(db):
    """Words drawn at random, the first ones often: 150 texts, some long, some alike."""
    hasard = random.Random(7)  # noqa: S311 (a draw that can be drawn again)
    poids = range(len(MOTS), 0, -1)

    def texte(longueur: int) -> str:
        return " ".join(hasard.choices(MOTS, weights=poids, k=longueur))

    maintenant = timezone.now()
    services.indexer(
        *(
            Document(
                objet=f"test:{rang}",
                locale="fr",
                nature="retour" if rang % 3 else "ressource",
                titre=texte(2) if rang % 4 else "Sans rapport",
                resume=texte(hasard.choice([0, 3, 6])),
                corps=texte(hasard.choice([5, 30, 30, 400])),
                chemin=f"/{rang}/",
                themes=("eau",) if rang % 5 else (),
                publie_le=maintenant - timedelta(days=rang % 11),
            )
            for rang in range(150)
        )
    )


def tout_classe(requete: Requete) -> list[str]:
    """Paths of all that answers, by the score of each."""
    question = comprendre(requete.texte, requete.locale)
    ou, points = postgresql._ou(requete), score(question)
    with connection.cursor() as curseur:
        curseur.execute(
            f"SELECT chemin, {points.sql} AS score FROM search_indexdocument "  # noqa: S608
            f"WHERE {ou.sql} AND vecteur @@ %s::tsquery ORDER BY {postgresql.PAR_PERTINENCE}",
            [*points.parametres, *ou.parametres, question.tsquery],
        )
        return [chemin for chemin, _score in curseur.fetchall()]


@pytest.mark.parametrize("nommes", [0, 10_000])
@pytest.mark.parametrize("restreints", [{}, {"nature": ("retour",), "themes": ("eau",)}])
@pytest.mark.parametrize("texte", QUESTIONS)
def test_each_page_is_that_of_the_whole_ranking(corpus, monkeypatch, texte, restreints, nommes):
    monkeypatch.setattr(postgresql, "NOMMES", nommes)
    requete = Requete(texte=texte, par_page=7, **restreints)
    attendus = tout_classe(requete)
    lus = []
    for page in range(1, -(-len(attendus) // 7) + 1):
        trouves = chercher(replace(requete, page=page))
        assert (trouves.page, trouves.total) == (page, len(attendus))
        lus += [ligne.chemin for ligne in trouves.lignes]
    assert lus == attendus != []


@pytest.mark.parametrize("texte", ["arbre", "arbres dans la cour de l'école"])
def test_few_texts_are_read_for_common_words(corpus, texte):
    requete = Requete(texte=texte)
    question = comprendre(texte, "fr")
    retenus = compter(requete, question, question.trame).retenus
    candidats = postgresql._classes(requete, question, retenus, jusqu_a=5)
    with connection.cursor() as curseur:
        curseur.execute(candidats.sql, candidats.parametres)
        lus = len(curseur.fetchall())
    assert 5 <= lus < retenus.bit_count() / 3


def test_the_words_kept_in_memory_are_bounded(corpus, monkeypatch):
    monkeypatch.setattr(trames, "MOTS_GARDES", 2)
    attendus = {mot: tout_classe(Requete(texte=mot)) for mot in MOTS}
    for mot in [*MOTS, *MOTS]:
        trouves = chercher(Requete(texte=mot, par_page=150))
        assert [ligne.chemin for ligne in trouves.lignes] == attendus[mot]
        assert len(trames._gardees["fr"].mots) <= 2


def test_a_word_is_asked_once_of_a_version(corpus, count_queries):
    requete = Requete(texte="fontaine")
    assert count_queries(chercher, requete) == 4  # the words, the index, their documents, the page
    assert count_queries(chercher, requete, index_lu=True) == 2


def test_a_text_in_another_language_is_listed_and_never_ranked(db):
    services.indexer(
        Document(
            objet="test:1",
            locale="fr",
            langue="en",
            nature="retour",
            titre="École",
            chemin="/en/",
            resume="",
        ),
        Document(objet="test:2", locale="fr", nature="retour", titre="École", chemin="/fr/"),
    )
    assert [ligne.chemin for ligne in chercher(Requete(texte="école")).lignes] == ["/fr/"]
