"""Shows the words found in their context. Text is escaped; only our own marks become tags."""

import json
import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.facade import CHAMPS_D_UNE_LIGNE, Resultat
from search.moteurs.question import Question

OUVRE, FERME = "\x02", "\x03"  # cannot be in a text: services and PostgreSQL's input refuse them
OPTIONS_TITRE = f"HighlightAll=true, StartSel={OUVRE}, StopSel={FERME}"
OPTIONS_EXTRAIT = (
    f'MaxFragments=2, MaxWords=28, MinWords=12, FragmentDelimiter=" … ", '
    f"StartSel={OUVRE}, StopSel={FERME}"
)
_MOT_COUPE = re.compile(r"[\s,;:«(]+\w{0,2}$")
SIGNES_LUS = 20_000  # of a body: the words in context are looked for there


def colonnes_marquees(question: Question | None) -> tuple[str, list]:
    """SQL of the marked title, of the extract, and of the synonym that explains the result."""
    if question is None:
        return "titre, '', ''", []
    titre = "ts_headline(%s::regconfig, titre, %s::tsquery, %s)"
    extrait = (
        f"ts_headline(%s::regconfig, resume || ' ' || left(corps, {SIGNES_LUS}), %s::tsquery, %s)"
    )
    raison, parametres_raison = _raison(question)
    config, tsquery = question.config, question.tsquery
    marques = [config, tsquery, OPTIONS_TITRE, config, tsquery, OPTIONS_EXTRAIT]
    return f"{titre}, {extrait}, {raison}", [*marques, *parametres_raison]


def _raison(question: Question) -> tuple[str, list]:
    """Nothing when a word asked is there; else the first synonym that is."""
    synonymes = [terme for terme in question.termes if terme.synonyme]
    propres = " | ".join(terme.tsquery for terme in question.propres)
    if not synonymes or not propres:
        return "''", []
    cas = " ".join("WHEN vecteur @@ %s::tsquery THEN %s" for _ in synonymes)
    parametres = [valeur for terme in synonymes for valeur in (terme.tsquery, terme.libelle)]
    return f"CASE WHEN vecteur @@ %s::tsquery THEN '' {cas} ELSE '' END", [propres, *parametres]


def resultat(ligne: tuple) -> Resultat:
    """A row of the engine's query, in the order of CHAMPS_D_UNE_LIGNE then the three columns."""
    champs = dict(zip(CHAMPS_D_UNE_LIGNE, ligne[:-3], strict=True))
    titre, extrait, raison = ligne[-3:]
    return Resultat(
        **champs | {"carte": json.loads(champs["carte"])},
        titre_marque=_marquer(titre),
        extrait=_marquer(_en_contexte(extrait)),
        raison=raison,
    )


def _en_contexte(extrait: str) -> str:
    """Nothing without a word found (the summary says more); where it was cut is said."""
    if OUVRE not in extrait:
        return ""
    extrait = extrait.strip()
    if not extrait.endswith((".", "!", "?")):
        extrait = _MOT_COUPE.sub("", extrait) + " …"
    return extrait if extrait.lstrip(OUVRE)[:1].isupper() else f"… {extrait}"


def _marquer(texte: str) -> SafeString:
    propre = str(escape(texte)).replace(OUVRE, "<mark>").replace(FERME, "</mark>")
    return mark_safe(propre)  # noqa: S308 (escaped above)
