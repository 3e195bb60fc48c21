from django import template

from communautes.comptes.presence import presence_de

register = template.Library()


@register.inclusion_tag("comptes/_presence.html", takes_context=True)
def qui_est_la(context, classe: str = "") -> dict:
    """« Mairie de X — Camille D., DGS », for a shared mailbox; nothing for anyone else."""
    request = context.get("request")
    if not context.get("connecte") or not request.user.boite_partagee:
        return {}
    return {"compte": request.user, "presence": presence_de(request), "classe": classe}
