"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communautes.adhesions import confidences
from communautes.adhesions.models import (
    Adhesion,
    CommunautePage,
    CommunautesIndexPage,
    CommunauteTheme,
    Vie,
)
from communautes.comptes.sections import de_mon_compte
from home import indexation, navigation, visibilite
from home.sections import Section
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
    confidences.declarer(_a_une_synthese)
    themes_choisis.choisir(
        "communautes",
        themes_choisis.Choix(CommunauteTheme.objects.all, _par_les_communautes, "page"),
    )
    de_mon_compte.enregistrer(
        Section("communautes", 10, "adhesions/section_mon_compte.html", _miennes)
    )
    navigation.enregistrer(navigation.Entree(_("Communautés"), 50, CommunautesIndexPage))


def _a_une_synthese(communaute: int, depuis) -> bool:
    """Of which nobody knows when it was written counts."""
    ecrites = Vie.objects.filter(pk=communaute).exclude(synthese="")
    return ecrites.filter(Q(synthese_le=None) | Q(synthese_le__gte=depuis)).exists()


def _par_les_communautes(nombre: int) -> str:
    phrase = ngettext(
        "Ce thème est choisi par %(nombre)s communauté\u00a0: retirez-le d’abord de sa page.",
        "Ce thème est choisi par %(nombre)s communautés\u00a0: retirez-le d’abord de leurs pages.",
        nombre,
    )
    return phrase % {"nombre": nombre}


def _miennes(personne, request) -> dict:
    """Those that are open to them now: one query."""
    siennes = Adhesion.objects.actives().filter(personne=personne).values("communaute")
    lues = CommunautePage.objects.sources().live().filter(pk__in=siennes)
    return {"communautes": list(lues.select_related("locale").order_by("title"))}
