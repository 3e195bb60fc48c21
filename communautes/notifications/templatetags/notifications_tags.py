"""{% non_lues as nombre %} for the header; {% sourdine objet %}: the button that silences it."""

from django import template

from communautes.notifications import registre, services
from communautes.notifications.lecture import chose

register = template.Library()


@register.simple_tag(takes_context=True)
def non_lues(context) -> int | None:
    """One query a page for who is signed in; None where there is nothing to lead to."""
    request = context.get("request")
    if not context.get("connecte") or not registre.genres():
        return None
    if not hasattr(request, "_non_lues"):
        request._non_lues = services.combien_non_lues(request.user)
    return request._non_lues


@register.inclusion_tag("notifications/sourdine.html", takes_context=True)
def sourdine(context, objet) -> dict:
    """One query; nothing for a visitor."""
    request = context.get("request")
    trouvee = chose(objet)
    if not context.get("connecte") or trouvee is None or not trouvee.se_tait:
        return {}
    return {
        "cle": trouvee.cle,
        "quoi": trouvee.cible.en_sourdine,
        "muette": services.est_en_sourdine(request.user, objet),
        "request": request,
        "csrf_token": context.get("csrf_token"),
    }
