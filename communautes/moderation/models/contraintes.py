"""What the database refuses of a Dossier; its transitions are in a trigger (migration 0002)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communautes.moderation.models.etats import Base, Decision, Etat

_AVANT = ["recu", "instruit"]
_CONTESTES = ["conteste", "confirme", "leve"]
_TRANCHES = ["confirme", "leve"]


CONTRAINTES_DU_DOSSIER: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["type_d_objet", "objet_pk"],
        condition=Q(etat__in=_AVANT),
        name="dossier_un_ouvert_par_objet",
        violation_error_message=_("Un dossier est déjà ouvert sur ce contenu."),
    ),
    models.CheckConstraint(
        condition=Q(etat__in=Etat.values)
        & Q(decision__in=["", *Decision.values])
        & Q(base__in=["", *Base.values]),
        name="dossier_mots",
        violation_error_message=_("Ce mot n’existe pas en modération."),
    ),
    models.CheckConstraint(
        condition=Q(etat="recu", instruit_le=None)
        | (~Q(etat="recu") & Q(instruit_le__isnull=False)),
        name="dossier_instruit",
        violation_error_message=_("Un dossier s’examine avant d’être décidé."),
    ),
    models.CheckConstraint(
        condition=Q(
            etat__in=_AVANT, decision="", base="", motif="", decide_par=None, decide_le=None
        )
        | (~Q(etat__in=_AVANT) & ~Q(decision="") & ~Q(motif="") & Q(decide_le__isnull=False)),
        name="dossier_decision_motivee",
        violation_error_message=_("Une décision a une date et un motif."),
    ),
    models.CheckConstraint(
        condition=Q(decision__in=["", "sans_objet"]) | ~Q(base=""),
        name="dossier_decision_fondee",
        violation_error_message=_("Dites au regard de quoi\u00a0: les règles, ou la loi."),
    ),
    models.CheckConstraint(
        condition=Q(etat__in=_CONTESTES, decision="masque", conteste_le__isnull=False)
        | (~Q(etat__in=_CONTESTES) & Q(conteste_le=None, contestation="")),
        name="dossier_contestation",
        violation_error_message=_("Seul un retrait se conteste."),
    ),
    models.CheckConstraint(
        condition=(Q(etat__in=_TRANCHES, tranche_le__isnull=False) & ~Q(motif_final=""))
        | (~Q(etat__in=_TRANCHES) & Q(tranche_le=None, tranche_par=None, motif_final="")),
        name="dossier_reponse_motivee",
        violation_error_message=_("La réponse à une contestation a une date et un motif."),
    ),
    models.CheckConstraint(
        condition=Q(type_de_cadre=None, cadre_pk=None)
        | Q(type_de_cadre__isnull=False, cadre_pk__isnull=False),
        name="dossier_cadre_entier",
        violation_error_message=_("Un lieu a une sorte et un numéro."),
    ),
]
