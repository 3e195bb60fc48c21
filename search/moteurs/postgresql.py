"""The engine that is always there: PostgreSQL's inverted index, then our ranking (rang.py).

Any word is enough to be found; rank does the rest. See docs/adr/0002-recherche.md for the measures.
"""

from django.db import connection

from search.analyse import LONGUEUR_MAXIMALE, cle_de_tri
from search.facade import (
    CHAMPS_D_UNE_LIGNE,
    PROCHE,
    Requete,
    Resultat,
    Resultats,
    Suggestion,
)
from search.moteurs.comptes import compter
from search.moteurs.filtres import proximite, restrictions, visible
from search.moteurs.marques import colonnes_marquees, resultat
from search.moteurs.question import Question, comprendre
from search.moteurs.rang import Morceau, bornes, score
from search.moteurs.trames import VERSION, Trame, a_jour

TRIS = {
    "recent": "publie_le DESC NULLS LAST, id",
    "verifie": "verifie_le DESC NULLS LAST, publie_le DESC NULLS LAST, id",
    "titre": "titre_tri, id",
    "reprises": "reprises DESC, publie_le DESC NULLS LAST, id",
    PROCHE: "proche DESC, publie_le DESC NULLS LAST, id",
}
NOMMES = 3_000  # documents: found one by one; more are found sooner by reading every line
PAR_PERTINENCE = f"score DESC, {TRIS['recent']}"
RESSEMBLANCE = 0.35  # least share of trigrams in common between a word and its correction


class MoteurPostgresql:
    def chercher(self, requete: Requete) -> Resultats:
        demande = requete.texte.strip()
        if not demande:
            return _parcourir(requete)
        question = comprendre(demande, requete.locale)
        if question is None:
            sans = {facette: [] for facette in requete.facettes}
            return Resultats(par_page=requete.par_page, facettes=sans)
        resultats = _repondre(requete, question, question.trame)
        resultats.mots = [terme.libelle for terme in question.propres]
        if question.inconnus:
            resultats.correction = _corriger(requete, question)
        return resultats

    def suggerer(
        self, texte: str, *, locale: str, acces: tuple[str, ...], nombre: int
    ) -> list[Suggestion]:
        mots = cle_de_tri(texte[:LONGUEUR_MAXIMALE]).split()[:8]
        if not mots:
            return []
        ou, parametres = visible(locale, acces)
        debuts = " AND ".join("(' ' || titre_tri) LIKE %s" for _ in mots)
        with connection.cursor() as curseur:
            curseur.execute(
                "SELECT titre, chemin, nature FROM search_indexdocument "  # noqa: S608
                f"WHERE {ou} AND langue = locale AND {debuts} "
                "ORDER BY titre_tri LIKE %s DESC, length(titre_tri), id LIMIT %s",
                [*parametres, *(f"% {mot}%" for mot in mots), f"{' '.join(mots)}%", nombre],
            )
            return [Suggestion(*ligne) for ligne in curseur.fetchall()]


def _parcourir(requete: Requete) -> Resultats:
    """Without words. The first page is read before it is counted: it says the version of the index,
    in one query."""
    if requete.page > 1:
        return _repondre(requete, None, a_jour(requete.locale))
    lignes, version = _lire(requete, None, debut=0)
    if not requete.facettes and len(lignes) < requete.par_page:  # that is all there is
        return Resultats(len(lignes), par_page=requete.par_page, lignes=lignes)
    comptes = compter(requete, None, a_jour(requete.locale, version))
    return Resultats(
        comptes.total, par_page=requete.par_page, lignes=lignes, facettes=comptes.facettes
    )


def _repondre(requete: Requete, question: Question | None, trame: Trame) -> Resultats:
    """Past the end: the last page there is."""
    comptes = compter(requete, question, trame)
    resultats = Resultats(comptes.total, par_page=requete.par_page, facettes=comptes.facettes)
    resultats.page = min(requete.page, resultats.pages)
    if resultats.total:
        debut = (resultats.page - 1) * requete.par_page
        resultats.lignes, _version = _lire(requete, question, debut, comptes.retenus)
    return resultats


