from django import template

from home.ecrits import ecrits_perdus

register = template.Library()


@register.inclusion_tag("components/ecrits_perdus.html", takes_context=True)
def ce_que_vous_ecriviez(context) -> dict:
    return {"ecrits": ecrits_perdus(context.get("request"))}
