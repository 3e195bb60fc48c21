"""The picker's search: a name as people type it, an INSEE code, a postcode, a SIREN.

Three short questions rather than a long one, each of which an index answers, and which stop at ten
rows: that very name; the names that begin so; the rows where every word typed begins a word. Who
has nothing is offered the nearest names.
"""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, Q, QuerySet, Value, When

from communautes.territoires.models import Collectivite
from communautes.territoires.noms import ABREGES, ARTICLES, mots, normaliser
from home.territoires import NOMS_DEPARTEMENTS

PROPOSEES = 10
MOTS_AU_PLUS = 8
SIGNES_AU_PLUS = 100
MINIMUM = 2  # signs before anything is looked up
# Rarely what tells two names apart, and in thousands of them.
_VIDES = ARTICLES | {"d", "de", "des", "du", "en", "et", "sur", "sous", "aux"}
_CORSES = {"20a": "2A", "20b": "2B"}
# Who answers to one name: the commune first, then who has it in its name.
_ORDRE = {"commune": 0, "particuliere": 1, "epci": 2, "departement": 3, "region": 4, "ept": 5}


def chercher(
    texte: str, *, types: tuple[str, ...] = (), au_plus: int = PROPOSEES
) -> list[Collectivite]:
    """The likeliest first; only those that deliberate. One more than is shown tells of others."""
    lus = mots(texte[:SIGNES_AU_PLUS])[:MOTS_AU_PLUS]
    if len("".join(lus)) < MINIMUM:
        return []
    possibles = Collectivite.objects.qui_deliberent()
    if types:
        possibles = possibles.filter(type__in=types)
    trouvees: dict[int, None] = {}
    for question in _questions(possibles, lus):
        manquent = au_plus - len(trouvees)
        if manquent:
            reste = question.exclude(pk__in=list(trouvees)) if trouvees else question
            trouvees |= dict.fromkeys(reste.values_list("pk", flat=True)[:manquent])
    if not trouvees:
        approchants = _approchants(possibles, lus).values_list("pk", flat=True)
        trouvees = dict.fromkeys(approchants[:au_plus])
    lues = Collectivite.objects.pour_cartes().in_bulk(list(trouvees)) if trouvees else {}
    return [lues[pk] for pk in trouvees]


def _questions(possibles: QuerySet, lus: list[str]) -> list[QuerySet]:
    """From the likeliest rows to the others."""
    place = Case(*(When(type=t, then=Value(n)) for t, n in _ORDRE.items()), default=Value(9))
    les_plus_grandes = (F("population").desc(nulls_last=True), "pk")
    numeros = [mot for mot in lus if any(signe.isdigit() for signe in mot)]
    nom = normaliser(" ".join(mot for mot in lus if mot not in numeros))
    precises = [Q(recherche__contains=f" {numero}") for numero in numeros]
    questions = []
    if numeros and not nom:
        exact = Q(code=numeros[0].upper()) | Q(siren=numeros[0])
        questions.append(possibles.filter(exact).order_by(place, "pk"))
        departement = _CORSES.get(numeros[0], numeros[0]).upper()
        if departement in NOMS_DEPARTEMENTS:
            exerce = Q(exerce_pour__type="departement", exerce_pour__code=departement)
            questions.append(possibles.filter(exerce))
    if nom:
        questions += [
            possibles.filter(*precises, nom_normalise=nom).order_by(place, *les_plus_grandes),
            possibles.filter(*precises, nom_normalise__startswith=nom).order_by(*les_plus_grandes),
        ]
    ordre = les_plus_grandes if nom else (place, *les_plus_grandes)
    return [*questions, possibles.filter(_tous_les_mots(lus)).order_by(*ordre)]


def _tous_les_mots(lus: list[str]) -> Q:
    """Words without weight count only when there is nothing else, or when they end the question."""
    pleins = [mot for mot in lus[:-1] if mot not in _VIDES]
    condition = Q()
    for mot in [*pleins, *([lus[-1]] if not pleins or lus[-1] not in _VIDES else [])]:
        commence = Q(recherche__contains=f" {mot}")
        if mot in ABREGES:
            commence |= Q(recherche__contains=f" {ABREGES[mot]}")
        condition &= commence
    return condition


def _approchants(possibles: QuerySet, lus: list[str]) -> QuerySet:
    """« marseile », « strassbourg »: names that share most of their letters."""
    nom = normaliser(" ".join(mot for mot in lus if not mot.isdigit()))
    if len(nom) < 4:
        return possibles.none()
    return (
        possibles.filter(nom_normalise__trigram_similar=nom)
        .annotate(proche=TrigramSimilarity("nom_normalise", nom))
        .order_by("-proche", F("population").desc(nulls_last=True), "pk")
    )
