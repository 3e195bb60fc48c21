"""Which view lists a type: so that a bulk action, a count or a link asks the list itself."""

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse

_vues: dict[type, object] = {}


def enregistrer(modele: type, vue) -> None:
    """`vue`: the view function that Wagtail makes of the class and of its arguments."""
    _vues[modele] = vue


def verifier_l_acces(modele: type, request) -> None:
    """PermissionDenied for who may not open this list."""
    if not ouverte(modele, request):
        raise PermissionDenied


def ouverte(modele: type, request) -> bool:
    """May this person open this list?"""
    vue = _vue(modele, request, {})
    return vue.user_has_any_permission(vue.any_permission_required)


def modeles_ouverts(request) -> list[type]:
    """Types whose list this person may open."""
    return [modele for modele in _vues if ouverte(modele, request)]


def champ_du_titre(modele: type) -> str:
    return _vues[modele].view_class.champ_du_titre


def lignes(modele: type, request, parametres: dict | None = None):
    """What the list shows to this person with these parameters of its address, unpaginated.

    None when a filter is wrong: Wagtail's list would then show everything.
    """
    vue = _vue(modele, request, parametres)
    if vue.filters is not None and not vue.filters.is_valid():
        return None
    return vue.get_queryset()


def _vue(modele: type, request, parametres: dict | None):
    fonction = _vues[modele]
    vue = fonction.view_class(**fonction.view_initkwargs)
    vue.setup(request if parametres is None else _Demande(request, _requete(parametres)))
    return vue


class _Demande:
    """The same person's request, with other parameters."""

    def __init__(self, request, parametres: QueryDict):
        self.__dict__.update(_request=request, GET=parametres)

    def __getattr__(self, nom):
        return getattr(self._request, nom)

    def __setattr__(self, nom, valeur):
        """What a list remembers is the request's: the next list finds it."""
        setattr(self._request, nom, valeur)


def adresse(modele: type, parametres: dict | None = None) -> str:
    """Of the list, with these parameters."""
    suite = f"?{_requete(parametres).urlencode()}" if parametres else ""
    return reverse(_vues[modele].view_initkwargs["index_url_name"]) + suite


def _requete(parametres: dict) -> QueryDict:
    """A value may be a list."""
    requete = QueryDict(mutable=True)
    for nom, valeur in parametres.items():
        requete.setlist(nom, valeur if isinstance(valeur, list) else [valeur])
    return requete
