"""Which view lists a type: so that a bulk action, a count or a link asks the list itself."""

from django.http import QueryDict
from django.urls import reverse

_vues: dict[type, object] = {}


def enregistrer(modele: type, vue) -> None:
    """`vue`: the view function that Wagtail makes of the class and of its arguments."""
    _vues[modele] = vue


def lignes(modele: type, request, parametres: QueryDict | None = None):
    """What the list shows to this person with these parameters of its address, unpaginated.

    None when a filter is wrong: Wagtail's list would then show everything.
    """
    vue = _vue(modele, request, parametres)
    if vue.filters is not None and not vue.filters.is_valid():
        return None
    return vue.get_queryset()


def _vue(modele: type, request, parametres: QueryDict | None):
    fonction = _vues[modele]
    vue = fonction.view_class(**fonction.view_initkwargs)
    vue.setup(request if parametres is None else _Demande(request, parametres))
    return vue


class _Demande:
    """The same person's request, with other parameters."""

    def __init__(self, request, parametres: QueryDict):
        self._request, self.GET = request, parametres

    def __getattr__(self, nom):
        return getattr(self._request, nom)


def adresse(modele: type, parametres: dict | None = None) -> str:
    """Of the list, with these parameters."""
    requete = QueryDict(mutable=True)
    requete.update(parametres or {})
    suite = f"?{requete.urlencode()}" if parametres else ""
    return reverse(_vues[modele].view_initkwargs["index_url_name"]) + suite
