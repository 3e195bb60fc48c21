"""Tags of the visual identity: pictograms and generated drawings."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from home import articles, dessins, navigation
from home.blocks.fichiers import fichier
from home.blocks.sommaire import sommaire
from home.langues.lecture import langue_du_lecteur

register = template.Library()

# Where the trail of the home page goes, in shares of the drawing.
PARCOURS = (
    (0.25, 0.69, "commune", "droite"),
    (0.35, 0.37, "epci", "haut"),
    (0.61, 0.53, "departement", "bas"),
    (0.71, 0.22, "commune", "droite"),
    (0.87, 0.58, "libre", "bas"),
)


@register.simple_tag
def symbole(nom: str) -> str:
    """Address of a pictogram in the sprite."""
    return f"{static('tec/pictogrammes.svg')}#{nom}"


@register.simple_tag
def parcelles(graine, accent="blue-ecume", pictogramme=""):
    """Drawing of a page's banner."""
    adresse = symbole(pictogramme) if pictogramme else ""
    return dessins.parcelles(str(graine), accent or "blue-ecume", 560, 380, (), adresse)


@register.simple_tag
def paysage_accueil(graine="sillon"):
    """Drawing of the home page: the fields, the trail, and the places that it joins."""
    noms = {
        "commune": _("Une commune"),
        "epci": _("Une intercommunalité"),
        "departement": _("Un département"),
        "libre": _("Une place libre"),
    }
    lieux = tuple(dessins.Lieu(x, y, glyphe, noms[glyphe], cote) for x, y, glyphe, cote in PARCOURS)
    return dessins.parcelles(graine, "green-emeraude", 640, 560, lieux)


@register.simple_tag(takes_context=True)
def fil_ariane(context, page=None):
    """Parents of a page for components/fil_ariane.html; no query when the shell has read them.

    Without a page of the tree (search, contact): only the home page.
    """
    request = context.get("request")
    with override(langue_du_lecteur()):
        accueil = {"titre": _("Accueil"), "url": reverse("wagtail_serve", args=[""])}
    if page is None or not request:
        return [accueil]
    if page.depth < navigation.PROFONDEUR:
        return []
    lues = [lue for lue in navigation.pages(request) if page.path.startswith(lue.path)]
    debut, pas = navigation.PROFONDEUR * page.steplen, page.steplen
    chemins = {page.path[:fin] for fin in range(debut, len(page.path), pas)}
    parents = [lue for lue in lues if lue.path in chemins]
    if len(parents) != len(chemins):
        parents = page.get_ancestors().filter(depth__gte=navigation.PROFONDEUR)
    suite = [{"titre": parent.title, "url": parent.get_url(request)} for parent in parents]
    return [accueil, *suite]


@register.simple_tag(takes_context=True)
def fil_ariane_de_vue(context, vue: str, libelle: str = "", sous=None):
    """Parents of what stands under a view: the home page, then that view.

    `libelle`: of a view that the navigation does not show; `sous`: what it stands under, in that
    view, and that has an address.
    """
    request = context.get("request")
    presentes = navigation.vues_presentes(request) if request else []
    with override(langue_du_lecteur()):
        suite = [{"titre": e.libelle, "url": reverse(vue)} for e in presentes if e.vue == vue]
        if libelle and not suite:
            suite = [{"titre": libelle, "url": reverse(vue)}]
    if sous is not None:
        suite.append({"titre": str(sous), "url": sous.get_absolute_url()})
    return [*fil_ariane(context), *suite]


@register.filter
def parties(body) -> list[dict]:
    """[{titre, ancre}] for components/sommaire.html: empty when there are few headings."""
    return sommaire(body)


@register.filter
def en_fichier(document) -> dict:
    """What components/fichier.html shows of a document of the library."""
    return fichier(document)


register.filter("de", articles.de)


@register.filter
def champs_fautifs(formulaire) -> int:
    """How many fields must be corrected; what concerns the whole form is not one."""
    return len([nom for nom in formulaire.errors if nom in formulaire.fields])


@register.filter
def champ_dsfr(champ):
    """The widget of a bound field with the class that DSFR wants."""
    liste = getattr(champ.field.widget, "input_type", "") == "select"
    classes = champ.field.widget.attrs.get("class", "")
    return champ.as_widget(
        attrs={"class": f"{'fr-select' if liste else 'fr-input'} {classes}".strip()}
    )
