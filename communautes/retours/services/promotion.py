"""An accepted answer becomes the draft of a retour: in its author's name, who says yes or no.

Their own words alone are copied: the question is somebody else's, and so is a title that only
members read. Nothing is written nor sent before they have said yes; nobody of their collectivité
reads it either, nor that it was proposed, for what is said in a community is not said at the
office. A proposal that nobody can answer any more, or that nobody has answered, is dropped.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion
from communautes.adhesions.presentation import fonctions_de
from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.droits import verdict
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.refus import DiscussionRefusee
from communautes.discussions.services import renoncer
from communautes.journal.services import noter
from communautes.notifications.services import retirer as taire
from communautes.retours import nouvelles
from communautes.retours.models import (
    CollectiviteAuteure,
    Parcours,
    PromotionDeReponse,
    RetourExperience,
    RetourTheme,
)
from communautes.retours.models.retour import SIGNES, TITRE_AU_PLUS
from communautes.retours.permissions import repond_a_la_promotion
from communautes.retours.refus import RetourDisparu
from communautes.retours.services.ecriture import (
    adresse_libre,
    refuser_sauf,
    tracer,
    verrouiller,
)
from home.langues.lecture import SOURCE

Etat = PromotionDeReponse.Etat
SANS_REPONSE = timedelta(days=30)


def promouvoir(discussion: Discussion, par) -> RetourExperience:
    """In the act of discussions, that has locked the question and knows that `par` promotes."""
    reponse = discussion.reponse_retenue
    promotion = PromotionDeReponse.objects.filter(reponse=reponse).first()
    if promotion is not None and promotion.retour is not None:
        return promotion.retour
    if promotion is not None and promotion.etat == Etat.REFUSEE:
        raise DiscussionRefusee(_("Qui a écrit cette réponse ne veut pas en faire un retour."))
    if promotion is not None:  # its draft was thrown away by somebody else
        promotion.delete()
    affiliation = _au_nom_de_qui(discussion, reponse)
    retour = _brouillon(discussion, reponse)
    Parcours.objects.create(retour=retour, auteur=reponse.auteur)
    CollectiviteAuteure.objects.create(
        retour=retour,
        collectivite=affiliation.collectivite,
        principale=True,
        niveau=affiliation.niveau,
        invitee_par=par,
    )
    PromotionDeReponse.objects.create(
        reponse=reponse,
        retour=retour,
        par=par,
        credit=fonctions_de([reponse.auteur_id]).get(reponse.auteur_id, "")[:200],
    )
    retour.save_revision(user=par, clean=False)
    retour = RetourExperience.objects.select_related("parcours").get(pk=retour.pk)
    _noter("promu", retour, par=par)
    nouvelles.dire_la_promotion(retour, par=par)
    return retour


def _au_nom_de_qui(discussion: Discussion, reponse: Reponse) -> Affiliation:
    """That by which members know who answered."""
    parti = not reponse.auteur.is_active
    exclu = Adhesion.objects.filter(
        communaute=discussion.communaute, personne=reponse.auteur_id
    ).exclues()
    if reponse.de_l_anct or parti or exclu.exists():
        raise DiscussionRefusee(
            _(
                "Un retour est signé par la collectivité de qui a répondu\u00a0: ici, personne ne "
                "peut l’écrire. Promouvez plutôt la réponse en ressource."
            )
        )
    siennes = Affiliation.objects.en_vigueur().filter(personne=reponse.auteur_id)
    for une in siennes.select_related("collectivite").order_by("-niveau", "depuis", "pk"):
        if verdict("publier_retour", une).permis:
            return une
    raise DiscussionRefusee(
        _(
            "Qui a écrit cette réponse n’agit pour aucune collectivité\u00a0: promouvez-la plutôt "
            "en ressource."
        )
    )


def _brouillon(discussion: Discussion, reponse: Reponse) -> RetourExperience:
    titre = Truncator(_titre(discussion, reponse)).chars(TITRE_AU_PLUS)
    retour = RetourExperience(titre=titre, slug=adresse_libre(titre), live=False)
    retour.fait = _au_plus(reponse.texte)
    retour.themes_lies = [
        RetourTheme(theme_id=lien.theme_id, sort_order=rang)
        for rang, lien in enumerate(discussion.communaute.themes_lies.order_by("sort_order"))
    ]
    retour.save()
    return retour


def _titre(discussion: Discussion, reponse: Reponse) -> str:
    """It goes in mails and in lists: no word of what members alone read."""
    if discussion.communaute.est_publique:
        return " ".join(discussion.titre.split())
    with translation.override(SOURCE):  # who presses may read in English
        jour = date_format(localtime(reponse.ecrit_le), "j F Y")
        return _("D’après ma réponse du %(jour)s") % {"jour": jour}


def _noter(acte: str, retour: RetourExperience, *, par) -> None:
    """In nobody's name: their collectivité has nothing to read of it yet."""
    noter(f"retours.{acte}", personne=par, objet=retour, apres={"reference": retour.reference})


