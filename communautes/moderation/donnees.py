"""What this room holds of a person: what they reported, what was decided of what they wrote."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.reunion import registre as reunion
from communautes.comptes.reunion.registre import Decision, Devenir
from communautes.moderation.models import Dossier, Publication, Signalement
from communautes.moderation.permissions import est_dit_a_l_auteur


def _signalements(personne):
    siens = Signalement.objects.filter(personne=personne).select_related("dossier")
    for un in siens:
        yield {
            "reference": un.reference,
            "recu_le": un.recu_le,
            "raison": un.get_categorie_display(),
            "precisions": un.precisions,
            "etat": un.dossier.get_etat_display(),
            "decision": un.dossier.get_decision_display(),
        }


def _dossiers(personne):
    """What they may know of: never that somebody has reported them in vain."""
    for dossier in Dossier.objects.filter(auteur=personne):
        if est_dit_a_l_auteur(dossier):
            yield {
                "reference": dossier.reference,
                "titre": dossier.titre,
                "etat": dossier.get_etat_display(),
                "decision": dossier.get_decision_display(),
                "base": dossier.get_base_display(),
                "motif": dossier.motif,
                "decide_le": dossier.decide_le,
                "contestation": dossier.contestation,
                "reponse": dossier.motif_final,
            }


def _effacer_les_signalements(personne, traces) -> None:
    Signalement.objects.filter(personne=personne).update(precisions="")


def _effacer_les_dossiers(personne, traces) -> None:
    """What was decided stays, for the counts; not what was written, nor why."""
    Publication.objects.filter(personne=personne).delete()
    siens = Dossier.objects.filter(auteur=personne)
    siens.update(titre="", texte="", contestation="")
    siens.exclude(motif="").update(motif=_("Motif effacé."))
    siens.exclude(motif_final="").update(motif_final=_("Motif effacé."))


def _sans_double(absorbe, garde, par) -> None:
    """Of one thing reported by both accounts, the second report stays with the absorbed one."""
    deja = Signalement.objects.filter(personne=garde, dossier=OuterRef("dossier"))
    siens = Signalement.objects.filter(personne=absorbe)
    siens.exclude(Exists(deja)).update(personne=garde)


SIGNALEMENTS = Detention(
    "signalements",
    gettext_lazy("Ce que vous avez signalé"),
    {
        "reference": gettext_lazy("référence"),
        "recu_le": gettext_lazy("reçu le"),
        "raison": gettext_lazy("raison"),
        "precisions": gettext_lazy("précisions"),
        "etat": gettext_lazy("état"),
        "decision": gettext_lazy("décision"),
    },
    _signalements,
    _effacer_les_signalements,
    devenir=gettext_lazy("Le signalement reste compté, sans votre nom ni vos précisions."),
    rang=42,
)
DOSSIERS = Detention(
    "moderation",
    gettext_lazy("Les décisions de modération sur ce que vous avez écrit"),
    {
        "reference": gettext_lazy("référence"),
        "titre": gettext_lazy("contenu"),
        "etat": gettext_lazy("état"),
        "decision": gettext_lazy("décision"),
        "base": gettext_lazy("au regard de"),
        "motif": gettext_lazy("motif"),
        "decide_le": gettext_lazy("décidé le"),
        "contestation": gettext_lazy("votre contestation"),
        "reponse": gettext_lazy("réponse"),
    },
    _dossiers,
    _effacer_les_dossiers,
    devenir=gettext_lazy("La décision reste comptée, sans votre nom ni le texte."),
    rang=43,
)


def brancher() -> None:
    registre.declarer(SIGNALEMENTS, DOSSIERS)
    reunion.declarer(
        Decision(
            "moderation.Signalement.personne",
            Devenir.PASSE,
            gettext_lazy("signalements"),
            _sans_double,
        ),
        Decision("moderation.Dossier.auteur", Devenir.PASSE),
        Decision("moderation.Dossier.instruit_par", Devenir.PASSE),
        Decision("moderation.Dossier.decide_par", Devenir.PASSE),
        Decision("moderation.Dossier.tranche_par", Devenir.PASSE),
        Decision("moderation.Publication.personne", Devenir.PASSE),
    )
