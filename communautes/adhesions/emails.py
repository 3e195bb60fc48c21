"""The mails of this room: what is asked, what is answered, who animates."""

from django.utils.functional import SimpleLazyObject

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.permissions import qui_conduit
from communautes.comptes.noms import nom_recu
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE


def demande(pk: int) -> None:
    """To who animates: somebody asks to enter."""
    adhesion = _lue(pk)
    contexte = _de(adhesion) | {
        "adresse": lettres.adresse("adhesions:animation", adhesion.communaute.slug)
    }
    for animatrice in _animation(adhesion.communaute):
        _ecrire("demande", [animatrice.personne.email], contexte, adhesion)


def reponse(pk: int, quoi: str) -> None:
    """`quoi`: acceptee, refusee, exclue, levee."""
    adhesion = _lue(pk)
    contexte = _de(adhesion) | {
        "quoi": quoi,
        "motif": adhesion.motif,
        "jusqu_au": adhesion.exclue_jusqu_au,
        "adresse": SimpleLazyObject(lambda: _page(adhesion.communaute)),
        "mes_communautes": lettres.adresse("adhesions:miennes"),
        "contact": lettres.adresse("contact"),
    }
    _ecrire("reponse", [adhesion.personne.email], contexte)


def role(pk: int) -> None:
    """To who was given one, or was taken it back."""
    adhesion = _lue(pk)
    contexte = _de(adhesion) | {
        "anime": adhesion.anime,
        "modere": adhesion.modere,
        "adresse": _page(adhesion.communaute),
    }
    _ecrire("role", [adhesion.personne.email], contexte)


def sans_animation(communaute_pk: int) -> None:
    """To ANCT: a community has nobody left to animate it."""
    communaute = CommunautePage.objects.get(pk=communaute_pk)
    contexte = {
        "communaute": communaute.title,
        "adresse": lettres.adresse("communautes_admin:inspect", communaute.pk),
    }
    for personne in qui_conduit().order_by("pk"):
        _ecrire("sans_animation", [personne.email], contexte)


def demandes_en_retard(nombre: int) -> int:
    """To ANCT: how many have waited for an animation in vain; to how many people it was said."""
    contexte = {
        "nombre": nombre,
        "adresse": f"{lettres.adresse('adhesions_admin:index')}?file=retard",
    }
    adresses = list(qui_conduit().order_by("pk").values_list("email", flat=True))
    for courriel in adresses:
        _ecrire("en_retard", [courriel], contexte)
    return len(adresses)


def _animation(communaute: CommunautePage):
    return (
        Adhesion.objects.animatrices()
        .filter(communaute=communaute)
        .select_related("personne")
        .order_by("pk")
    )


def _lue(pk: int) -> Adhesion:
    return Adhesion.objects.select_related("personne", "communaute__locale").get(pk=pk)


def _de(adhesion: Adhesion) -> dict:
    return {
        "adhesion": adhesion,
        "personne": nom_recu(adhesion.personne.get_full_name()),
        "communaute": adhesion.communaute.title,
    }


def _page(communaute: CommunautePage) -> str:
    return communaute.full_url or ""


def _ecrire(nom: str, destinataires: list[str], contexte: dict, au_sujet_de=None) -> None:
    """`au_sujet_de`: the adhésion of who is named to somebody else."""
    entetes = {ENTETE_AU_SUJET_DE: str(au_sujet_de.personne_id)} if au_sujet_de else {}
    lettres.ecrire(f"adhesions/emails/{nom}", destinataires, contexte, entetes)
