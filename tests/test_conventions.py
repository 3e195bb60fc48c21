"""The house's rules, held by the suite: who imports whom, labels, templates, migrations, routes."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from wagtail.models import Page

RACINE = settings.RACINE
AILES = ["search", "home", "ressources", "communautes", "tec_site"]  # lower imports nothing above
SALLES = [
    "journal",
    "territoires",
    "comptes",
    "fichiers",
    "notifications",
    "moderation",
    "positionnements",
    "adhesions",
    "discussions",
    "agenda",
    "lettres",
    "retours",
    "consultations",
    "projets",
]
HORS_DES_SALLES = {"models", "migrations", "management"}
LIGNES_DE_FONCTION = 45
DESSINS = RACINE / "home" / "dessins_png" / "bourg.py"  # a picture is a long list of strokes
SOURCES = [
    chemin
    for aile in AILES
    for chemin in sorted((RACINE / aile).rglob("*.py"))
    if "migrations" not in chemin.parts
]
GABARITS = [gabarit for aile in AILES for gabarit in sorted((RACINE / aile).rglob("*.html"))]
NOTRES = [config for config in apps.get_app_configs() if config.name.split(".")[0] in AILES]


def imports(chemin: Path) -> set[str]:
    return noms_importes(ast.walk(ast.parse(chemin.read_text(encoding="utf-8"))))


def noms_importes(noeuds) -> set[str]:
    noms = set()
    for noeud in noeuds:
        if isinstance(noeud, ast.Import):
            noms |= {alias.name for alias in noeud.names}
        elif isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.level:
            noms.add(noeud.module)
            noms |= {f"{noeud.module}.{alias.name}" for alias in noeud.names}
    return noms


def aretes_interdites(chemin: Path) -> list[str]:
    """Imports of a wing above, or of a later room."""
    relatif = chemin.relative_to(RACINE)
    aile = relatif.parts[0]
    trouvees = []
    for nom in imports(chemin):
        parties = nom.split(".")
        if parties[0] in AILES and AILES.index(parties[0]) > AILES.index(aile):
            # env.py's neighbour: settings may start the embedded server, nobody else looks up.
            trouvees.append(nom)
        if aile == parties[0] == "communautes" and len(parties) > 1:
            ici, la = relatif.parts[1], parties[1]
            if ici in SALLES and la in SALLES and SALLES.index(la) > SALLES.index(ici):
                trouvees.append(nom)
    return trouvees


@pytest.mark.parametrize("chemin", SOURCES, ids=lambda c: str(c.relative_to(RACINE)))
def test_imports_go_one_way(chemin):
    assert aretes_interdites(chemin) == []


def importees_d_abord(chemin: Path) -> set[str]:
    """What a module imports as it is read: imports inside functions break no cycle of reading."""
    lignes = ast.parse(chemin.read_text(encoding="utf-8")).body
    hauts = [n for n in lignes if isinstance(n, ast.Import | ast.ImportFrom)]
    return noms_importes(hauts)


def salles_importees() -> dict[str, set[str]]:
    """Of each room of `home/`, the others it stands on. Not `models`: Django wants the tables of
    all rooms there, and each room reads them.
    """
    socle = RACINE / "home"
    salles = {d.name for d in socle.iterdir() if (d / "__init__.py").exists()} - HORS_DES_SALLES
    return {
        salle: {
            nom.split(".")[1]
            for chemin in (socle / salle).rglob("*.py")
            for nom in importees_d_abord(chemin)
            if nom.startswith("home.")
        }
        & (salles - {salle})
        for salle in salles
    }


def test_the_rooms_of_home_stand_on_each_other_one_way():
    TopologicalSorter(salles_importees()).prepare()  # CycleError names the rooms of a cycle


@pytest.mark.parametrize(
    ("fichier", "ligne", "interdite"),
    [
        ("search/faux.py", "from home.models import BasePage", True),
        ("home/faux.py", "from search.models import IndexDocument", False),
        ("communautes/adhesions/faux.py", "from communautes.projets.models import Place", True),
        ("communautes/adhesions/faux.py", "import communautes.projets.services", True),
        ("communautes/adhesions/faux.py", "from communautes import projets", True),
        ("communautes/projets/faux.py", "from communautes.adhesions.models import Adhesion", False),
    ],
)
def test_a_back_edge_is_seen(tmp_path, monkeypatch, fichier, ligne, interdite):
    faux = tmp_path / fichier
    faux.parent.mkdir(parents=True)
    faux.write_text(f"{ligne}\n")
    monkeypatch.setattr(f"{__name__}.RACINE", tmp_path)
    assert bool(aretes_interdites(faux)) is interdite


def test_every_room_has_its_place_in_the_order():
    salles = {config.name.split(".")[1] for config in NOTRES if "." in config.name}
    assert salles and salles <= set(SALLES)


@pytest.mark.parametrize(
    "chemin", [c for c in SOURCES if c != DESSINS], ids=lambda c: str(c.relative_to(RACINE))
)
def test_functions_can_be_read_at_once(chemin):
    longues = {
        noeud.name: noeud.end_lineno - noeud.lineno + 1
        for noeud in ast.walk(ast.parse(chemin.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef)
        and noeud.end_lineno - noeud.lineno + 1 > LIGNES_DE_FONCTION
    }
    assert longues == {}


@pytest.mark.parametrize("chemin", SOURCES, ids=lambda c: str(c.relative_to(RACINE)))
def test_files_can_be_held_in_the_head(chemin):
    assert len(chemin.read_text(encoding="utf-8").splitlines()) <= 330


def test_no_room_is_called_utils():
    assert not [c for c in SOURCES if c.stem in {"utils", "helpers", "core", "misc"}]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def champs_a_nous(modele) -> list:
    """Fields that the model declares itself, not those of a library's abstract base."""
    empruntes = {
        champ.name
        for base in modele.__mro__
        if hasattr(base, "_meta")
        and base._meta.abstract
        and base.__module__.split(".")[0] not in AILES
        for champ in base._meta.local_fields
    }
    return [c for c in modele._meta.local_fields if c.name != "id" and c.name not in empruntes]


