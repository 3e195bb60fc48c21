"""The report « Qualité des contenus »: one line is one content, one problem, one action."""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from home.qualite import registre
from home.qualite.filtres import FiltreConstats
from home.qualite.models import Constat, GenreConstat
from home.qualite.permissions import peut_lire

Genre = GenreConstat
ACTIONS = {
    Genre.LIEN_ROMPU: _("Corriger le lien"),
    Genre.LIEN_MORT: _("Remplacer le lien"),
    Genre.LIEN_DEPLACE: _("Mettre à jour le lien"),
    Genre.LIEN_A_VERIFIER: _("Vérifier le lien"),
    Genre.IMAGE_SANS_TEXTE: _("Décrire l’image"),
    Genre.VIDEO_SANS_TRANSCRIPTION: _("Écrire la transcription"),
    Genre.FICHIER_SANS_ALTERNATIVE: _("Ouvrir le fichier"),
    Genre.TITRES: _("Ranger les titres"),
    Genre.RESUME_ABSENT: _("Écrire le résumé"),
    Genre.RESUME_TITRE: _("Réécrire le résumé"),
    Genre.PHRASES_LONGUES: _("Raccourcir les phrases"),
    Genre.TROP_LONG: _("Changer la durée"),
    Genre.DOUBLON_TITRE: _("Changer le titre"),
    Genre.DOUBLON_TEXTE: _("Revoir le texte"),
    Genre.A_REVOIR: _("Relire"),
}


class Cellule(Column):
    """A cell with its own template, which finds the view's own words beside its line."""

    def __init__(self, name, gabarit: str, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = gabarit

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {
            "suite": parent_context.get("suite", "")
        }


class RapportView(ReportView):
    model = Constat
    template_name = "home/qualite/rapport.html"
    page_title = _("Qualité des contenus")
    header_icon = "clipboard-list"
    filterset_class = FiltreConstats
    index_url_name = "qualite:rapport"
    index_results_url_name = "qualite:rapport_resultats"
    default_ordering = "-depuis"
    is_searchable = True
    search_fields = ["titre__unaccent", "detail__unaccent"]
    verbose_name_plural = _("constats")
    columns = [
        Cellule("titre", "home/qualite/_contenu.html", label=_("Contenu"), sort_key="titre"),
        Cellule("probleme", "home/qualite/_probleme.html", label=_("Problème"), sort_key="genre"),
        Column("responsable_nom", label=_("Responsable")),
        DateColumn("depuis", label=_("Depuis"), sort_key="depuis"),
        Cellule("action", "home/qualite/_action.html", label=_("Action")),
    ]
    list_export = [
        "titre",
        "type_nom",
        "langue",
        "get_genre_display",
        "lieu",
        "detail",
        "responsable_nom",
        "depuis",
        "ignore_par_nom",
        "ignore_le",
        "motif",
        "adresse",
    ]
    export_headings = {
        "type_nom": _("Type"),
        "get_genre_display": _("Problème"),
        "responsable_nom": _("Responsable"),
        "ignore_par_nom": _("Ignoré par"),
        "adresse": _("Où corriger"),
    }
    permission_policy = None

    def dispatch(self, request, *args, **kwargs):
        if not peut_lire(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self) -> str:
        return "qualite-des-contenus"

    def get_filtered_queryset(self):
        return self.get_queryset()  # filtered already: Wagtail's report does it twice

    def get_base_queryset(self):
        return Constat.objects.connus().select_related("ignore_par")

    def order_queryset(self, queryset):
        """The same order from one page to the next, whatever is alike."""
        return queryset.order_by(self.ordering, "pk")

    def get_context_data(self, *args, **kwargs):
        return super().get_context_data(*args, **kwargs) | {"suite": self.suite}

    @cached_property
    def suite(self) -> str:
        """Where to come back to: this list, with its filters."""
        demande, retour = self.request.GET.copy(), QueryDict(mutable=True)
        demande.pop("_w_filter_fragment", None)
        retour["next"] = f"{reverse(self.index_url_name)}?{demande.urlencode()}"
        return retour.urlencode()

    def decorate_paginated_queryset(self, object_list):
        """One query for each type of content on the page, that is a bounded number of them."""
        par_type: dict[int, list[Constat]] = defaultdict(list)
        for constat in object_list:
            par_type[constat.type_de_contenu_id].append(constat)
        for contenu in registre.contenus():
            constats = par_type.get(contenu.type_de_contenu.pk, [])
            if constats:
                _completer(contenu, constats, self.request.user)
        return object_list


def _completer(contenu: registre.Contenu, constats: list[Constat], personne) -> None:
    """Each with what its line shows and where it leads."""
    modifiable = contenu.peut_modifier(personne)
    responsables = _responsables(contenu, {constat.objet_pk for constat in constats})
    for constat in constats:
        constat.type_nom = contenu.libelle
        constat.responsable_nom = responsables.get(constat.objet_pk, "")
        constat.ignore_par_nom = str(constat.ignore_par or "")
        constat.adresse = adresse_de(contenu, constat)
        constat.modifiable = modifiable
        constat.action = ACTIONS[constat.genre]


def _responsables(contenu: registre.Contenu, pks: set[int]) -> dict[int, str]:
    if not contenu.responsable:
        return {}
    objets = contenu.modele._default_manager.filter(pk__in=pks)
    lus = objets.select_related(contenu.responsable).only("pk", contenu.responsable)
    return {objet.pk: str(getattr(objet, contenu.responsable) or "") for objet in lus}


def adresse_de(contenu: registre.Contenu, constat: Constat) -> str:
    """The form of the content, at the very field or block."""
    formulaire = reverse(contenu.route, args=[constat.objet_pk])
    return f"{formulaire}#:w:contentpath={constat.chemin}" if constat.chemin else formulaire
