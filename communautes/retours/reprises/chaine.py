"""The chain of experiences of a retour: what it comes from, who took it up, who is trying now."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communautes.moderation.permissions import laisse_lire
from communautes.retours.faits import qui_et_ou
from communautes.retours.models import LienDExperience, RetourExperience
from home.fraicheur.dates import plus_mois

Nature = LienDExperience.Nature
MAILLONS, NOMS = 8, 12  # shown; beyond, their number
MOIS_D_ATTENTE = 3  # after the question « et alors ? »
LIABLES = 40


@dataclass
class Maillon:
    """One box. `bilan`: what its collectivité answered to « et alors ? »; `attendu`: not yet."""

    quoi: str
    titre: str = ""
    adresse: str = ""
    qui: str = ""
    bilan: object = None
    attendu: bool = False


@dataclass
class Chaine:
    avant: list[Maillon] = field(default_factory=list)
    apres: list[Maillon] = field(default_factory=list)
    reste: int = 0  # of `apres`, not shown

    def __bool__(self) -> bool:
        return bool(self.avant or self.apres)


def liens_de(retour: RetourExperience) -> list[LienDExperience]:
    """All those that are in force, both ways; one query."""
    liens = LienDExperience.objects.actifs().filter(Q(vers=retour) | Q(retour=retour))
    return list(
        liens.select_related("collectivite", "bilan__auteur").defer(
            "collectivite__recherche", "collectivite__emails_officiels"
        )
    )


def chaine_de(retour: RetourExperience, liens: Iterable[LienDExperience], personne) -> Chaine:
    """Out of `liens_de`; two queries more: the retours at the other end, and who signs them."""
    liens = list(liens)
    cles = {un.vers_id for un in liens} | {un.retour_id for un in liens}
    lus = RetourExperience.objects.lisibles().filter(pk__in=cles - {None, retour.pk})
    autres = {un.pk: un for un in lus.pour_la_chaine()}
    recus = [un for un in liens if un.vers_id == retour.pk]
    for un in recus:
        un.vers = retour
    donnes = [un for un in liens if un.retour_id == retour.pk and un.vers_id in autres]
    avant = [_ecrit(_d_ou(un), autres[un.vers_id], un) for un in donnes]
    ecrits = [un for un in recus if un.retour_id in autres]
    apres = [_ecrit(_vers_ou(un), autres[un.retour_id], un) for un in ecrits]
    racontees = {(un.collectivite_id, un.nature) for un in ecrits}
    seuls = [
        un
        for un in recus
        if un.retour_id is None and (un.collectivite_id, un.nature) not in racontees
    ]
    muets, attendus, inspires = [], [], []
    for un in seuls:
        if _a_dit(un, personne):
            apres.append(_avec_des_nouvelles(un))
        elif un.nature != Nature.INSPIRE_DE:
            muets.append(un)
        elif _en_attend_on(un, retour):
            attendus.append(un)
        else:
            inspires.append(un)
    apres += _qui_essaient(attendus) + _qui_s_en_inspirent(inspires)
    apres += _qui_l_ont_vecu([un for un in muets if un.nature == Nature.SIMILAIRE])
    return Chaine(avant[:MAILLONS], apres[:MAILLONS], max(0, len(apres) - MAILLONS))


def _a_dit(lien: LienDExperience, personne) -> bool:
    return lien.nouvelles is not None and laisse_lire(personne, lien.nouvelles)


def _d_ou(lien: LienDExperience) -> str:
    return {
        Nature.INSPIRE_DE: _("S’inspire de"),
        Nature.SIMILAIRE: _("Expérience similaire"),
        Nature.SUITE_DE: _("Fait suite à"),
    }[Nature(lien.nature)]


def _vers_ou(lien: LienDExperience) -> str:
    return {
        Nature.INSPIRE_DE: _("A inspiré"),
        Nature.SIMILAIRE: _("Expérience similaire"),
        Nature.SUITE_DE: _("A eu pour suite"),
    }[Nature(lien.nature)]


def _ecrit(quoi: str, autre: RetourExperience, lien: LienDExperience) -> Maillon:
    annee = autre.annee or autre.first_published_at.year
    return Maillon(f"{quoi}, {annee}", autre.titre, autre.get_absolute_url(), _qui_signe(autre))


def _qui_signe(autre: RetourExperience) -> str:
    """« Kingersheim, Haut-Rhin (68) »."""
    return ", ".join(filter(None, qui_et_ou(autre.auteures_acceptees)))


def _avec_des_nouvelles(lien: LienDExperience) -> Maillon:
    bilan = lien.nouvelles
    quoi = _("A inspiré, %(annee)s\u00a0: %(issue)s") % {
        "annee": lien.le.year,
        "issue": bilan.get_issue_display(),
    }
    return Maillon(quoi, qui=lien.collectivite.intitule, bilan=bilan)


def _en_attend_on(lien: LienDExperience, retour: RetourExperience) -> bool:
    """Of what is archived nobody is asked; who was asked long ago tries no more."""
    jusque = plus_mois(lien.nouvelles_le, MOIS_D_ATTENTE)
    return not retour.parcours.est_archive and jusque >= localdate()


def _qui_essaient(liens: list[LienDExperience]) -> list[Maillon]:
    """Together, whenever they will be asked."""
    if not liens:
        return []
    mois = sorted({lien.nouvelles_le.replace(day=1) for lien in liens})
    quoi = (
        _("A inspiré, nouvelles attendues en %(mois)s")
        if len(mois) == 1
        else _("A inspiré, premières nouvelles attendues en %(mois)s")
    )
    titre = ngettext(
        "%(nombre)s collectivité essaie en ce moment",
        "%(nombre)s collectivités essaient en ce moment",
        len(liens),
    ) % {"nombre": len(liens)}
    quand = {"mois": date_format(mois[0], "F Y")}
    return [Maillon(quoi % quand, titre, qui=_noms(liens), attendu=True)]


def _qui_s_en_inspirent(liens: list[LienDExperience]) -> list[Maillon]:
    if not liens:
        return []
    titre = ngettext(
        "%(nombre)s collectivité s’en est inspirée",
        "%(nombre)s collectivités s’en sont inspirées",
        len(liens),
    ) % {"nombre": len(liens)}
    return [Maillon(_("A inspiré"), titre, qui=_noms(liens))]


def _qui_l_ont_vecu(liens: list[LienDExperience]) -> list[Maillon]:
    if not liens:
        return []
    titre = ngettext(
        "%(nombre)s collectivité a vécu la même chose",
        "%(nombre)s collectivités ont vécu la même chose",
        len(liens),
    ) % {"nombre": len(liens)}
    return [Maillon(_("Expérience similaire"), titre, qui=_noms(liens))]


def _noms(liens: list[LienDExperience]) -> str:
    noms = [lien.collectivite.intitule for lien in liens]
    if (reste := len(noms) - NOMS) > 0:
        autres = ngettext("et %(nombre)s autre", "et %(nombre)s autres", reste)
        noms = [*noms[:NOMS], autres % {"nombre": reste}]
    return ", ".join(noms)


def avec_leur_retour(liens: Iterable[LienDExperience]) -> list[dict]:
    """{lien, quoi, vers} each: what a retour says it comes from, readable or not any more."""
    liens = list(liens)
    autres = RetourExperience.objects.in_bulk([un.vers_id for un in liens])
    lisibles = set(
        RetourExperience.objects.lisibles().filter(pk__in=autres).values_list("pk", flat=True)
    )
    return [
        {"lien": un, "quoi": _d_ou(un), "vers": autres[un.vers_id]}
        for un in liens
        if un.vers_id in lisibles
    ]


def liables(retour: RetourExperience) -> list[tuple[str, str]]:
    """(« nature-key », words): what this retour may be linked to, and is not: those that its
    collectivité took up, and its own that came before.
    """
    principale = next(une for une in retour.auteures_acceptees if une.principale)
    deja = set(LienDExperience.objects.actifs().filter(retour=retour).values_list("nature", "vers"))
    repris = LienDExperience.objects.actifs().filter(
        collectivite=principale.collectivite_id,
        retour=None,
        vers__in=RetourExperience.objects.visibles().values("pk"),
    )
    siens = RetourExperience.objects.visibles().de_la_collectivite(principale.collectivite_id)
    trouves = [
        (un.nature, un.vers_id, f"{_d_ou(un)}\u00a0: {un.vers}")
        for un in repris.select_related("vers").order_by("-le")
    ]
    trouves += [
        (Nature.SUITE_DE.value, pk, f"{_('Fait suite à')}\u00a0: {titre}")
        for pk, titre in siens.exclude(pk=retour.pk).recents().values_list("pk", "titre")
    ]
    return [(f"{nature}-{pk}", mots) for nature, pk, mots in trouves if (nature, pk) not in deja][
        :LIABLES
    ]
