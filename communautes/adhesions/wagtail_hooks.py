from wagtail import hooks

from communautes.adhesions.viewsets import AdhesionViewSet, CommunauteViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [
        AdhesionViewSet("adhesions_admin", url_prefix="adhesions"),
        CommunauteViewSet("communautes_admin", url_prefix="communautes"),
    ]
