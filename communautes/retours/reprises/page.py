"""What the page of a retour shows of its reprises, and after it: `contexte(retour, request)`."""

from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Window
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from communautes.comptes.affiliations.courant import agir, lecteur
from communautes.moderation.models import Moderation
from communautes.moderation.permissions import peut_moderer_partout
from communautes.retours.forms.reprises import CommenterForm
from communautes.retours.models import (
    CollectiviteAuteure,
    Commentaire,
    LienDExperience,
    RetourExperience,
)
from communautes.retours.reprises import permissions
from communautes.retours.reprises.chaine import chaine_de, liens_de

Nature = LienDExperience.Nature
COMMENTAIRES_PAR_PAGE = 30


def contexte(retour: RetourExperience, request) -> dict:
    """`retour`: out of `pour_page()`. Four queries, whatever there is; for a visitor as well."""
    situation = Situation(retour, request)
    return {
        "reprises": {
            "situation": situation,
            "nombre": retour.parcours.nombre_de_reprises,
            "chaine": chaine_de(retour, situation.liens, situation.personne),
        },
        "apres": {
            "situation": situation,
            "commentaires": page_des_commentaires(
                retour, situation.personne, request.GET.get("commentaires")
            ),
            "form": SimpleLazyObject(CommenterForm),
        },
    }


class Situation:
    """What the one who reads may do of a retour, and why not."""

    def __init__(self, retour: RetourExperience, request):
        self.retour = retour
        self.connecte = agir(request).connecte
        self.personne = lecteur(request)
        self.affiliation = agir(request).courante
        self.verdict = permissions.reprend_pour(self.affiliation, connecte=self.connecte)
        self.liens = liens_de(retour)

    @property
    def est_propose(self) -> bool:
        """As the row says; the services ask the database."""
        return self.retour.live and not self.retour.parcours.est_archive

    @property
    def est_le_sien(self) -> bool:
        if self.affiliation is None:
            return False
        signent = {ligne.collectivite_id for ligne in self.retour.auteures_acceptees}
        return self.affiliation.collectivite_id in signent

    @property
    def reprend(self) -> bool:
        permis = self.verdict.permis and self.est_propose
        return permis and not self.est_le_sien and not self.est_invitee

    @cached_property
    def est_invitee(self) -> bool:
        """To sign it, and has not answered yet: one query, for those alone who might take it up."""
        if not (self.verdict.permis and self.est_propose) or self.est_le_sien:
            return False
        invitees = CollectiviteAuteure.objects.invitees().filter(retour=self.retour)
        return invitees.filter(collectivite=self.affiliation.collectivite_id).exists()

    @property
    def inspiration(self) -> LienDExperience | None:
        return self._mien(Nature.INSPIRE_DE)

    @property
    def similaire(self) -> LienDExperience | None:
        return self._mien(Nature.SIMILAIRE)

    def _mien(self, nature: str) -> LienDExperience | None:
        if self.affiliation is None:
            return None
        lieu = self.affiliation.collectivite_id
        dits = (un for un in self.liens if un.vers_id == self.retour.pk and un.retour_id is None)
        return next((un for un in dits if (un.collectivite_id, un.nature) == (lieu, nature)), None)

    @property
    def de_qui(self) -> str:
        """Who writes it: « Écrire à Vandœuvre-lès-Nancy »."""
        principale = next((une for une in self.retour.auteures_acceptees if une.principale), None)
        return (principale.nom or principale.collectivite.nom) if principale else ""


def de_mon_compte(personne, request) -> dict | None:
    """What the collectivité that one acts for has drawn on, and of what news are due; one query."""
    affiliation = agir(request).courante
    if not permissions.reprend_pour(affiliation).permis:
        return None
    siens = LienDExperience.objects.en_attente_de_nouvelles().filter(
        collectivite=affiliation.collectivite_id
    )
    dus = Q(nouvelles_le__lte=timezone.localdate(), bilan=None)
    comptes = siens.aggregate(repris=Count("pk"), dus=Count("pk", filter=dus))
    return comptes if comptes["repris"] else None


def commentaires_lus(retour: RetourExperience, personne):
    """In the order in which they came; what moderation holds, to who may read it
    (`permissions.lit_le_commentaire`, in one query).
    """
    gardes = Commentaire.objects.gardes().filter(retour=retour)
    if not peut_moderer_partout(personne):
        sien = Q(auteur=personne.pk) if personne.is_active else Q(pk__in=[])
        gardes = gardes.filter(Q(moderation=Moderation.PUBLIE) | sien)
    return gardes.select_related("collectivite", "auteur").order_by("ecrit_le", "pk")


def page_des_commentaires(retour: RetourExperience, personne, numero=None) -> Page:
    """Of {objet, se_supprime} each; one query, their number comes with them."""
    paginateur = Paginator(commentaires_lus(retour, personne), COMMENTAIRES_PAR_PAGE)
    rang = int(numero) if str(numero).isdecimal() and len(numero) < 6 else 1
    debut = (max(rang, 1) - 1) * COMMENTAIRES_PAR_PAGE
    comptes = paginateur.object_list.annotate(total=Window(Count("pk")))
    lus = list(comptes[debut : debut + COMMENTAIRES_PAR_PAGE])
    if lus or not debut:
        paginateur.count = lus[0].total if lus else 0
        page = Page(lus, max(rang, 1), paginateur)
    else:  # beyond the last
        page = paginateur.get_page(rang)
    for un in (lus := list(page.object_list)):
        un.retour = retour
    page.object_list = [
        {"objet": un, "se_supprime": permissions.supprime_le_commentaire(personne, un)}
        for un in lus
    ]
    return page


def numero_de_page(commentaire: Commentaire, personne) -> int:
    """On which page of its retour it is, for this reader."""
    avant = commentaires_lus(commentaire.retour, personne).filter(
        Q(ecrit_le__lt=commentaire.ecrit_le)
        | Q(ecrit_le=commentaire.ecrit_le, pk__lt=commentaire.pk)
    )
    return avant.count() // COMMENTAIRES_PAR_PAGE + 1
