"""What the law and machines ask for: security.txt, robots.txt."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def security_txt(request):
    """RFC 9116. The expiry is a setting that `check` watches: a file nobody renews is a lie."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    lignes = [
        f"Contact: {base}{reverse('contact')}?objet=vulnerabilite",
        f"Expires: {settings.TEC_SECURITY_TXT_EXPIRE:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {base}/.well-known/security.txt",
        f"Policy: {base}/securite/",
    ]
    return HttpResponse("\n".join([*lignes, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def robots_txt(request):
    lignes = ["User-agent: *"]
    if settings.TEC_MAQUETTE:
        lignes.append("Disallow: /")  # a mock-up must not be taken for the official site
    else:
        lignes += ["Disallow: /admin/", "Disallow: /recherche/", "Disallow: /en/recherche/"]
        lignes.append(f"Sitemap: {settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/sitemap.xml")
    return HttpResponse("\n".join([*lignes, ""]), content_type="text/plain; charset=utf-8")
