from django import template
from django.conf import settings
from django.urls import reverse

from communautes.comptes.presence import presence_de
from communautes.comptes.retour import CHAMP, aux_portes, avec_suite

register = template.Library()


@register.inclusion_tag("comptes/_presence.html", takes_context=True)
def qui_est_la(context) -> dict:
    """« Mairie de X — Camille D., DGS », for a shared mailbox; nothing for anyone else."""
    request = context.get("request")
    if not context.get("connecte") or not request.user.boite_partagee:
        return {}
    return {"compte": request.user, "presence": presence_de(request), "request": request}


@register.simple_tag(takes_context=True)
def adresse_de_connexion(context) -> str:
    """The door, that leads back to the page where it was asked for, if it is still one."""
    request = context.get("request")
    revenable = request and request.method in {"GET", "HEAD"}
    if not revenable or context.get("sans_retour"):
        return reverse("account_login")
    suite = request.GET.get(CHAMP, "") if aux_portes(request) else request.get_full_path()
    return avec_suite("account_login", "" if suite == settings.LOGIN_REDIRECT_URL else suite)
