"""Search knows the questions of public communities, and of no other; written once committed."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import override

from communautes.adhesions.models import CommunautePage, CommunauteTheme
from communautes.adhesions.referentiels import Visibilite
from communautes.discussions.models import Discussion, Reponse
from home.langues.lecture import SOURCE
from home.texte_riche import en_texte
from home.visibilite import publiques
from search import services
from search.documents import Document

CORPS = 20_000  # signs of its replies


def cle(pk: int) -> str:
    return f"discussions.discussion:{pk}"


def publiques_a_indexer():
    """What everybody reads, without an account."""
    ouvertes = publiques(CommunautePage.objects.sources().filter(visibilite=Visibilite.PUBLIQUE))
    return Discussion.objects.lus_de_tous().filter(communaute__in=ouvertes)


def documents() -> Iterator[Document]:
    for discussion in _lues(publiques_a_indexer()).iterator(chunk_size=100):
        yield document(discussion)


def _lues(discussions):
    themes = CommunauteTheme.objects.select_related("theme").order_by("sort_order")
    reponses = Reponse.objects.lus_de_tous().order_by("ecrit_le", "pk")
    return discussions.select_related("communaute__locale").prefetch_related(
        Prefetch("communaute__themes_lies", queryset=themes),
        Prefetch("reponses", queryset=reponses, to_attr="lues"),
    )


def document(discussion: Discussion) -> Document:
    communaute = discussion.communaute
    themes = [lien.theme for lien in communaute.themes_lies.all()]
    principal = themes[0] if themes else None
    texte = en_texte(discussion.texte)
    suite = " ".join(en_texte(reponse.texte) for reponse in discussion.lues)[:CORPS]
    return Document(
        objet=cle(discussion.pk),
        locale=SOURCE,
        nature="discussion",
        sous_nature=str(discussion.etat),
        titre=discussion.titre,
        chemin=_adresse(discussion),
        resume=texte[:200],
        corps=f"{texte} {suite}",
        themes=tuple(str(theme.translation_key) for theme in themes),
        langue=SOURCE,
        publie_le=discussion.ecrit_le,
        maj_le=discussion.active_le,
        expire_le=communaute.expire_at,
        carte={
            "pictogramme": "question",
            "accent": principal.accent if principal else "blue-ecume",
            "reponses": len(discussion.lues),
        },
    )


def _adresse(discussion: Discussion) -> str:
    """Whatever the language of who writes."""
    with override(SOURCE):
        return discussion.get_absolute_url()


def indexer(pks) -> None:
    """Write or remove each of these, now."""
    pks = set(pks)
    lues = list(_lues(publiques_a_indexer().filter(pk__in=pks)))
    services.indexer(*map(document, lues))
    for pk in pks - {lue.pk for lue in lues}:
        services.retirer(cle(pk))


def apres_validation(pk: int) -> None:
    transaction.on_commit(partial(indexer, [pk]))


def communautes_apres_validation(communautes) -> None:
    """`communautes()`: a query, asked once it is committed: what becomes private is forgotten."""

    def faire() -> None:
        indexer(
            Discussion.objects.filter(communaute__in=communautes()).values_list("pk", flat=True)
        )

    transaction.on_commit(faire)
