from django.conf import settings

from home import navigation


def site(request) -> dict:
    """What the header and the footer show on every page."""
    return {
        "navigation": navigation.entrees(request),
        "maquette": settings.TEC_MAQUETTE,
        "porte_demo": settings.TEC_PORTE_DEMO,
    }
