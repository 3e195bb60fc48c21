"""How many findings of the report on quality are to be mended, mine first."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from home.qualite import registre
from home.qualite.models import Constat
from home.qualite.permissions import peut_lire
from home.tableau.registre import Mention


def a_corriger(request) -> list[Mention]:
    """To who reads the report; one query, each number that of the lines it leads to."""
    personne = request.user
    if not peut_lire(personne):
        return []
    ouverts = Constat.objects.connus().ouverts().order_by()
    lu = ouverts.aggregate(
        tous=Count("pk"), miens=Count("pk", filter=registre.du_responsable(personne.pk))
    )
    rapport = reverse("qualite:rapport")
    mentions = [
        Mention(
            _("À corriger dans mes contenus publiés"),
            lu["miens"],
            f"{rapport}?responsable={personne.pk}",
        ),
        Mention(_("À corriger dans tout ce qui est publié"), lu["tous"], rapport),
    ]
    return [mention for mention in mentions if mention.nombre]
