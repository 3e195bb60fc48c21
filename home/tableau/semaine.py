"""« Cette semaine »: what came out, what will, what expires, what is to be read again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, DateTimeField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from home.fraicheur.models import Suivi
from home.listes import registre as listes

JOURS = timedelta(days=7)
MONTREES = 8  # of each kind

PUBLIE, PROGRAMME, EXPIRE, A_REVOIR = range(4)
TITRES = {
    PUBLIE: _("Publié ces sept derniers jours"),
    PROGRAMME: _("Sera publié dans les sept jours"),
    EXPIRE: _("Expire dans les sept jours"),
    A_REVOIR: _("À revoir dans les sept jours"),
}
COLONNES = ("sorte", "quand", "titre_lu", "type_lu", "cle_lue")


@dataclass(frozen=True)
class Evenement:
    quand: datetime
    titre: str
    adresse: str


@dataclass(frozen=True)
class Groupe:
    titre: str
    evenements: list[Evenement]
    davantage: bool


def groupes(request) -> list[Groupe]:
    """One query, whatever the base; kinds without anything are absent."""
    requetes = _requetes(request)
    if not requetes:
        return []
    lues = requetes[0].union(*requetes[1:], all=True)
    par_sorte: dict[int, list] = {sorte: [] for sorte in TITRES}
    for sorte, quand, titre, type_lu, cle in lues:
        par_sorte[sorte].append((quand, titre, type_lu, cle))
    return [_groupe(sorte, lignes) for sorte, lignes in par_sorte.items() if lignes]


def _groupe(sorte: int, lignes: list) -> Groupe:
    lignes = sorted(lignes, key=lambda ligne: ligne[0], reverse=sorte == PUBLIE)
    return Groupe(
        str(TITRES[sorte]),
        [Evenement(quand, titre, _adresse(t, cle)) for quand, titre, t, cle in lignes[:MONTREES]],
        len(lignes) > MONTREES,
    )


def _requetes(request) -> list:
    maintenant = timezone.now()
    debut, fin = maintenant - JOURS, maintenant + JOURS
    modeles = listes.modeles_ouverts(request)
    requetes = []
    for modele in modeles:
        objets = listes.lignes(modele, request, {})
        sortis = objets.filter(live=True, first_published_at__range=(debut, maintenant))
        expirent = objets.filter(live=True, expire_at__range=(maintenant, fin))
        requetes += [
            _evenements(sortis, PUBLIE, "-first_published_at"),
            _evenements(expirent, EXPIRE, "expire_at"),
        ]
        if issubclass(modele, Suivi):
            a_revoir = objets.a_suivre().a_revoir_avant(timezone.localdate() + JOURS)
            requetes.append(_evenements(a_revoir, A_REVOIR, "a_revoir_le"))
    return [*requetes, _programmees(modeles, maintenant, fin)] if modeles else []


def _evenements(objets, sorte: int, champ: str):
    """The first ones, and one more to know whether there are others."""
    lus = objets.order_by(champ).annotate(
        sorte=Value(sorte),
        quand=Cast(champ.removeprefix("-"), DateTimeField()),
        titre_lu=Cast(listes.champ_du_titre(objets.model), TextField()),
        type_lu=Value(ContentType.objects.get_for_model(objets.model).pk),
        cle_lue=Cast("pk", BigIntegerField()),
    )
    return lus.values_list(*COLONNES)[: MONTREES + 1]


def _programmees(modeles: list[type], maintenant, fin):
    types = ContentType.objects.get_for_models(*modeles).values()
    revisions = Revision.objects.filter(
        content_type__in=[un.pk for un in types], approved_go_live_at__range=(maintenant, fin)
    )
    lues = revisions.order_by("approved_go_live_at").annotate(
        sorte=Value(PROGRAMME),
        quand=F("approved_go_live_at"),
        titre_lu=F("object_str"),
        type_lu=Cast("content_type_id", IntegerField()),
        cle_lue=Cast("object_id", BigIntegerField()),
    )
    return lues.values_list(*COLONNES)[: MONTREES + 1]


def _adresse(type_lu: int, cle: int) -> str:
    modele = ContentType.objects.get_for_id(type_lu).model_class()
    if issubclass(modele, Page):
        return reverse("wagtailadmin_pages:edit", args=[cle])
    return reverse(modele.snippet_viewset.get_url_name("edit"), args=[cle])
