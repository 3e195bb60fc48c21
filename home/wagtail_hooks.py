"""What this room hooks into Wagtail: each of its parts registers its own."""

from wagtail import hooks

from home.blocks.liens_du_texte import DocumentLink, ExternalLink, PageLink
from home.echanges import admin as echanges  # noqa: F401
from home.edition import admin as edition  # noqa: F401
from home.edition import avis  # noqa: F401
from home.fraicheur import admin as fraicheur  # noqa: F401
from home.fraicheur import journal  # noqa: F401
from home.guide import admin as guide  # noqa: F401
from home.langues import admin as langues  # noqa: F401
from home.listes import admin as listes  # noqa: F401
from home.listes import arborescence, explorateur  # noqa: F401
from home.medias import admin as medias  # noqa: F401
from home.qualite import admin as qualite  # noqa: F401
from home.tableau import panneaux  # noqa: F401
from home.viewsets import ActualiteViewSet, MessageRecuViewSet


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own handlers
def register_links(features):
    for handler in (PageLink, DocumentLink, ExternalLink):
        features.register_link_type(handler)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ActualiteViewSet("actualites"), MessageRecuViewSet("messages_recus")]
