"""Alarms of `manage.py check --deploy`: a legal page nearly out of date, a site open too wide."""

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


@register(deploy=True)
def noms_servis(app_configs, **kwargs) -> list:
    """Django builds links from the host that is asked for: anyone's, if every one is served."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Alerte(
            "ALLOWED_HOSTS contient « * » : le site répond sous n’importe quel nom.",
            hint="Donnez les noms de domaine du portail, séparés par des virgules.",
            id="home.W002",
        )
    ]


@register(deploy=True)
def adresse_publique(app_configs, **kwargs) -> list:
    """Where HTTPS is given up on purpose (a trial on one machine), http is what is wanted."""
    adresse = settings.WAGTAILADMIN_BASE_URL
    if adresse.startswith("https://") or not settings.SECURE_SSL_REDIRECT:
        return []
    return [
        Alerte(
            f"BASE_URL ({adresse}) ne commence pas par https://.",
            hint="Les liens des courriels et les formulaires de l’administration en dépendent.",
            id="home.W003",
        )
    ]
