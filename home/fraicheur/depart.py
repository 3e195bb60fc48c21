"""« Passer la main »: everything that somebody keeps alive goes to somebody else, in one act."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from home.fraicheur import emails
from home.fraicheur.models import modeles_suivis
from home.fraicheur.permissions import peut_passer_la_main, responsables_possibles
from home.fraicheur.services import SuiviRefuse, confier

MONTRES = 50  # of each kind, in the table


@dataclass(frozen=True)
class Part:
    """What somebody owns of one kind."""

    modele: type
    nombre: int
    premiers: list

    @property
    def nom(self) -> str:
        return self.modele._meta.verbose_name_plural

    @property
    def reste(self) -> int:
        return self.nombre - len(self.premiers)


def contenus_de(personne) -> list:
    """One queryset a kind: the drafts too, not the pages that only follow a French one."""
    return [modele.objects.propres().suivies_par(personne) for modele in modeles_suivis()]


def nombres_de_contenus(personnes) -> dict[int, int]:
    """Key of each of these people who own something → how much: one query a kind."""
    nombres = Counter()
    for modele in modeles_suivis():
        siens = modele.objects.propres().order_by().filter(responsable__in=personnes)
        for cle, nombre in siens.values_list("responsable").annotate(Count("pk")):
            nombres[cle] += nombre
    return dict(nombres)


def parts_de(personne) -> list[Part]:
    """What is late first; kinds of which nothing is owned are left out."""
    parts = []
    for contenus in contenus_de(personne):
        if nombre := contenus.count():
            premiers = contenus.pour_suivi().order_by("a_revoir_le", "pk")[:MONTRES]
            parts.append(Part(contenus.model, nombre, list(premiers)))
    return parts


def proprietaires():
    """Who owns something, by name, their account open or not."""
    cles = Q()
    for modele in modeles_suivis():
        cles |= Q(pk__in=modele.objects.propres().order_by().values("responsable"))
    return get_user_model().objects.filter(cles).order_by("last_name", "first_name", "email")


def repreneurs(modeles, *, de):
    """Open accounts that may modify each of these kinds, but the one who leaves."""
    personnes = get_user_model().objects.exclude(pk=de.pk)
    for modele in modeles:
        personnes = personnes.filter(pk__in=responsables_possibles(modele).order_by().values("pk"))
    return personnes.order_by("last_name", "first_name", "email")


@transaction.atomic
def passer_la_main(*, de, a, par, nombre: int | None = None) -> int:
    """Give `a` all that `de` owns, and tell them; how many.

    `nombre`: how many were shown when it was confirmed; another number refuses everything.
    """
    if not peut_passer_la_main(par):
        raise SuiviRefuse(_("Seule l’administration peut passer la main."))
    if de.pk == a.pk:
        raise SuiviRefuse(_("Choisissez une autre personne que celle qui s’en va."))
    confies = sum(
        confier(contenus, a=a, par=par, malgre_verrou=True) for contenus in contenus_de(de)
    )
    if nombre is not None and confies != nombre:
        raise SuiviRefuse(
            _(
                "Rien n’a été fait\u00a0: la liste a changé pendant que vous la lisiez. "
                "La voici à jour\u00a0: vérifiez-la, puis confirmez de nouveau."
            )
        )
    if confies and a.pk != par.pk:
        emails.prevenir_de_la_reprise(a, de=de, par=par, nombre=confies)
    return confies
