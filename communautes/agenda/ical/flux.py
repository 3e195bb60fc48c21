"""What each calendar has in it: a year back, what is to come, and never without a bound."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from communautes.adhesions.models import Adhesion
from communautes.agenda.models import Participation, Rencontre

EN_ARRIERE = timedelta(days=365)
AU_PLUS = 500


def _bornees(rencontres):
    """The newest first when there are too many; what is to come is among them."""
    recentes = rencontres.dites().publies().filter(fin__gt=timezone.now() - EN_ARRIERE)
    recentes = recentes.select_related("communaute")
    return sorted(recentes.order_by("-debut", "pk")[:AU_PLUS], key=lambda une: (une.debut, une.pk))


def public() -> list[Rencontre]:
    return _bornees(Rencontre.objects.ouvertes_a_tous())


def d_une_communaute(communaute) -> list[Rencontre]:
    return _bornees(Rencontre.objects.ouvertes_a_tous().filter(communaute=communaute))


def personnel(personne) -> tuple[list[Rencontre], dict[int, str]]:
    """Where they come or wait, and where nobody registers in their communities; with the state of
    their own participations. What they may read no more is in it no more.
    """
    siennes = dict(
        Participation.objects.en_cours()
        .filter(personne=personne)
        .values_list("rencontre", "statut")
    )
    communautes = Adhesion.objects.actives().filter(personne=personne).values("communaute")
    libres = Q(inscription=Rencontre.Inscription.SANS, communaute__in=communautes)
    lues = Rencontre.objects.lisibles_par(personne).filter(Q(pk__in=siennes) | libres)
    return _bornees(lues), siennes
