from wagtail import hooks

from communautes.notifications.viewsets import CourrielViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CourrielViewSet("courriels")]
