"""Screens of the engine in the admin: each one asks who comes before anything else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from home.echanges import exportation, registre, services
from home.echanges.colonnes import Table
from home.echanges.exportation import CSV, FORMATS, repondre
from home.echanges.fichiers import FichierRefuse
from home.echanges.forms import CorrespondanceForm, DepotForm, FiltreForm
from home.echanges.models import Import, LigneImport
from home.exports import retablir

PAR_PAGE = 50
RAFRAICHIR = 3  # seconds, while a step runs
Statut = Import.Statut


@require_GET
def accueil(request):
    """Every list that this person may take out or bring in."""
    tables = registre.exportables(request.user)
    if not tables:
        raise PermissionDenied
    contexte = {
        "lignes": [(table, table.peut_importer(request.user)) for table in tables],
        "page_title": _("Importer et exporter"),
        "header_title": _("Importer et exporter"),
        "header_icon": "download",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": _("Importer et exporter")},
        ],
    }
    return render(request, "home/echanges/accueil.html", contexte)


@require_GET
def exporter(request, code: str, forme: str):
    """The whole of a list, drafts included."""
    table = registre.table(code)
    if table is None or forme not in FORMATS:
        raise Http404
    if not table.peut_exporter(request.user):
        raise PermissionDenied
    return exportation.exporter(table, list(table.cles(request.user)), forme, request.user)


@require_http_methods(["GET", "POST"])
def liste(request, code: str):
    """Imports of this table, and the form that begins one."""
    table = _table(request, code)
    form = DepotForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            import_ = services.deposer(
                table, nom=fichier.name, contenu=fichier.read(), par=request.user
            )
        except FichierRefuse as refus:
            form.add_error("fichier", str(refus))
        else:
            return _vers(import_)
    imports = Import.objects.filter(table=code).select_related("cree_par")
    page = Paginator(imports, PAR_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "home/echanges/liste.html",
        {"table": table, "form": form, "imports": page, **_entete(table)},
        status=422 if form.errors else 200,
    )


@require_GET
def detail(request, code: str, pk: int):
    """The screen of the step where this import is."""
    table, import_ = _import(request, code, pk)
    contexte = {"table": table, "import": import_, **_entete(table, import_)}
    if import_.statut == Statut.DEPOSE or (
        import_.statut == Statut.ESSAYE and "colonnes" in request.GET
    ):
        return _ecran_des_colonnes(
            request, contexte, CorrespondanceForm(table=table, import_=import_)
        )
    if import_.en_cours:
        reponse = render(request, "home/echanges/en_cours.html", contexte)
        if not import_.silencieux:
            reponse["Refresh"] = str(RAFRAICHIR)
        return reponse
    return render(
        request, "home/echanges/rapport.html", contexte | _rapport(request, table, import_)
    )


def _ecran_des_colonnes(request, contexte: dict, form, status: int = 200):
    import_ = contexte["import"]
    choisies = set(import_.correspondance.values())
    contexte |= {
        "form": form,
        "apercu": list(import_.lignes.values_list("numero", "valeurs")[:3]),
        "laissees": [e for rang, e in enumerate(import_.entetes) if rang not in choisies],
    }
    return render(request, "home/echanges/colonnes.html", contexte, status=status)


def _rapport(request, table: Table, import_: Import) -> dict:
    filtre = FiltreForm(request.GET)
    filtre.is_valid()
    statut = filtre.cleaned_data.get("statut") or _premier_onglet(import_)
    voulues = ~Q(laissee="") if statut == "laissee" else Q(statut=statut)
    lignes = Paginator(import_.lignes.filter(voulues), PAR_PAGE).get_page(
        filtre.cleaned_data.get("p")
    )
    for ligne in lignes:
        supprimee = import_.statut == Statut.ANNULE and ligne.avant is None and not ligne.laissee
        if ligne.cible_pk and not supprimee:
            ligne.adresse = reverse(table.route_d_edition, args=[ligne.cible_pk])
    return {
        "lignes": lignes,
        "statut": statut,
        "onglets": _onglets(import_),
    }


def _onglets(import_: Import) -> list[dict]:
    fait = import_.applique_le is not None
    noms = {
        "laissee": _("Laissées en l’état"),
        "rejetee": _("Rejetées"),
        "a_modifier": _("Modifiées") if fait else _("À modifier"),
        "a_creer": _("Créées") if fait else _("À créer"),
        "inchangee": _("Inchangées"),
    }
    nombres = {code: import_.nombre(code) for code in noms} | {
        "laissee": import_.nombre("laissees")
    }
    return [
        {"code": code, "nom": nom, "nombre": nombres[code]}
        for code, nom in noms.items()
        if nombres[code]
    ]


def _premier_onglet(import_: Import) -> str:
    onglets = _onglets(import_)
    return onglets[0]["code"] if onglets else LigneImport.Statut.INCHANGEE


@require_POST
def essayer(request, code: str, pk: int):
    table, import_ = _import(request, code, pk)
    form = CorrespondanceForm(request.POST, table=table, import_=import_)
    if not form.is_valid():
        contexte = {"table": table, "import": import_, **_entete(table, import_)}
        return _ecran_des_colonnes(request, contexte, form, status=422)
    return _agir(
        request,
        import_,
        services.essayer,
        correspondance=form.correspondance(),
        publier=form.publier(),
        par=request.user,
    )


@require_POST
def appliquer(request, code: str, pk: int):
    _table_, import_ = _import(request, code, pk)
    ignorer = request.POST.get("ignorer_rejets") == "oui"
    return _agir(request, import_, services.appliquer, ignorer_rejets=ignorer, par=request.user)


@require_POST
def annuler(request, code: str, pk: int):
    _table_, import_ = _import(request, code, pk)
    return _agir(request, import_, services.annuler, par=request.user)


@require_POST
def relancer(request, code: str, pk: int):
    _table_, import_ = _import(request, code, pk)
    return _agir(request, import_, services.relancer, par=request.user)


@require_POST
def arreter(request, code: str, pk: int):
    _table_, import_ = _import(request, code, pk)
    return _agir(request, import_, services.arreter)


@require_POST
def abandonner(request, code: str, pk: int):
    _table_, import_ = _import(request, code, pk)
    try:
        services.abandonner(import_)
    except services.EchangeRefuse as refus:
        messages.error(request, str(refus))
        return _vers(import_)
    messages.success(request, _("L’import est abandonné\u00a0: rien n’avait été écrit."))
    return redirect("echanges:liste", code)


@require_GET
def rejets(request, code: str, pk: int, forme: str):
    """The rejected lines as they were, with what to correct beside: they come back by an import."""
    _table_, import_ = _import(request, code, pk)
    if forme not in FORMATS:
        raise Http404
    lignes = import_.lignes.filter(statut=LigneImport.Statut.REJETEE)
    rangees = (
        [*map(retablir, ligne.valeurs), _phrases(ligne)]
        for ligne in lignes.iterator(chunk_size=500)
    )
    return repondre(f"rejets-{import_.pk}", forme, [*import_.entetes, _("À corriger")], rangees)


def _phrases(ligne: LigneImport) -> str:
    return " ".join(
        f"{e['colonne']}\u00a0: {e['message']}" if e["colonne"] else e["message"]
        for e in ligne.erreurs
    )


@require_GET
def modele(request, code: str):
    """An empty file with the right titles."""
    table = _table(request, code)
    return repondre(f"modele-{code}", CSV, [str(colonne.libelle) for colonne in table.colonnes], [])


def _agir(request, import_: Import, service, **arguments):
    try:
        service(import_, **arguments)
    except services.EchangeRefuse as refus:
        messages.error(request, str(refus))
    return _vers(import_)


def _vers(import_: Import):
    return redirect("echanges:detail", import_.table, import_.pk)


def _table(request, code: str) -> Table:
    table = registre.table(code)
    if table is None:
        raise Http404
    if not table.peut_importer(request.user):
        raise PermissionDenied
    return table


def _import(request, code: str, pk: int) -> tuple[Table, Import]:
    table = _table(request, code)
    imports = Import.objects.select_related("cree_par", "lance_par")
    return table, get_object_or_404(imports, pk=pk, table=code)


def _entete(table: Table, import_: Import | None = None) -> dict:
    """Wagtail's page header: title and way back."""
    titre = _("Importer des %(pluriel)s") % {"pluriel": table.libelle_pluriel}
    adresse = reverse("echanges:liste", args=[table.code])
    fil = [
        {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
        {"url": table.adresse_de_la_liste(), "label": str(table.libelle_pluriel).capitalize()},
        {"url": adresse if import_ else "", "label": titre},
    ]
    if import_ is not None:
        fil.append({"url": "", "label": import_.nom_du_fichier})
    return {
        "page_title": import_.nom_du_fichier if import_ else titre,
        "header_title": import_.nom_du_fichier if import_ else titre,
        "header_icon": table.icone,
        "breadcrumbs_items": fil,
    }
