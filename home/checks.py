"""Alarms that `manage.py check --deploy` rings before a legal page is out of date."""

from datetime import timedelta

from django.conf import settings
from django.core.checks import Warning as Alerte
from django.core.checks import register
from django.utils import timezone

PREAVIS = timedelta(days=30)
DUREE_MAXIMALE = timedelta(days=366)


@register(deploy=True)
def security_txt(app_configs, **kwargs) -> list:
    reste = settings.TEC_SECURITY_TXT_EXPIRE - timezone.localdate()
    if PREAVIS < reste <= DUREE_MAXIMALE:
        return []
    return [
        Alerte(
            f"security.txt expire dans {reste.days} jours.",
            hint="Relisez-le, puis repoussez SECURITY_TXT_EXPIRE (un an au plus).",
            id="home.W001",
        )
    ]
