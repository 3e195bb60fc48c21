from wagtail import hooks

from communautes.journal.viewsets import JournalViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [JournalViewSet("journal")]
