from home.echanges.models import Import, LigneImport
from home.fraicheur.models import RappelHebdomadaire
from home.listes.models import ActionEnNombre
from home.models.accessibilite import AccessibilitePage
from home.models.accueil import AccueilPage
from home.models.actualites import ActualiteIndexPage, ActualitePage
from home.models.base import BasePage
from home.models.contenu import ContenuPage
from home.models.medias import SiteDocument, SiteImage, SiteRendition
from home.models.message import MessageRecu
from home.qualite.models import AdresseExterne, CitationExterne, Constat, Empreinte
from home.usages.models import UsageDeVersion

__all__ = [
    "AccessibilitePage",
    "AccueilPage",
    "ActionEnNombre",
    "ActualiteIndexPage",
    "ActualitePage",
    "AdresseExterne",
    "BasePage",
    "CitationExterne",
    "Constat",
    "ContenuPage",
    "Empreinte",
    "Import",
    "LigneImport",
    "MessageRecu",
    "RappelHebdomadaire",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "UsageDeVersion",
]
