"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions import confidences
from communautes.adhesions.lecture import d_une_communaute as de_la_communaute
from communautes.agenda import documents, lecture
from communautes.agenda.models import Rencontre
from communautes.agenda.mon_agenda import contexte_de_mon_agenda
from communautes.agenda.plan import RencontresSitemap, suite_des_rencontres
from communautes.comptes.sections import de_mon_compte
from home import navigation, ouvertures, plan_du_site
from home.langues import plan
from home.sections import Section
from search import registre


def brancher() -> None:
    registre.enregistrer(
        registre.Nature(
            code="rencontre",
            libelle=gettext_lazy("Rencontre"),
            libelle_pluriel=gettext_lazy("Rencontres"),
            ordre=45,
            documents=documents.documents,
        )
    )
    de_la_communaute.enregistrer(
        Section("rencontres", 20, "agenda/section_communaute.html", lecture.d_une_communaute)
    )
    de_mon_compte.enregistrer(Section("agenda", 20, "agenda/section_mon_compte.html", _les_miennes))
    navigation.enregistrer_vue(
        navigation.EntreeDeVue(
            "agenda",
            gettext_lazy("Agenda"),
            55,
            "agenda:liste",
            lambda: Exists(Rencontre.objects.ouvertes_a_tous()),
        )
    )
    ouvertures.enregistrer("agenda", _ouvertures)
    confidences.declarer(_se_reunissent, entre_membres=True)
    plan.enregistrer("rencontres", RencontresSitemap)
    plan_du_site.enregistrer("rencontres", suite_des_rencontres)


def _les_miennes(personne, request) -> dict:
    return {"nombre": len(contexte_de_mon_agenda(personne)["lignes"])}


def _se_reunissent(communaute: int, depuis) -> bool:
    """Meetings that its members alone read, even of a public one."""
    siennes = Rencontre.objects.filter(communaute=communaute)
    return siennes.dites_entre_membres(depuis).exists()


def _ouvertures(request) -> list[ouvertures.Ouverture]:
    """The next meeting that is open to all."""
    prochaine = lecture.prochaine(request)
    if prochaine is None:
        return []
    return [
        ouvertures.Ouverture(
            nature=_("Prochaine rencontre"),
            titre=prochaine.titre,
            resume=prochaine.dates_en_mots,
            url=reverse("agenda:rencontre", args=[prochaine.pk]),
            action=_("Voir la rencontre"),
            jusqu_au=prochaine.debut,
        )
    ]
