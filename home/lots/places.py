"""Places in the tree for many pages, without holding their list until the end.

Treebeard locks the parent of each page that it adds: for minutes, nobody else could add one there.
Here pages are numbered further on, where nobody who adds one meanwhile goes, and the parent's
number of children is written last.
"""

from collections import Counter

from django.db.models import Count, F

ECART = 1_000  # places left to those who add a page meanwhile (1.6 million under a parent)


class PlacePerdue(Exception):
    """Somebody moved the list, or took an address, while the pages were written."""


class Places:
    def __init__(self):
        self._rangs: dict[int, int] = {}
        self._parents: dict[int, object] = {}
        self._ajoutees: Counter = Counter()

    def ajouter(self, parent, page):
        """As `parent.add_child(instance=page)`."""
        modele = type(parent)
        rang = self._rangs.get(parent.pk) or self._dernier(parent) + ECART
        page.depth = parent.depth + 1
        page.path = modele._get_path(parent.path, page.depth, rang)
        page._cached_parent_obj = parent
        parent.numchild += 1  # read by those who look for a free address
        page.save()
        self._rangs[parent.pk] = rang + 1
        self._parents[parent.pk] = parent
        self._ajoutees[parent.pk] += 1
        return page

    def rendre(self) -> None:
        """Tell each parent its new children; who was adding one there has finished."""
        for pk in sorted(self._ajoutees):
            parent = self._parents[pk]
            pages = parent.tree_model().objects
            la = pages.filter(pk=pk, path=parent.path)
            if not la.update(numchild=F("numchild") + self._ajoutees[pk]):
                raise PlacePerdue
            enfants = pages.filter(path__startswith=parent.path, depth=parent.depth + 1)
            doubles = enfants.order_by().values("slug").annotate(n=Count("pk")).filter(n__gt=1)
            if doubles.exists():
                raise PlacePerdue

    def _dernier(self, parent) -> int:
        enfants = parent.tree_model().objects.filter(
            path__startswith=parent.path, depth=parent.depth + 1
        )
        dernier = enfants.order_by("-path").values_list("path", flat=True).first()
        return parent._str2int(dernier[-parent.steplen :]) if dernier else 0
