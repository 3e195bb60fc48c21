"""The mails of this room: what is asked, what is answered, who animates, what lives."""

from django.utils.functional import SimpleLazyObject

from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.permissions import qui_conduit
from home import lettres


def reponse(pk: int, quoi: str) -> None:
    """`quoi`: acceptee, refusee, exclue, levee, sans_suite."""
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


def interrogee(vie: Vie) -> int:
    """To who animates, else to ANCT: does it go on? To how many people it was said."""
    animation = [une.personne for une in _animation(vie.communaute)]
    destinataires = _meneurs(vie.communaute, animation, [] if animation else qui_conduit())
    for courriel, contexte in destinataires:
        _ecrire("interrogee", [courriel], contexte | {"s_endort_le": vie.s_endort_le})
    return len(destinataires)


def fin_proche(vie: Vie) -> int:
    """To who animates and to ANCT: prolong, or conclude. To how many people it was said."""
    dates = {"fin": vie.communaute.fin_prevue, "passee": vie.fin_est_passee}
    destinataires = _tous_les_meneurs(vie.communaute)
    for courriel, contexte in destinataires:
        _ecrire("fin_proche", [courriel], contexte | dates)
    return len(destinataires)


def vie_changee(pk: int, quoi: str, *, par, motif: str) -> None:
    """`quoi`: endormie, reveillee, archivee. To who animates and to ANCT, but who has done it."""
    lue = Vie.objects.select_related("communaute__locale").get(pk=pk)
    dit = {"quoi": quoi, "motif": motif, "synthese": lue.synthese}
    for courriel, contexte in _tous_les_meneurs(lue.communaute, sauf=par):
        _ecrire("vie", [courriel], contexte | dit)


def _tous_les_meneurs(communaute: CommunautePage, sauf=None) -> list[tuple[str, dict]]:
    animation = [une.personne for une in _animation(communaute)]
    return _meneurs(communaute, animation, qui_conduit(), sauf)


def _meneurs(communaute, animation, anct, sauf=None) -> list[tuple[str, dict]]:
    """Address of each, once, and what their mail says: where they act is not the same page."""
    ici = lettres.adresse("adhesions:vie", communaute.slug)
    la_bas = lettres.adresse("communautes_admin:inspect", communaute.pk)
    lieux = dict.fromkeys(animation, (True, ici))
    for personne in sorted(anct, key=lambda une: une.pk):
        lieux.setdefault(personne, (False, la_bas))
    return [
        (personne.email, {"communaute": communaute.title, "anime": anime, "adresse": adresse})
        for personne, (anime, adresse) in lieux.items()
        if personne != sauf
    ]


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
        "communaute": adhesion.communaute.title,
    }


def _page(communaute: CommunautePage) -> str:
    return communaute.full_url or ""


def _ecrire(nom: str, destinataires: list[str], contexte: dict) -> None:
    lettres.ecrire(f"adhesions/emails/{nom}", destinataires, contexte)
