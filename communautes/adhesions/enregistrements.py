"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communautes.adhesions.models import CommunautePage, CommunautesIndexPage, CommunauteTheme
from home import indexation, navigation, visibilite
from ressources import themes_choisis
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
    themes_choisis.choisir(
        "communautes",
        themes_choisis.Choix(CommunauteTheme.objects.all, _par_les_communautes, "page"),
    )
    navigation.enregistrer(navigation.Entree(_("Communautés"), 50, CommunautesIndexPage))


def _par_les_communautes(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s communauté\u00a0: retirez-le d’abord de sa page.",
        "Ce thème est choisi par %(nombre)s communautés\u00a0: retirez-le d’abord de leurs pages.",
        nombre,
    )
    return phrase % {"nombre": nombre}
