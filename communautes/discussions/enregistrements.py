"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from django.utils.translation import gettext_lazy as _

from communautes.adhesions.lecture import d_une_communaute
from communautes.discussions import indexation, lecture, permissions
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.plan import PlanDesDiscussions
from communautes.discussions.services.publier import quand_la_moderation_change
from communautes.fichiers.permissions import lire_comme
from communautes.moderation.registre import Signalable
from communautes.moderation.registre import declarer as signaler
from home.langues import plan
from home.sections import Section, de_l_accueil
from search import registre


def brancher() -> None:
    d_une_communaute.enregistrer(
        Section("questions", 10, "discussions/section_communaute.html", lecture.d_une_communaute)
    )
    de_l_accueil.enregistrer(
        Section("questions", 55, "discussions/section_accueil.html", lecture.de_l_accueil)
    )
    registre.enregistrer(
        registre.Nature(
            code="discussion",
            libelle=_("Discussion"),
            libelle_pluriel=_("Discussions"),
            ordre=45,
            documents=indexation.documents,
        )
    )
    plan.enregistrer("discussions", PlanDesDiscussions)
    for modele in (Discussion, Reponse):
        lire_comme(modele, permissions.lit)
    signaler(
        Signalable(
            Discussion,
            libelle=_("une question"),
            titre=str,
            texte=lambda une: f"{une.titre}\n{une.texte}",
            adresse=Discussion.get_absolute_url,
            auteur=lambda une: une.auteur,
            peut_lire=permissions.lit,
            peut_moderer=permissions.modere,
            cadre=lambda une: une.communaute,
            quand_change=quand_la_moderation_change,
        ),
        Signalable(
            Reponse,
            libelle=_("une réponse"),
            titre=lambda une: _("Réponse à «\u00a0%(titre)s\u00a0»") % {"titre": une.discussion},
            texte=lambda une: une.texte,
            adresse=Reponse.get_absolute_url,
            auteur=lambda une: une.auteur,
            peut_lire=permissions.lit,
            peut_moderer=permissions.modere,
            cadre=lambda une: une.discussion.communaute,
            quand_change=quand_la_moderation_change,
        ),
    )