def _lire(
    requete: Requete, question: Question | None, debut: int, retenus: int = 0
) -> tuple[list[Resultat], str]:
    """The lines of a page, in order, from that one on; at which version, when there are any."""
    if question is not None and requete.tri == "pertinence":
        ordre = PAR_PERTINENCE
        source = _classes(requete, question, retenus, debut + requete.par_page)
    else:
        ordre = TRIS.get(requete.tri, TRIS["recent"])
        source = _tries(requete, question)
    marques, parametres_marques = colonnes_marquees(question)
    with connection.cursor() as curseur:
        curseur.execute(
            f"WITH page AS ({source.sql} ORDER BY {ordre} LIMIT %s OFFSET %s) "  # noqa: S608
            f"SELECT {VERSION}, {', '.join(CHAMPS_D_UNE_LIGNE)}, {marques} "
            f"FROM page JOIN search_indexdocument USING (id) ORDER BY {ordre}",
            [*source.parametres, requete.par_page, debut, *parametres_marques],
        )
        lignes = curseur.fetchall()
    return [resultat(ligne[1:]) for ligne in lignes], lignes[0][0] if lignes else ""


def _tries(requete: Requete, question: Question | None) -> Morceau:
    """SELECT id, proche of what answers, which is then sorted by columns of the index."""
    proche, parametres_proche = proximite(requete)
    ou = _ou(requete)
    if question is not None:
        ou = Morceau(f"{ou.sql} AND vecteur @@ %s::tsquery", [*ou.parametres, question.tsquery])
    return Morceau(
        f"SELECT id, {proche} AS proche FROM search_indexdocument WHERE {ou.sql}",  # noqa: S608
        [*parametres_proche, *ou.parametres],
    )


def _classes(requete: Requete, question: Question, retenus: int, jusqu_a: int) -> Morceau:
    """SELECT id, score of all that can be among the `jusqu_a` first of what answers.

    The inverted index is not asked again: to be sure of a common word, PostgreSQL reads every text.
    """
    ou = _ou(requete)
    lignes = Morceau(
        "SELECT id, vecteur_bref, longueur, titre_tri FROM search_indexdocument "  # noqa: S608
        f"WHERE {ou.sql} AND vecteur_bref IS NOT NULL",
        ou.parametres,
    )
    if retenus.bit_count() <= NOMMES:
        lignes.sql += " AND id = ANY(%s::bigint[])"
        lignes.parametres = [*lignes.parametres, question.trame.tableau(retenus)]
    bornees, points = bornes(question, lignes, retenus), score(question)
    sql = f"""
      SELECT id, {points.sql} AS score FROM (
        WITH bornes AS MATERIALIZED ({bornees.sql}),
        candidats AS MATERIALIZED (
          SELECT id AS candidat FROM bornes WHERE haut > 0 AND haut >= (
            SELECT min(bas) FROM (SELECT bas FROM bornes ORDER BY bas DESC LIMIT %s) AS premiers
          )
        )
        SELECT document.* FROM candidats, LATERAL (
          -- the vector is long and stored apart: fetched once here, read many times above
          SELECT id, vecteur || '' AS vecteur, longueur, titre_tri, publie_le
          FROM search_indexdocument WHERE id = candidat OFFSET 0
        ) AS document
        WHERE vecteur @@ %s::tsquery OFFSET 0
      ) AS classes
    """  # noqa: S608 (only our own constants)
    return Morceau(sql, [*points.parametres, *bornees.parametres, jusqu_a, question.tsquery])


def _ou(requete: Requete) -> Morceau:
    """What the reader may see, and what they restricted."""
    visibles, parametres = visible(requete.locale, requete.acces)
    ou, parametres_ou = restrictions(requete)
    return Morceau(f"{visibles} AND {ou}", [*parametres, *parametres_ou])


def _corriger(requete: Requete, question: Question) -> str:
    """The question with each unknown word replaced by the closest word of a title one may read."""
    ou, parametres = visible(requete.locale, requete.acces)
    inconnus = {mot: cle_de_tri(mot) for mot in question.inconnus}
    with connection.cursor() as curseur:
        curseur.execute(
            f"""
            SELECT i.mot, (
              SELECT m FROM search_indexdocument, regexp_split_to_table(titre_tri, ' ') AS m
              WHERE {ou} AND langue = locale
                AND word_similarity(i.mot, titre_tri) >= %s AND similarity(m, i.mot) >= %s
              ORDER BY similarity(m, i.mot) DESC, m LIMIT 1
            ) FROM unnest(%s::text[]) AS i(mot)
            """,  # noqa: S608
            [*parametres, RESSEMBLANCE, RESSEMBLANCE, list(inconnus.values())],
        )
        proches = {mot: proche for mot, proche in curseur.fetchall() if proche}
    mots = [proches.get(inconnus.get(mot, ""), mot) for mot in question.texte.split()]
    corrigee = " ".join(mots)
    return corrigee if corrigee != question.texte else ""
