"""The queue of affiliations for ANCT: read, filtered, exported; acts with a reason and a trace."""

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.db.models.functions import Concat, Lower
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.en_nombre import CHAMPS_DE_RECHERCHE
from communautes.comptes.affiliations.filtres import FiltreDesAffiliations
from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import peut_instruire
from communautes.journal.models import Entree
from home.echanges.listes import ListeEchangeable
from home.listes.colonnes import Echeance
from home.listes.lecture import LectureView, LectureViewSet, lien
from home.listes.vues import ListeFiltrable

TRANSFERER = "transferer"  # then « -12 », the contest of who asks for the place
ACTES = {
    "valider": (
        gettext_lazy("Valider cette affiliation"),
        gettext_lazy("L’affiliation est validée."),
    ),
    "refuser": (gettext_lazy("Refuser la demande"), gettext_lazy("La demande est refusée.")),
    "terminer": (
        gettext_lazy("Mettre fin à cette affiliation"),
        gettext_lazy("L’affiliation est terminée."),
    ),
    "ecarter": (
        gettext_lazy("Ne pas valider, laisser en l’état"),
        gettext_lazy("La demande est écartée, et la personne en sait le motif."),
    ),
    "nommer": (gettext_lazy("Nommer référent"), gettext_lazy("La personne est référente.")),
    "retirer": (
        gettext_lazy("Retirer le rôle de référent"),
        gettext_lazy("La personne n’est plus référente."),
    ),
    "maintenir": (
        gettext_lazy("Maintenir cette personne, et clore ce qui est ouvert contre elle"),
        gettext_lazy("La personne est maintenue."),
    ),
    TRANSFERER: (
        gettext_lazy("Donner le rôle à %(qui)s, qui le demande"),
        gettext_lazy("Le rôle de référent a changé de personne."),
    ),
}


# Filters whose lines wait for an answer: the first one to be late comes first.
QUI_ATTENDENT = ("anct", "attente")


class ListeView(ListeFiltrable, ListeEchangeable, IndexView):
    """Opens on what waits for ANCT; « ?file= » is the whole list."""

    table_echangee = "affiliations"
    template_name = "affiliations/admin/liste.html"
    default_ordering = "collectivite"
    champs_de_recherche = CHAMPS_DE_RECHERCHE
    tris = {
        "personne": Lower(
            Concat("personne__last_name__unaccent", "personne__first_name__unaccent")
        ),
        "collectivite": F("collectivite__nom_normalise"),
    }

    def get(self, request, *args, **kwargs):
        if not request.GET and not self.results_only:
            return redirect(f"{request.path}?file=anct")
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        return super().get_base_queryset().pour_liste()

    def get_ordering(self):
        if not self.request.GET.get("ordering") and self._file in QUI_ATTENDENT:
            return "echeance_le"
        return super().get_ordering()

    @property
    def _file(self) -> str:
        return self.request.GET.get("file", "")

    @property
    def no_results_message(self):
        if self._file == "anct" and not self.is_searching:
            return _("Aucune demande n’attend l’ANCT. Retirez le filtre pour lire les autres.")
        return super().no_results_message

    @cached_property
    def peut_instruire(self) -> bool:
        return peut_instruire(self.request.user)

    @cached_property
    def columns(self):
        cases = [BulkActionsCheckboxColumn("bulk_actions", obj_type="affiliation")]
        return [*(cases if self.peut_instruire else []), *super().columns]


REPRISE = "instruction_refusee"
LONGUEUR_REPRISE = 1000


class ActeForm(forms.Form):
    acte = forms.RegexField(rf"^({'|'.join(ACTES)})(-\d{{1,18}})?$")
    motif = forms.CharField(max_length=300, required=False)


A_JUGER = {
    "adresse": gettext_lazy("Adresse électronique"),
    "courriels_officiels": gettext_lazy("Courriels officiels de la collectivité"),
    "referents": gettext_lazy("Référents de la collectivité"),
}


class LireView(LectureView):
    """With what ANCT judges by: an address to compare with the official ones, and who answers
    there already.
    """

    template_name = "affiliations/admin/affiliation.html"

    def get_field_label(self, field_name, field):
        return str(A_JUGER.get(field_name) or super().get_field_label(field_name, field))

    def get_personne_display_value(self) -> str:
        return lien(self.object.personne, self.request.user)

    def get_adresse_display_value(self) -> str:
        personne = self.object.personne
        return "" if personne.est_anonymisee else personne.email

    def get_collectivite_display_value(self) -> str:
        return lien(self.object.collectivite, self.request.user)

    def get_courriels_officiels_display_value(self) -> list[str]:
        return self.object.collectivite.emails_officiels

    def get_referents_display_value(self) -> str:
        siens = Affiliation.objects.referents().filter(collectivite=self.object.collectivite_id)
        liens = [
            (format_html("{}, {}", lien(a.personne, self.request.user), a.get_role_display()),)
            for a in siens.exclude(pk=self.object.pk).select_related("personne")
        ]
        return format_html_join(mark_safe("<br>"), "{}", liens) or _("aucun autre")

    def get_context_data(self, **kwargs):
        affiliation = self.object
        ouvertes = _ouvertes(affiliation)
        possibles = {}
        if peut_instruire(self.request.user):
            possibles = _possibles(affiliation, ouvertes)
        return super().get_context_data(**kwargs) | {
            "actes": list(possibles.items()),
            "refusee": _reprise(self.request, affiliation),
            "contestations": ouvertes,
            "avis": _avis_du_provisoire(affiliation),
            "journal": f"{reverse('journal:index')}?q={affiliation.collectivite.code}",
        }

    def get_statut_display_value(self) -> str:
        return self.object.etat_en_mots


