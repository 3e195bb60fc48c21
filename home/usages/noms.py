"""How what uses a content is named, and to whom: by its title, for those who read it."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

Cle = tuple[int, str]  # base content type, key
LIRE = ("view", "choose", "change", "publish")  # any of these rights shows a title


def noms_a_taire(cles: Iterable[Cle], *, par) -> dict[Cle, str]:
    """Of those that this person may not read: what stands for the title. At most two queries for
    each kind: where everybody reads some, it says what all may call each (`noms_pour_tous`).
    """
    par_genre = defaultdict(set)
    for genre, pk in cles:
        par_genre[genre].add(pk)
    noms = {}
    for genre, pks in sorted(par_genre.items()):
        modele = ContentType.objects.get_for_id(genre).model_class()
        lus = _lisibles(modele, par).filter(pk__in=pks).order_by().values_list("pk", flat=True)
        tus = pks - set(map(str, lus))
        connus = _pour_tous(modele, tus)
        noms |= {(genre, pk): connus.get(pk) or _phrase() for pk in tus}
    return noms


def _pour_tous(modele, pks: set[str]) -> dict[str, str]:
    noms = getattr(modele._default_manager, "noms_pour_tous", None)
    return {str(pk): nom for pk, nom in noms(pks).items()} if noms and pks else {}


def _phrase() -> str:
    return _("(contenu que vous ne pouvez pas lire)")


def _lisibles(modele, par):
    """Asked of the policy that its own screens ask; pages are read by who goes through them."""
    politique = policy_registry.get_by_type(modele, fallback=False) or ModelPermissionPolicy(modele)
    if hasattr(politique, "explorable_instances"):
        return politique.explorable_instances(par)
    return politique.instances_user_has_any_permission_for(par, LIRE)
