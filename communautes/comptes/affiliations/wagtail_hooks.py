from wagtail import hooks

from communautes.comptes.affiliations.viewsets import AffiliationViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [AffiliationViewSet("affiliations_admin", url_prefix="affiliations")]
