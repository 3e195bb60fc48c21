"""How search finds a meeting: what anybody may read of it, never the link of its video."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from communautes.agenda.models import Rencontre
from home.texte_riche import en_texte
from search import services
from search.documents import Document


def cle(pk: int) -> str:
    return f"agenda.rencontre:{pk}"


def document(rencontre: Rencontre) -> Document:
    from django.utils.translation import override

    with override("fr"):
        resume = f"{rencontre.dates_en_mots}. {rencontre.lieu}".strip()
        chemin = rencontre.get_absolute_url()
    return Document(
        objet=cle(rencontre.pk),
        locale="fr",
        nature="rencontre",
        titre=rencontre.titre,
        chemin=chemin,
        resume=resume[:250],
        corps=en_texte(rencontre.texte),
        langue="fr",
        publie_le=rencontre.annoncee_le,
        maj_le=rencontre.modifiee_le,
        expire_le=rencontre.communaute.expire_at if rencontre.communaute else None,
        carte={"pictogramme": "calendrier", "accent": "blue-ecume"},
    )


def documents() -> Iterator[Document]:
    visibles = Rencontre.objects.ouvertes_a_tous().annoncees().select_related("communaute")
    for rencontre in visibles.iterator(chunk_size=200):
        yield document(rencontre)


def indexer(pk: int) -> None:
    visibles = Rencontre.objects.ouvertes_a_tous().annoncees().select_related("communaute")
    lue = visibles.filter(pk=pk).first()
    if lue is None:
        services.retirer(cle(pk))
    else:
        services.indexer(document(lue))


def indexer_apres_validation(rencontre: Rencontre) -> None:
    """Asked once the transaction is committed, so that it sees what readers see."""
    transaction.on_commit(partial(indexer, rencontre.pk))


def communautes_apres_validation(communautes) -> None:
    """`communautes()`: a query, asked once it is committed: what becomes private is forgotten."""

    def faire() -> None:
        leurs = Rencontre.objects.filter(communaute__in=communautes())
        for pk in leurs.values_list("pk", flat=True):
            indexer(pk)

    transaction.on_commit(faire)