def test_labels_are_lower_case():
    """« verbose_name » starts lower case unless it begins with an acronym or a proper name."""
    fautes = []
    for config in NOTRES:
        for modele in config.get_models():
            noms = [modele._meta.verbose_name, modele._meta.verbose_name_plural]
            noms += [champ.verbose_name for champ in champs_a_nous(modele)]
            fautes += [
                f"{modele._meta.label}: {nom}"
                for nom in map(str, noms)
                if re.match(r"[A-ZÉÀ][a-zé]", nom) and not nom.startswith(("ANCT",))
            ]
    assert fautes == []


REMPLACES = (  # templates of libraries, that ours stand in for
    "account/",
    "wagtailadmin/",
    "wagtailcore/",
    "wagtailimages/",
    "dsfr/",
    "wagtail_localize/",
)


def test_every_template_is_used():
    """A template nobody names is dead: by its own name, or as the default of a page type."""
    textes = [c.read_text(encoding="utf-8") for c in [*SOURCES, *GABARITS]]
    defauts = {modele.template for modele in apps.get_models() if issubclass(modele, Page)}
    mortes = []
    for gabarit in GABARITS:
        nom = str(gabarit.relative_to(next(p for p in gabarit.parents if p.name == "templates")))
        surcharge = nom.startswith(REMPLACES)
        erreur = re.fullmatch(r"(400|403|403_csrf|404|410|500)\.html", nom)
        if nom in defauts or surcharge or erreur:
            continue
        if not any(nom in texte for texte in textes):
            mortes.append(nom)
    assert mortes == []


def test_no_template_carries_inline_script_or_style():
    """The public CSP refuses them."""
    fautes = [
        str(g.relative_to(RACINE))
        for g in GABARITS
        if "wagtailadmin" not in g.parts
        and re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=\"|\son[a-z]+=\"", g.read_text())
    ]
    assert fautes == []


def test_components_say_their_parameters():
    composants = [g for g in GABARITS if "components" in g.parts]
    assert composants
    sans = [g.name for g in composants if not g.read_text().lstrip().startswith("{% comment %}")]
    assert sans == []