def _ouvertes(affiliation: Affiliation) -> list[Contestation]:
    """The first made first: they have waited the longest."""
    siennes = affiliation.contestations.ouvertes().order_by("faite_le", "pk")
    return list(siennes.select_related("par__personne", "par__collectivite"))


def _avis_du_provisoire(affiliation: Affiliation) -> str:
    """Why he has sent the request to ANCT."""
    if affiliation.statut != Affiliation.Statut.DEMANDEE:
        return ""
    siens = Entree.objects.filter(
        acte="affiliations.renvoyee",
        type_d_objet=ContentType.objects.get_for_model(Affiliation),
        objet_pk=affiliation.pk,
    )
    return siens.order_by("-pk").values_list("motif", flat=True).first() or ""


def _possibles(affiliation: Affiliation, ouvertes: list[Contestation]) -> dict[str, str]:
    """Code of each decision → what it is called here."""
    if not affiliation.est_en_vigueur:
        codes = ["maintenir"] if ouvertes else []
    elif affiliation.statut == Affiliation.Statut.DEMANDEE:
        codes = ["valider", "refuser", *(["maintenir"] if ouvertes else [])]
    else:
        codes = ["valider", "terminer", "retirer" if affiliation.est_referente else "nommer"]
        codes += ["ecarter"] if affiliation.demande_a_l_anct else []
        codes += ["maintenir"] if ouvertes else []
    actes = {code: str(ACTES[code][0]) for code in codes}
    return actes | {
        f"{TRANSFERER}-{une.pk}": str(ACTES[TRANSFERER][0]) % {"qui": une.par.nom_ecrit}
        for une in ouvertes
        if une.nature == Contestation.Nature.PLACE and une.par.est_membre
    }


@require_POST
def instruire(request, pk: int):
    if not peut_instruire(request.user):
        raise PermissionDenied
    affiliation = get_object_or_404(Affiliation, pk=pk)
    form = ActeForm(request.POST)
    try:
        if not form.is_valid():
            raise services.AffiliationRefusee(
                _("Choisissez une décision, et un motif de 300 signes au plus.")
            )
        acte = form.cleaned_data["acte"]
        _faire(acte, affiliation, par=request.user, motif=form.cleaned_data["motif"])
    except services.AffiliationRefusee as refus:
        messages.error(request, str(refus))
        saisi = {nom: request.POST.get(nom, "")[:LONGUEUR_REPRISE] for nom in form.fields}
        request.session[REPRISE] = saisi | {"pk": pk}
    else:
        messages.success(request, str(ACTES[acte.partition("-")[0]][1]))
    return redirect("affiliations_admin:inspect", pk)


def _reprise(request, affiliation: Affiliation) -> dict:
    """What was typed and refused on this very affiliation; once."""
    saisi = request.session.get(REPRISE)
    if not saisi or saisi["pk"] != affiliation.pk:
        return {}
    return request.session.pop(REPRISE)


def _faire(acte: str, affiliation: Affiliation, *, par, motif: str) -> None:
    code, _tiret, cle = acte.partition("-")
    if code in ("maintenir", TRANSFERER):
        ouvertes = {str(une.pk): une for une in _ouvertes(affiliation)}
        contestation = ouvertes.get(cle) if cle else next(iter(ouvertes.values()), None)
        if contestation is None or (code == TRANSFERER and not cle):
            raise services.AffiliationRefusee(
                _("Cette contestation est close\u00a0: rechargez la page.")
            )
        services.trancher(contestation, par=par, transferer=code == TRANSFERER, motif=motif)
        return
    faire = {
        "valider": services.valider,
        "refuser": services.refuser,
        "terminer": services.terminer,
        "ecarter": services.ecarter,
        "nommer": services.nommer_referent,
        "retirer": services.retirer_referent,
    }[code]
    faire(affiliation, par=par, motif=motif)


class AffiliationViewSet(LectureViewSet):
    model = Affiliation
    icon = "group"
    menu_label = gettext_lazy("Affiliations")
    menu_order = 192
    index_view_class = ListeView
    inspect_view_class = LireView
    filterset_class = FiltreDesAffiliations
    form_fields = ["statut"]
    list_display = [
        TitleColumn(
            "qui",
            label=gettext_lazy("Personne"),
            sort_key="personne",
            url_name="affiliations_admin:inspect",
        ),
        Column("collectivite", label=gettext_lazy("Collectivité"), sort_key="collectivite"),
        Column("get_fonction_display", label=gettext_lazy("Fonction"), sort_key="fonction"),
        Column("get_niveau_display", label=gettext_lazy("Niveau"), sort_key="niveau"),
        Column("get_role_display", label=gettext_lazy("Rôle"), sort_key="role"),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="statut"),
        DateColumn("depuis", label=gettext_lazy("Depuis"), sort_key="depuis"),
        Echeance(
            "echeance_le",
            accessor="echeance_attendue",
            label=gettext_lazy("Réponse avant le"),
            sort_key="echeance_le",
        ),
    ]
    inspect_view_fields = [
        "personne",
        "adresse",
        "collectivite",
        "courriels_officiels",
        "referents",
        "fonction",
        "fin_mandat",
        "niveau",
        "preuve",
        "niveau_etabli",
        "verifiee_par",
        "role",
        "habilite_a_engager",
        "statut",
        "motif",
        "depuis",
        "confirmee_le",
        "echeance_le",
        "demande_a_l_anct",
        "close_le",
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("instruire/<int:pk>/", instruire, name="instruire"),
        ]
