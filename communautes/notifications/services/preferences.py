"""Choosing how one is told, and silencing; what waits already follows."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import PAR_COURRIEL, RECAPITULATIFS, Canal
from communautes.notifications.models import Notification, Preference, Sourdine
from communautes.notifications.registre import Genre


def canaux_par_personne(un: Genre, personnes: Collection[int]) -> dict[int, str]:
    """How each of these people is told of this kind: one query."""
    if not un.debrayable:
        return dict.fromkeys(personnes, Canal.IMMEDIAT.value)
    choix = Preference.objects.filter(
        genre__in=[un.code, Preference.RESTE], personne__in=personnes
    ).values_list("personne", "genre", "canal")
    dits = {(personne, genre): canal for personne, genre, canal in choix}
    return {
        cle: _canal(un, dits.get((cle, un.code)), dits.get((cle, Preference.RESTE)))
        for cle in personnes
    }


def canaux_de(personne: User) -> dict[str, str]:
    """Of every kind that one may choose for, and of RESTE."""
    dits = dict(Preference.objects.filter(personne=personne).values_list("genre", "canal"))
    reste = dits.get(Preference.RESTE)
    siens = {u.code: _canal(u, dits.get(u.code), reste) for u in registre.genres() if u.debrayable}
    return siens | {Preference.RESTE: reste or Canal.HEBDOMADAIRE.value}


def _canal(un: Genre, choisi: str | None, reste: str | None) -> str:
    if choisi is None and reste is not None and un.par_defaut in RECAPITULATIFS:
        return reste
    return choisi or un.par_defaut.value


@transaction.atomic
def choisir(personne: User, canaux: dict[str, str]) -> None:
    """`canaux`: by code of kind; RESTE among them, or as it was. What is not there stays."""
    _verrouiller(personne)
    reste = canaux.get(Preference.RESTE) or canaux_de(personne)[Preference.RESTE]
    if Preference.RESTE in canaux:
        _poser(personne, Preference.RESTE, reste, de_base=Canal.HEBDOMADAIRE.value)
    for code, canal in canaux.items():
        un = registre.genre_connu(code)
        if un is not None and un.debrayable:
            _poser(personne, code, canal, de_base=_canal(un, None, reste))
            _faire_suivre(personne, code, canal)


def _poser(personne: User, genre: str, canal: str, *, de_base: str) -> None:
    siennes = Preference.objects.filter(personne=personne, genre=genre)
    if canal == de_base:
        siennes.delete()
    else:
        Preference.objects.update_or_create(
            personne=personne, genre=genre, defaults={"canal": Canal(canal).value}
        )


def _faire_suivre(personne: User, code: str, canal: str) -> None:
    """What waits for a digest is told as chosen now; but not at once, many mails in a minute: it
    stays for its digest. What was promised at once leaves at once.
    """
    attendent = Notification.objects.filter(
        personne=personne, evenement__genre=code, ecrite_le=None, canal__in=PAR_COURRIEL
    )
    if canal in RECAPITULATIFS:
        attendent.filter(canal__in=RECAPITULATIFS).update(canal=canal)
    elif canal != Canal.IMMEDIAT:
        attendent.update(canal=Canal.SITE)


def ne_plus_ecrire(personne: User, code: str) -> None:
    """No more mail of this kind; on the site, nothing changes. Who wanted nothing still does."""
    if canaux_de(personne).get(code) in PAR_COURRIEL:
        choisir(personne, {code: Canal.SITE.value})


def ne_plus_recapituler(personne: User, frequence: str) -> None:
    """No more of these digests, kinds of tomorrow included; on the site, nothing changes."""
    siens = [code for code, canal in canaux_de(personne).items() if canal == frequence]
    choisir(personne, dict.fromkeys(siens, Canal.SITE.value))


@transaction.atomic
def mettre_en_sourdine(personne: User, objet: models.Model) -> None:
    """No more news of it, nor of what is in it; what waited to be mailed stays on the site."""
    _verrouiller(personne)
    Sourdine.objects.get_or_create(
        personne=personne,
        type_d_objet=ContentType.objects.get_for_model(objet),
        objet_pk=objet.pk,
    )
    genres = [un.code for un in registre.genres() if un.debrayable]
    attendent = Notification.objects.sur(objet).filter(
        personne=personne, ecrite_le=None, canal__in=PAR_COURRIEL, evenement__genre__in=genres
    )
    attendent.update(canal=Canal.SITE)


def retirer_la_sourdine(personne: User, objet: models.Model) -> None:
    Sourdine.objects.sur(objet).filter(personne=personne).delete()


def est_en_sourdine(personne: User, objet: models.Model) -> bool:
    return Sourdine.objects.sur(objet).filter(personne=personne).exists()


def sourdines_de(personne: User) -> models.QuerySet[Sourdine]:
    return Sourdine.objects.filter(personne=personne)


def _verrouiller(personne: User) -> None:
    """Two tabs of one person choose in a row."""
    User.objects.select_for_update(no_key=True).filter(pk=personne.pk).first()