def _au_plus(texte: str) -> str:
    """Whole lines, as many as a part may hold: the answer stays where it is."""
    if len(texte) <= SIGNES:
        return texte
    debut = texte[:SIGNES]
    return debut.rpartition("\n")[0] or debut


@transaction.atomic
def accepter(retour: RetourExperience, *, par) -> RetourExperience:
    """Their collectivité signs, by them; it is theirs to finish and to send. Twice is once."""
    retour, parcours = verrouiller(retour)
    promotion = _promotion_de(retour)
    refuser_sauf(promotion is not None, _a_son_auteur())
    if parcours.auteur_id == par.pk and promotion.etat == Etat.ACCEPTEE:
        return retour
    refuser_sauf(repond_a_la_promotion(par, retour), _a_son_auteur())
    ligne = CollectiviteAuteure.objects.proposees().get(retour=retour)
    siennes = Affiliation.objects.en_vigueur().filter(personne=par)
    affiliation = siennes.filter(collectivite=ligne.collectivite_id).order_by("-niveau").first()
    rendu = verdict("publier_retour", affiliation)
    refuser_sauf(rendu.permis, f"{rendu.raison} {rendu.moyen}".strip())
    ligne.etat, ligne.niveau = CollectiviteAuteure.Etat.ACCEPTEE, affiliation.niveau
    ligne.repondu_par, ligne.repondu_le = par, timezone.now()
    ligne.save()
    _repondre(promotion, Etat.ACCEPTEE)
    parcours.modifie_le = timezone.now()
    parcours.save(update_fields=["modifie_le"])
    tracer("promotion_acceptee", retour, par=par)
    return retour


@transaction.atomic
def refuser(retour: RetourExperience, *, par) -> None:
    """The draft goes; they are not asked again, and the answer is left as it was."""
    retour, _parcours = verrouiller(retour)
    refuser_sauf(repond_a_la_promotion(par, retour), _a_son_auteur())
    _noter("promotion_refusee", retour, par=par)
    abandonner(retour, par=par)
    taire(retour)
    retour.delete()


def abandonner(retour: RetourExperience, *, par) -> None:
    """Its draft is being thrown away by who writes it: that is a no."""
    promotion = _promotion_de(retour)
    if promotion is None:
        return
    promotion.retour = None
    _repondre(promotion, Etat.REFUSEE)
    renoncer(promotion.reponse, par=par)


def sans_suite() -> list[int]:
    """Keys of the proposals to drop."""
    attendent = PromotionDeReponse.objects.en_attente().exclude(retour=None).order_by("pk")
    lues = attendent.select_related("retour__parcours__auteur")
    return [une.pk for une in lues if _est_sans_suite(une, une.retour)]


def _est_sans_suite(promotion: PromotionDeReponse, retour: RetourExperience) -> bool:
    """It waits, and is too old, or its author no longer works there."""
    if not promotion.attend:
        return False
    trop_vieille = promotion.le < timezone.now() - SANS_REPONSE
    return trop_vieille or not repond_a_la_promotion(retour.parcours.auteur, retour)


@transaction.atomic
def laisser_tomber(pk: int) -> bool:
    """As if it had not been proposed: the answer may be promoted otherwise."""
    retour = RetourExperience.objects.filter(promotion=pk).first()
    if retour is None:
        return False
    try:
        retour, _parcours = verrouiller(retour)
    except RetourDisparu:  # answered meanwhile, by a no; below, by a yes
        return False
    promotion = _promotion_de(retour)
    if promotion is None or not _est_sans_suite(promotion, retour):
        return False
    promotion.delete()
    renoncer(promotion.reponse, par=None)
    taire(retour)
    retour.delete()
    return True


def _promotion_de(retour: RetourExperience) -> PromotionDeReponse | None:
    lues = PromotionDeReponse.objects.select_related("reponse__discussion")
    return lues.filter(retour=retour.pk).first()


def _repondre(promotion: PromotionDeReponse, etat: str) -> None:
    promotion.etat, promotion.repondu_le = etat, timezone.now()
    promotion.save()


def oublier(personne) -> None:
    """Who goes away has said neither yes nor no: what was theirs to accept goes with them."""
    en_attente = PromotionDeReponse.objects.en_attente().filter(retour__parcours__auteur=personne)
    for promotion in en_attente.select_related("retour"):
        retour, _parcours = verrouiller(promotion.retour)
        abandonner(retour, par=None)
        retour.delete()
    PromotionDeReponse.objects.filter(reponse__auteur=personne).update(credit="")


def _a_son_auteur() -> str:
    return _("C’est à qui a écrit la réponse de dire oui ou non.")
