from wagtail import hooks

from communautes.moderation.en_nombre import ACTIONS
from communautes.moderation.viewsets import DossierViewSet

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [DossierViewSet("dossiers_de_moderation", url_prefix="moderation")]
