"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from communautes.adhesions.models import CommunautePage, CommunautesIndexPage
from home import indexation, navigation, visibilite
from search import registre


def brancher() -> None:
    visibilite.reserver(lambda: CommunautePage.objects.invisibles().values("translation_key"))
    registre.enregistrer(
        registre.Nature(
            code="communaute",
            libelle=_("Communauté"),
            libelle_pluriel=_("Communautés"),
            ordre=40,
            documents=partial(indexation.documents, CommunautePage),
        )
    )
    navigation.enregistrer(navigation.Entree(_("Communautés"), 50, CommunautesIndexPage))
