from wagtail import hooks

from communautes.comptes.affiliations.en_nombre import ACTIONS
from communautes.comptes.affiliations.viewsets import AffiliationViewSet

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [AffiliationViewSet("affiliations_admin", url_prefix="affiliations")]
