"""How search finds a retour: those that everybody reads and that are not archived; in French."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.utils.translation import override

from communautes.retours import cartes, comme_la_mienne
from communautes.retours.models import RetourExperience
from home.langues.lecture import SOURCE
from home.territoires import jeton_departement, jeton_region
from home.texte_riche import en_texte
from search import services
from search.documents import Document

NATURE = "retour"
EN_COURS = "en_cours"  # a duration that grows by itself: the index would be wrong some day
INCONNUE = "inconnue"  # a size: said, since none at all would mean « for every size »
TEXTES = ("contexte", "fait", "appris", "resultats", "echecs", "transposition")


def cle(pk: int) -> str:
    return f"retours.retourexperience:{pk}"


def documents() -> Iterator[Document]:
    for retour in _lus(RetourExperience.objects.visibles()).iterator(chunk_size=200):
        yield document(retour)


def _lus(retours):
    return retours.pour_page().prefetch_related("etiquetages__tag")


def document(retour: RetourExperience) -> Document:
    themes = [lien.theme for lien in retour.themes_lies.all()]
    auteures = retour.auteures_acceptees
    with override(SOURCE):
        chemin = retour.get_absolute_url()
    return Document(
        objet=cle(retour.pk),
        locale=SOURCE,
        nature=NATURE,
        sous_nature=retour.format,
        titre=retour.titre,
        chemin=chemin,
        resume=retour.chapo,
        corps=" ".join(
            [
                *(en_texte(getattr(retour, champ)) for champ in TEXTES),
                *(ligne.nom for ligne in auteures),
            ]
        ),
        themes=tuple(str(theme.translation_key) for theme in themes),
        etiquettes=tuple(lien.tag.name for lien in retour.etiquetages.all()),
        niveaux=tuple(filter(None, [retour.niveau])),
        publics=tuple(sorted({ligne.type for ligne in auteures if ligne.type})),
        strates=tuple(sorted({ligne.strate or INCONNUE for ligne in auteures})),
        territoires=tuple(_jetons(auteures)),
        couts=tuple(filter(None, [retour.cout])),
        durees=_durees(retour),
        annees=tuple(str(annee) for annee in [retour.annee] if annee),
        profil=tuple(comme_la_mienne.profil_du_retour(auteures)),
        reprises=retour.parcours.nombre_de_reprises,
        langue=SOURCE,
        publie_le=retour.first_published_at,
        maj_le=retour.last_published_at,
        expire_le=retour.expire_at,
        verifie_le=retour.parcours.verifie_le,
        carte=cartes.faits(retour),
    )


def _durees(retour: RetourExperience) -> tuple[str, ...]:
    if retour.debut is None:
        return ()
    return (retour.duree if retour.fin else EN_COURS,)


def _jetons(auteures) -> list[str]:
    regions = {jeton_region(ligne.region) for ligne in auteures if ligne.region}
    departements = {jeton_departement(code) for ligne in auteures for code in ligne.departements}
    return sorted(regions | departements)


def indexer(pks) -> None:
    """Write or remove each of these, now."""
    pks = set(pks)
    lus = list(_lus(RetourExperience.objects.visibles().filter(pk__in=pks)))
    services.indexer(*map(document, lus))
    for pk in pks - {lu.pk for lu in lus}:
        services.retirer(cle(pk))


def apres_validation(pk: int) -> None:
    transaction.on_commit(partial(indexer, [pk]))
