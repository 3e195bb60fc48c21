from wagtail import hooks

from communautes.discussions.viewsets import DiscussionViewSet


@hooks.register("register_admin_viewset")
def register_viewset():
    return DiscussionViewSet("discussions_admin", url_prefix="discussions")
