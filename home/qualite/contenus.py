"""The contents of this room whose quality is surveyed."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from home.models import AccessibilitePage, AccueilPage, ActualitePage, ContenuPage, SiteDocument
from home.qualite.registre import Contenu
from home.qualite.regles import fichier_accessible
from home.visibilite import en_ligne


def pages_vivantes(modele):
    """Those that were written, not what mirrors them in the other language."""
    return en_ligne(modele.objects).filter(alias_of=None).select_related("locale")


def documents_utilises():
    """Those that something uses; a file that nobody sees waits for nobody."""
    usages = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(SiteDocument),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    return SiteDocument.objects.filter(Exists(usages))


def de_ce_socle() -> list[Contenu]:
    pages = {
        AccueilPage: _("Accueil"),
        ContenuPage: _("Page de contenu"),
        ActualitePage: _("Actualité"),
        AccessibilitePage: _("Déclaration d’accessibilité"),
    }
    return [
        *(
            Contenu(
                modele=modele,
                libelle=libelle,
                vivants=lambda modele=modele: pages_vivantes(modele),
                route="wagtailadmin_pages:edit",
                avec_resume=modele is not AccueilPage,  # it has a sentence of its own
            )
            for modele, libelle in pages.items()
        ),
        Contenu(
            modele=SiteDocument,
            libelle=_("Fichier"),
            vivants=documents_utilises,
            route="wagtaildocs:edit",
            regles=(fichier_accessible,),
            avec_doublons=False,
        ),
    ]
