"""What this room puts on its own home (called by HomeConfig.ready)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from home.listes.etats import Etat
from home.listes.filtres import A_RELIRE, MIENS
from home.models import ActualitePage, ContenuPage, SiteImage
from home.tableau import qualite, registre, sante
from home.tableau.registre import Attente, Mention


def brancher() -> None:
    for attente in (
        Attente("relire", 10, _("À relire"), lambda request: {"pour_moi": A_RELIRE}),
        Attente("corriger", 20, _("Relus, à corriger"), _miens(Etat.A_CORRIGER)),
        Attente("brouillons", 30, _("Mes brouillons"), _miens(Etat.BROUILLON)),
        Attente(
            "changements", 40, _("Mes changements pas encore publiés"), _miens(Etat.CHANGEMENTS)
        ),
        Attente("en_relecture", 50, _("Mes contenus en relecture"), _miens(Etat.EN_RELECTURE)),
    ):
        registre.attendre(attente)
    registre.mentionner("qualite", qualite.a_corriger)
    registre.mentionner("images", images_sans_texte)
    registre.controler("taches", sante.taches)
    registre.controler("programmees", sante.programmees)
    registre.controler("recherche", sante.recherche)
    for modele in (ActualitePage, ContenuPage):
        sante.faire_chercher(lambda modele=modele: sante.pages_cherchees(modele))


def _miens(etat: Etat):
    return lambda request: {"etat": etat.value, "pour_moi": MIENS}


def images_sans_texte(request) -> list[Mention]:
    """The list of images filters on it (home/medias)."""
    politique = policy_registry.get_by_type(SiteImage)
    modifiables = politique.instances_user_has_any_permission_for(request.user, ["change"])
    nombre = modifiables.filter(description="").count()
    if not nombre:
        return []
    adresse = reverse("wagtailimages:index") + "?alternative=sans"
    return [Mention(_("Images sans texte de remplacement proposé"), nombre, adresse)]
