"""What a discussion shows of an answer that became a retour, and a retour of its answer."""

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import CommunautePage
from communautes.discussions import promotions
from communautes.discussions.models import Discussion
from communautes.discussions.permissions import lit
from communautes.retours.models import PromotionDeReponse, RetourExperience
from communautes.retours.permissions import est_lisible
from communautes.retours.services.promotion import promouvoir

CODE = "retour"
AU_PLUS = 3  # on the page of the community
Etat = PromotionDeReponse.Etat


def brancher() -> None:
    promotions.declarer(
        promotions.Promotion(
            CODE,
            gettext_lazy("Proposer d’en faire un retour d’expérience"),
            gettext_lazy(
                "Le brouillon du retour est créé. Qui a écrit la réponse en est prévenu·e\u00a0: "
                "rien ne part sans son accord."
            ),
            creer=promouvoir,
            se_propose=_se_propose,
            montrer=_montrer,
            ou_en_est=_ou_en_est,
            apprises=_apprises,
        )
    )


def _de(discussion: Discussion) -> PromotionDeReponse | None:
    lues = PromotionDeReponse.objects.select_related("retour")
    return lues.filter(reponse=discussion.reponse_retenue_id).first()


def _se_propose(discussion: Discussion) -> bool:
    """Who has said no is not asked again."""
    promotion = _de(discussion)
    return promotion is None or promotion.etat != Etat.REFUSEE


def _montrer(discussion: Discussion) -> promotions.Devenue | None:
    promotion = _de(discussion)
    if promotion is None or promotion.retour is None or not est_lisible(promotion.retour):
        return None
    return promotions.Devenue(
        etat=_("devenue un retour d’expérience"),
        phrase=_("Elle est devenue un retour d’expérience"),
        adresse=promotion.retour.get_absolute_url(),
    )


def _apprises(communaute: CommunautePage) -> list[promotions.Devenue]:
    venus = RetourExperience.objects.visibles().filter(
        promotion__reponse__discussion__communaute=communaute
    )
    lus = venus.recents().only("titre", "slug")[:AU_PLUS]
    return [
        promotions.Devenue(
            "", _("%(titre)s (retour d’expérience)") % {"titre": un}, un.get_absolute_url()
        )
        for un in lus
    ]


def _ou_en_est(discussion: Discussion) -> str:
    promotion = _de(discussion)
    if promotion is None:
        return ""
    phrases = {
        Etat.PROPOSEE: _("Proposée le %(date)s à qui l’a écrite, comme retour d’expérience."),
        Etat.ACCEPTEE: _("Acceptée le %(date)s par qui l’a écrite, comme retour d’expérience."),
        Etat.REFUSEE: _("Refusée le %(date)s par qui l’a écrite, comme retour d’expérience."),
    }
    quand = localtime(promotion.repondu_le or promotion.le)
    return phrases[promotion.etat] % {"date": date_format(quand, "j F Y")}


def origine(retour: RetourExperience, personne=None) -> dict | None:
    """{credit, question, adresse}: the question and its address, where this person reads it; by
    default, everybody.
    """
    promotion = getattr(retour, "promotion", None) if retour.pk else None
    if promotion is None:
        return None
    reponse = promotion.reponse
    discussion = reponse.discussion
    lue = lit(personne or AnonymousUser(), reponse)
    return {
        "credit": promotion.credit,
        "question": discussion.titre if lue else "",
        "communaute": discussion.communaute.title if lue else "",
        "adresse": reponse.get_absolute_url() if lue else "",
        "attend": promotion.attend,
    }
