"""Whether somebody else wrote since a form was read: the journal says who wrote, and in what order.

A form carries the number of the last line that it was read with. Lines of a meeting are written
while it is locked: their numbers follow each other.

Not a mark of what was read (home/marques.py), as letters and syntheses have: a mark does not say
who wrote, and many write here, of whom one's own other tab crosses nobody; nor that a meeting was
announced, or rewritten and put back. Drafts of letters and syntheses have no line in the journal.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, QuerySet

from communautes.agenda.models import DecisionDeRencontre, Rencontre
from communautes.journal.models import Entree


def de_la_rencontre(rencontre: Rencontre) -> QuerySet[Entree]:
    actes = ["rencontres.modifiee", "rencontres.deplacee", "rencontres.annoncee"]
    return _lignes(Rencontre, [rencontre.pk], actes)


def du_compte_rendu(rencontre: Rencontre) -> QuerySet[Entree]:
    """And of what was decided."""
    ecrit = _lignes(Rencontre, [rencontre.pk], ["rencontres.compte_rendu"])
    decisions = DecisionDeRencontre.objects.filter(rencontre=rencontre).values("pk")
    actes = ["decisions.prise", "decisions.modifiee"]
    return ecrit | _lignes(DecisionDeRencontre, decisions, actes)


def derniere(lignes: QuerySet[Entree]) -> int:
    return lignes.aggregate(derniere=Max("pk"))["derniere"] or 0


def est_croise(lignes: QuerySet[Entree], lu: int | None, *, par) -> bool:
    """`lu`: None for a caller that has read nothing, and means what it says."""
    return lu is not None and lignes.filter(pk__gt=lu).exclude(personne=par).exists()


def _lignes(modele, cles, actes: list[str]) -> QuerySet[Entree]:
    genre = ContentType.objects.get_for_model(modele)
    return Entree.objects.filter(type_d_objet=genre, objet_pk__in=cles, acte__in=actes)
