"""The engine that is always there: PostgreSQL's inverted index, then our ranking (rang.py).

Any word is enough to be found; rank does the rest. See docs/adr/0002-recherche.md for the measures.
"""

from dataclasses import replace

from django.db import connection

from search.analyse import LONGUEUR_MAXIMALE, cle_de_tri
from search.facade import CHAMPS_D_UNE_LIGNE, PROCHE, Requete, Resultats, Suggestion
from search.moteurs.filtres import proximite, restrictions, visible
from search.moteurs.marques import colonnes_marquees, resultat
from search.moteurs.question import Question, comprendre
from search.moteurs.rang import score
from search.moteurs.trames import compter

TRIS = {
    "recent": "publie_le DESC NULLS LAST, id",
    "verifie": "verifie_le DESC NULLS LAST, publie_le DESC NULLS LAST, id",
    "titre": "titre_tri, id",
    "reprises": "reprises DESC, publie_le DESC NULLS LAST, id",
    PROCHE: "proche DESC, publie_le DESC NULLS LAST, id",
}
PAR_PERTINENCE = f"score DESC, {TRIS['recent']}"
RESSEMBLANCE = 0.35  # least share of trigrams in common between a word and its correction


class MoteurPostgresql:
    def chercher(self, requete: Requete) -> Resultats:
        demande = requete.texte.strip()
        question = comprendre(demande, requete.locale) if demande else None
        if demande and question is None:
            return Resultats(par_page=requete.par_page)
        if question is None and requete.facettes:
            return _parcourir(requete)
        resultats = _page(requete, question)
        if requete.facettes:
            _total, resultats.facettes = compter(requete, question)
        if question is not None:
            resultats.mots = [terme.libelle for terme in question.termes if not terme.synonyme]
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


def _cherche(question: Question | None) -> tuple[str, list]:
    return ("AND vecteur @@ %s::tsquery", [question.tsquery]) if question else ("", [])


def _parcourir(requete: Requete) -> Resultats:
    """Without words: the total is known with the facets, and the page alone is read."""
    total, facettes = compter(requete, None)
    resultats = Resultats(total=total, par_page=requete.par_page, facettes=facettes)
    resultats.page = min(requete.page, resultats.pages)
    visibles, parametres = visible(requete.locale, requete.acces)
    ou, parametres_ou = restrictions(requete)
    proche, parametres_proche = proximite(requete)
    marques, _aucun = colonnes_marquees(None)
    with connection.cursor() as curseur:
        curseur.execute(
            f"SELECT {proche} AS proche, {', '.join(CHAMPS_D_UNE_LIGNE)}, {marques} "  # noqa: S608
            f"FROM search_indexdocument WHERE {visibles} AND {ou} "
            f"ORDER BY {TRIS.get(requete.tri, TRIS['recent'])} LIMIT %s OFFSET %s",
            [
                *parametres_proche,
                *parametres,
                *parametres_ou,
                requete.par_page,
                (resultats.page - 1) * requete.par_page,
            ],
        )
        resultats.lignes = [resultat(ligne[1:]) for ligne in curseur.fetchall()]
    return resultats


def _page(requete: Requete, question: Question | None) -> Resultats:
    with connection.cursor() as curseur:
        curseur.execute(*_sql_de_la_page(requete, question))
        lignes = curseur.fetchall()
    if not lignes and requete.page > 1:
        return _derniere_page(requete, question)
    return Resultats(
        total=lignes[0][0] if lignes else 0,
        page=requete.page,
        par_page=requete.par_page,
        lignes=[resultat(ligne[1:]) for ligne in lignes],
    )


def _sql_de_la_page(requete: Requete, question: Question | None) -> tuple[str, list]:
    """Its lines, in order, each with the total before its own columns."""
    visibles, parametres = visible(requete.locale, requete.acces)
    ou, parametres_ou = restrictions(requete)
    cherche, parametres_cherche = _cherche(question)
    points, parametres_points = score(question)
    proche, parametres_proche = proximite(requete)
    par_pertinence = question is not None and requete.tri == "pertinence"
    ordre = PAR_PERTINENCE if par_pertinence else TRIS.get(requete.tri, TRIS["recent"])
    marques, parametres_marques = colonnes_marquees(question)
    sql = f"""
      WITH trouves AS (
        SELECT id, {points} AS score, {proche} AS proche, titre_tri, publie_le, verifie_le, reprises
        FROM (
          -- the vector is long and stored apart: fetched once here, read many times above
          SELECT id, vecteur || '' AS vecteur, longueur, titre_tri, publie_le, verifie_le,
            profil, reprises
          FROM search_indexdocument WHERE {visibles} AND {ou} {cherche} OFFSET 0
        ) AS documents
      ), page AS (
        SELECT id, count(*) OVER () AS total, row_number() OVER (ORDER BY {ordre}) AS rang
        FROM trouves ORDER BY rang LIMIT %s OFFSET %s
      )
      SELECT total, {", ".join(CHAMPS_D_UNE_LIGNE)}, {marques}
      FROM page JOIN search_indexdocument USING (id) ORDER BY rang
    """  # noqa: S608 (only our own constants are interpolated)
    return sql, [
        *parametres_points,
        *parametres_proche,
        *parametres,
        *parametres_ou,
        *parametres_cherche,
        requete.par_page,
        (requete.page - 1) * requete.par_page,
        *parametres_marques,
    ]


def _derniere_page(requete: Requete, question: Question | None) -> Resultats:
    """Past the end: the last page there is."""
    premiere = _page(replace(requete, page=1), question)
    return _page(replace(requete, page=premiere.pages), question) if premiere.total else premiere


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
