"""Tells how far a background work is, while its own transaction shows nothing to anybody."""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Value
from django.utils import timezone
from django.utils.functional import cached_property

INTERVALLE = 1  # second between two signs of life
SILENCE = timedelta(minutes=2)  # a worker that has said nothing for so long is lost

_suivis: list[type] = []


class TravailSuivi:
    """For a model whose rows are works of the background: `commence_le`, `battement`,
    `avancement`, `total`, and a `statut` that is in EN_COURS while it is not done.
    """

    EN_COURS: tuple[str, ...] = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        _suivis.append(cls)

    @property
    def en_cours(self) -> bool:
        return self.statut in self.EN_COURS

    @property
    def silencieux(self) -> bool:
        """Nobody works at it, and nobody will: it may be launched again."""
        muet = self.en_cours and self.battement < timezone.now() - SILENCE
        return muet and (self.commence_le is not None or self.devant is None)

    @property
    def interrompu(self) -> bool:
        """A worker had begun, and is lost: its transaction is too."""
        return self.silencieux and self.commence_le is not None

    @cached_property
    def devant(self):
        """The work that is being done while this one waits for its turn; None when none lives.

        As it was when this row was read: a screen asks it twice.
        """
        if self.commence_le is not None:
            return None
        for modele in _suivis:
            vivants = _commences(modele).filter(battement__gte=timezone.now() - SILENCE)
            if travail := vivants.order_by("commence_le").first():
                return travail
        return None

    @property
    def pourcentage(self) -> int:
        return min(100 * self.avancement // self.total, 100) if self.total else 0


def interrompus() -> list[tuple[type, int]]:
    """Model and key of each work that a worker had begun, and is lost with: one query."""
    limite = timezone.now() - SILENCE
    perdus = [
        _commences(modele)
        .filter(battement__lt=limite)
        .order_by()
        .annotate(rang=Value(rang))
        .values_list("rang", "pk")
        for rang, modele in enumerate(_suivis)
    ]
    trouves = perdus[0].union(*perdus[1:], all=True).order_by("rang", "pk")
    return [(_suivis[rang], pk) for rang, pk in trouves]


def _commences(modele):
    """Begun by a worker, and not done."""
    return modele.objects.filter(statut__in=modele.EN_COURS, commence_le__isnull=False)


class Pouls:
    """A second connection: what it writes is seen at once, and outlives no lost worker's work.

    Stop it before the import's own row is written: both would wait for the same lock.
    """

    def __init__(self, import_):
        self.import_ = import_
        self.connexion = None
        self.dernier = 0.0

    def __enter__(self) -> "Pouls":
        self.connexion = connection.copy()
        return self

    def __exit__(self, *erreur) -> None:
        self.arreter()

    def battre(self, fait: int) -> None:
        maintenant = time.monotonic()
        if self.connexion is None or maintenant - self.dernier < INTERVALLE:
            return
        self.dernier = maintenant
        table = connection.ops.quote_name(type(self.import_)._meta.db_table)
        with self.connexion.cursor() as curseur:
            curseur.execute(
                f"UPDATE {table} SET avancement = %s, battement = now() "  # noqa: S608 (our name)
                "WHERE id = %s AND jeton = %s",
                [fait, self.import_.pk, self.import_.jeton],
            )

    def arreter(self) -> None:
        if self.connexion is not None:
            self.connexion.close()
            self.connexion = None
