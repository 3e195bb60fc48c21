"""Builds tec/dsfr-choisi.css out of the DSFR that the wheel django-dsfr ships.

Run it after a new version of django-dsfr, or when a page needs one more module, icon or colour;
the result is committed, so that nothing is built when the site starts.
What it leaves out: the State's fonts, the colours and icons that no page uses, spacing oddities,
and every token that nothing reads any more. Icons become data: masks, written once.
"""

import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import dsfr
from django.core.management.base import BaseCommand

DIST = Path(dsfr.__file__).parent / "static" / "dsfr" / "dist"
STATIQUE = Path(__file__).resolve().parents[2] / "static" / "tec"
SORTIE = STATIQUE / "dsfr-choisi.css"
MARQUE = STATIQUE / "marque-etat.css"  # the State's logo and font: only when TEC_MAQUETTE is off
GRAISSES = {400: "Regular", 500: "Medium", 700: "Bold"}

MODULES = [
    "core",
    "link",
    "button",
    "tag",
    "form",
    "input",
    "select",
    "checkbox",
    "radio",
    "search",
    "alert",
    "callout",
    "quote",
    "highlight",
    "table",
    "pagination",
    "skiplink",
    "navigation",
    "content",
]

# Icons that templates name by class: fr-icon-<name>; the modules' own are found in their CSS.
ICONES = [
    "system/search-line",
    "system/menu-fill",
    "system/close-line",
    "system/add-line",
    "system/subtract-line",
    "system/check-line",
    "system/checkbox-circle-line",
    "system/download-line",
    "system/external-link-line",
    "system/time-line",
    "system/lock-line",
    "system/filter-line",
    "system/settings-5-line",
    "system/information-line",
    "system/fr--theme-fill",
    "system/question-line",
    "system/star-line",
    "system/logout-box-r-line",
    "system/refresh-line",
    "system/share-line",
    "arrows/arrow-right-line",
    "arrows/arrow-left-line",
    "arrows/arrow-down-line",
    "arrows/arrow-up-line",
    "arrows/arrow-right-s-line",
    "arrows/arrow-left-s-line",
    "arrows/arrow-down-s-line",
    "user/account-circle-line",
    "user/team-line",
    "user/user-line",
    "media/notification-3-line",
    "media/play-circle-line",
    "media/image-line",
    "document/file-text-line",
    "document/file-download-line",
    "document/file-line",
    "business/links-line",
    "editor/translate-2",
    "editor/list-unordered",
    "business/printer-line",
    "business/flag-line",
    "business/mail-line",
    "business/calendar-line",
    "business/calendar-event-line",
    "communication/discuss-line",
    "communication/question-answer-line",
    "map/map-pin-2-line",
    "buildings/home-4-line",
    "design/edit-line",
]

FAMILLES_RETIREES = [
    "green-tilleul-verveine",
    "green-bourgeon",
    "green-menthe",
    "green-archipel",
    "blue-cumulus",
    "purple-glycine",
    "pink-macaron",
    "yellow-moutarde",
    "orange-terre-battue",
    "brown-cafe-creme",
    "brown-caramel",
    "brown-opera",
    "beige-gris-galet",
]

