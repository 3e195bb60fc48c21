"""What stands in the footer: columns, and the links that the law asks for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from home import navigation
from home.langues.lecture import langue_du_contenu, langue_du_lecteur
from home.models import AccessibilitePage, ContenuPage
from home.models.contenu import LEGALES


def composer(request) -> dict:
    """{colonnes: [{titre, liens}], legaux: [{libelle, url, langue}]}."""
    contenus, legales, accessibilite = _pages(request)
    contact = reverse("contact")
    aide = [
        _lien(_("Écrire à l’équipe"), contact),
        _lien(_("Signaler un défaut d’accessibilité"), f"{contact}?objet=accessibilite"),
        _lien(_("Chercher dans le portail"), reverse("search:recherche")),
    ]
    entrees = navigation.entrees(request)
    explorer = [_lien(entree["libelle"], entree["url"]) for entree in entrees]
    colonnes = [
        {"titre": _("Explorer"), "liens": explorer},
        {"titre": _("Comprendre"), "liens": contenus},
        {"titre": _("Être aidé"), "liens": aide},
    ]
    return {
        "colonnes": [colonne for colonne in colonnes if colonne["liens"]],
        "legaux": [
            _lien(_("Plan du site"), reverse("plan_du_site")),
            *accessibilite,
            *legales,
        ],
    }


def _pages(request) -> tuple[list[dict], list[dict], list[dict]]:
    """Pages under the home page: free contents, legal ones, the accessibility statement."""
    suivies = [
        page
        for page in navigation.pages(request)
        if page.cached_content_type.model_class() in (ContenuPage, AccessibilitePage)
    ]
    francaises = {p.translation_key: p.slug for p in suivies if p.locale.language_code == "fr"}
    contenus, legales, accessibilite = [], [], []
    for page in suivies:
        if page.locale.language_code != langue_du_lecteur():
            continue
        titre = page.title
        liste = legales if francaises.get(page.translation_key) in LEGALES else contenus
        if declaration := getattr(page, "accessibilitepage", None):
            titre = _("Accessibilité : %(etat)s") % {"etat": declaration.get_conformite_display()}
            liste = accessibilite
        liste.append(_lien(titre, page.get_url(request), langue_du_contenu(page)))
    return contenus, legales, accessibilite


def _lien(libelle: str, url: str, langue: str = "") -> dict:
    """`langue`: of the label, when it comes from a page."""
    return {"libelle": libelle, "url": url, "langue": langue}
