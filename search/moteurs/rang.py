"""The score of a document for a question, as one SQL expression."""

from search.analyse import cle_de_tri
from search.moteurs.question import Question

POIDS_CLASSES = "{0.25, 0.3, 0.6, 1.0}"  # D body, C unused, B summary and tags, A title
PART_LONGUEUR = 0.25  # how much a long document is lowered (BM25's b)
PART_COUVERTURE = 0.6  # how much depends on how many of the words are there
PRIME_TITRE = 0.5  # added share when the title has every word
PRIME_TITRE_EXACT = 2.0  # added share when the title is the question


def score(question: Question | None) -> tuple[str, list]:
    """(SQL, parameters); 0 without a question."""
    if question is None:
        return "0", []
    propres = [terme for terme in question.termes if not terme.synonyme]
    somme, couverture, parametres = [], [], []
    for terme in question.termes:
        points = "%s * ts_rank(%s::real[], vecteur, %s::tsquery)"
        parametres += [terme.idf * terme.poids, POIDS_CLASSES, terme.tsquery]
        if terme.est_une_suite:  # ts_rank counts its words wherever they stand
            points += " * (vecteur @@ %s::tsquery)::int"
            parametres.append(terme.tsquery)
        somme.append(points)
    for terme in propres:
        couverture.append("%s * (vecteur @@ %s::tsquery)::int")
        parametres += [terme.idf, terme.tsquery]
    tous_au_titre = " & ".join(f"({terme.dans('A')})" for terme in propres) or "''"
    total = sum(terme.idf for terme in propres) or 1.0
    sql = f"""
      ({" + ".join(somme)})
      * (1 - {PART_COUVERTURE} + {PART_COUVERTURE} * ({" + ".join(couverture) or "0"}) / %s)
      / (1 - {PART_LONGUEUR} + {PART_LONGUEUR} * longueur / %s)
      * (1 + {PRIME_TITRE} * (vecteur @@ %s::tsquery)::int
           + {PRIME_TITRE_EXACT} * (titre_tri = %s)::int)
    """
    moyenne = max(question.moyenne, 1.0)
    return sql, [*parametres, total, moyenne, tous_au_titre, cle_de_tri(question.texte)]