SELECTEURS_RETIRES = re.compile(
    "|".join(
        [
            r"\.fr-[mp][trblxy]?-(?:\w+-)?(?:first|last)",  # spacing of first and last columns
            r"\.fr-[mp][trblxy]?-(?:\w+-)?n[\d.]+[vw]",  # negative spacing
            r"\.fr-[mp][trblxy]?-(?:sm|md|lg|xl)-",
            r"\.fr-[mp][trblxy]?-\d+-5v",
            r"\.fr-(?:col|offset|container|grid-row)[\w-]*-(?:sm|xl)\b",
            r"\.fr-(?:col-)?offset",
            r"\.fr-ratio",
            r"\.fr-btn--(?:france-?connect|close|fullscreen|tooltip|account|briefcase|team|sort)",
            r"\.fr-card--(?:download|horizontal-)",
            r"\.fr-table--(?:no-scroll|layout)",
            r"fr-consent|fr-modal|fr-connect|fr-hr-or|fr-display--|fr-text--alt",
            r"::-ms-|\[data-fr-js",
            *(rf"--{famille}" for famille in FAMILLES_RETIREES),
        ]
    )
)
RETIREES = ("@font-face", "@-moz-document")
SOMBRE = ":root[data-fr-theme=dark]"  # DSFR's own rule of the dark scheme
SELON_LE_SYSTEME = ":root:not([data-fr-theme=light])"
COMMENTAIRE = re.compile(r"/\*.*?\*/", re.S)
# Icon classes of core and modules come back one by one, below.
ICONE = re.compile(r"\.fr-(?:icon|fi)-[\w-]+")
ADRESSE = re.compile(r"url\(\"?([^)\"]+)\"?\)")
SANS_CODE = " =:/'-.,()"  # safe between double quotes in a data: address
DECLARATION = re.compile(
    r"(?<=[{;])(--[\w-]+):(?:\"[^\"]*\"|url\(\"[^\"]*\"\)|[^;{}\"])*(?:;|(?=\}))"
)
VARIABLE = re.compile(r"var\((--[\w-]+)")


class Command(BaseCommand):
    help = "Assemble la feuille DSFR du site (tec/dsfr-choisi.css) depuis la roue django-dsfr."

    def handle(self, *args, **options):
        SORTIE.write_text(assembler(), encoding="utf-8")
        MARQUE.write_text(marque_etat(), encoding="utf-8")
        for feuille in (SORTIE, MARQUE):
            self.stdout.write(f"{feuille.name} : {feuille.stat().st_size // 1024} ko")


def assembler() -> str:
    entete = COMMENTAIRE.match((DIST / "core" / "core.main.min.css").read_text()).group()
    masques: dict[str, str] = {}
    morceaux = [_module(nom, masques) for nom in MODULES]
    morceaux.append(_icones(masques))
    clair = "".join(morceaux)
    schema = dict(regles(_source("scheme/scheme.min.css")))
    sombre = schema[SOMBRE].strip(";")
    impression = "".join(
        _source(f"component/{nom}/{nom}.print.min.css")
        for nom in MODULES
        if (DIST / "component" / nom / f"{nom}.print.min.css").exists()
    )
    css = clair + _theme_sombre(clair, sombre) + _filtrer(impression)
    icones = "".join(f"{nom}:{valeur};" for nom, valeur in sorted(masques.items()))
    css = f":root{{{icones}}}" + css.replace("Marianne,arial,sans-serif", "var(--police-texte)")
    lues = "".join(
        feuille.read_text() for feuille in STATIQUE.glob("*.css") if feuille not in (SORTIE, MARQUE)
    )
    return f"{entete}\n{NOTE}\n{_elaguer(css, lues)}\n"


def marque_etat() -> str:
    """The State's logo and its font, which stays in the wheel: it is not ours to copy."""
    source = (DIST / "component" / "logo" / "logo.main.min.css").read_text(encoding="utf-8")
    polices = "".join(
        f"@font-face{{font-family:Marianne;font-weight:{graisse};font-display:swap;"
        f'src:url("../dsfr/dist/fonts/Marianne-{nom}.woff2") format("woff2")}}'
        for graisse, nom in GRAISSES.items()
    )
    return f"{COMMENTAIRE.match(source).group()}\n{NOTE}\n{polices}{COMMENTAIRE.sub('', source)}\n"


NOTE = "/* Choisi et assemblé par « manage.py assembler_dsfr » : ne pas modifier à la main. */"


def regles(css: str):
    """(selector, body) of each rule at the top level; at-rules come whole."""
    debut = 0
    while (ouvre := css.find("{", debut)) >= 0:
        profondeur, fin = 1, ouvre + 1
        while profondeur:
            profondeur += {"{": 1, "}": -1}.get(css[fin], 0)
            fin += 1
        yield css[debut:ouvre].strip(), css[ouvre + 1 : fin - 1]
        debut = fin


