"""Which accounts look like the same person's, and why; and those that are looked for."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from home.listes.recherche import chercher

MONTREES = 10
COMMUNES = ("accueil", "contact", "mairie", "secretariat")  # of any town hall, of nobody
CHAMPS = ["first_name", "last_name", "email"]


def possibles(personne: User) -> QuerySet:
    """Those that may still be brought together with this one."""
    autres = User.objects.filter(fusionne_dans=None, anonymisee_le=None)
    return autres.exclude(pk=personne.pk).order_by("last_name", "first_name", "email")


def chercher_parmi(personne: User, question: str) -> list[tuple[User, str]]:
    trouvees = chercher(possibles(personne), question, CHAMPS)[:MONTREES]
    return [(autre, "") for autre in trouvees]


def suggerer(personne: User) -> list[tuple[User, str]]:
    """(account, reason), the surest first, each once."""
    pistes = [
        (_meme_nom(personne), _("même nom")),
        (_meme_collectivite(personne), _("même nom de famille, même collectivité")),
        (_meme_debut_d_adresse(personne), _("même début d’adresse")),
    ]
    vues: dict[int, tuple[User, str]] = {}
    for condition, raison in pistes:
        if condition is None:
            continue
        for autre in possibles(personne).filter(condition)[:MONTREES]:
            vues.setdefault(autre.pk, (autre, raison))
    return list(vues.values())[:MONTREES]


def _meme_nom(personne: User) -> Q | None:
    """In one order or the other: forms are filled in by hand."""
    prenom, nom = personne.first_name.strip(), personne.last_name.strip()
    if not prenom or not nom:
        return None
    return Q(first_name__unaccent__iexact=prenom, last_name__unaccent__iexact=nom) | Q(
        first_name__unaccent__iexact=nom, last_name__unaccent__iexact=prenom
    )


def _meme_collectivite(personne: User) -> Q | None:
    if not personne.last_name.strip():
        return None
    siennes = Affiliation.objects.filter(personne=personne).values("collectivite")
    collegues = Affiliation.objects.filter(collectivite__in=siennes).values("personne")
    return Q(last_name__unaccent__iexact=personne.last_name.strip(), pk__in=collegues)


def _meme_debut_d_adresse(personne: User) -> Q | None:
    debut = personne.email.partition("@")[0]
    if len(debut) < 5 or debut in COMMUNES:
        return None
    return Q(email__startswith=f"{debut}@")
