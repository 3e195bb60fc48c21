from wagtail import hooks

from communautes.territoires.viewsets import CollectiviteViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CollectiviteViewSet("collectivites")]