def _source(chemin: str) -> str:
    return COMMENTAIRE.sub("", (DIST / chemin).read_text(encoding="utf-8"))


def _module(nom: str, masques: dict) -> str:
    dossier = "core" if nom == "core" else f"component/{nom}"
    css = _filtrer(_source(f"{dossier}/{nom}.main.min.css"))
    return ADRESSE.sub(lambda adresse: _masque(adresse.group(1), masques), css)


def _masque(adresse: str, masques: dict) -> str:
    """The icon as a custom property, so that its drawing is written once."""
    if adresse.startswith("data:"):
        return f'url("{adresse}")'
    fichier = DIST / "icons" / adresse.split("icons/", 1)[1]
    nom = f"--icone-{fichier.stem}"
    dessin = fichier.read_text(encoding="utf-8").strip().replace('"', "'")
    masques[nom] = f'url("data:image/svg+xml,{quote(dessin, safe=SANS_CODE)}")'
    return f"var({nom})"


def _icones(masques: dict) -> str:
    regles_css = []
    for chemin in ICONES:
        valeur = _masque(f"icons/{chemin}.svg", masques)
        nom = f"fr-icon-{chemin.split('/')[1].removeprefix('fr--')}"
        regles_css.append(
            f".{nom}:after,.{nom}:before{{-webkit-mask-image:{valeur};mask-image:{valeur}}}"
        )
    return "".join(regles_css)


def _filtrer(css: str) -> str:
    """The same sheet without what no page uses."""
    gardees = []
    for selecteur, corps in regles(css):
        if selecteur.startswith(RETIREES) or "-ms-high-contrast" in selecteur:
            continue
        if selecteur.startswith(("@media", "@supports")):
            if interieur := _filtrer(corps):
                gardees.append(f"{selecteur}{{{interieur}}}")
            continue
        if selecteur.startswith("@"):
            gardees.append(f"{selecteur}{{{corps}}}")
            continue
        parties = [
            partie
            for partie in _parties(selecteur)
            if not SELECTEURS_RETIRES.search(partie) and not ICONE.search(partie)
        ]
        if parties:
            gardees.append(f"{','.join(parties)}{{{corps}}}")
    return "".join(gardees)


def _parties(selecteur: str) -> list[str]:
    """A list of selectors, split at its commas outside parentheses and brackets."""
    return re.split(r",(?![^(]*\))(?![^\[]*\])", selecteur)


def _theme_sombre(clair: str, declarations: str) -> str:
    """Dark when chosen, or when the system asks for it and the reader has not said otherwise: the
    colours, and what the components redraw (arrow of a list, tick of a box). Never on paper.
    """
    redessines = "".join(
        f"{selecteur.replace(SOMBRE, SELON_LE_SYSTEME)}{{{corps}}}"
        for selecteur, corps in regles(clair)
        if selecteur.startswith(SOMBRE)
    )
    return (
        f"@media screen{{{SOMBRE}{{color-scheme:dark;{declarations}}}}}"
        "@media screen and (prefers-color-scheme:dark){"
        f"{SELON_LE_SYSTEME}{{color-scheme:dark;{declarations}}}{redessines}}}"
    )


def _elaguer(css: str, ailleurs: str) -> str:
    """Drop the custom properties that neither this sheet nor ours reads, until none is left."""
    while True:  # a token may be read only by another one
        lues = set(VARIABLE.findall(css)) | set(VARIABLE.findall(ailleurs))
        court = DECLARATION.sub(partial(_si_lue, lues), css)
        court = re.sub(r"[^{};]+\{\}", "", court)
        if court == css:
            return css
        css = court


def _si_lue(lues: set[str], declaration: re.Match) -> str:
    return declaration.group() if declaration.group(1) in lues else ""
