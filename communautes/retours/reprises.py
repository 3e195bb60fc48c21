"""What the page of a retour shows of its reprises, and after it: `contexte(retour, request)`."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from communautes.comptes.affiliations.courant import agir, lecteur
from communautes.moderation.permissions import laisse_lire
from communautes.retours import permissions_reprises as permissions
from communautes.retours.chaine import chaine_de, liens_de
from communautes.retours.forms_reprises import CommenterForm
from communautes.retours.models import Commentaire, LienDExperience, RetourExperience

Nature = LienDExperience.Nature
COMMENTAIRES = 100  # on the page, the latest


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
            "commentaires": commentaires(retour, situation.personne),
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
        return self.verdict.permis and self.est_propose and not self.est_le_sien

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


def commentaires(retour: RetourExperience, personne) -> list[dict]:
    """In the order in which they came; what moderation holds, to who may read it."""
    gardes = Commentaire.objects.gardes().filter(retour=retour)
    lus = gardes.select_related("collectivite", "auteur").order_by("-ecrit_le", "-pk")
    lus = [un for un in lus[:COMMENTAIRES] if laisse_lire(personne, un)]
    for un in lus:
        un.retour = retour
    return [
        {
            "objet": un,
            "se_supprime": permissions.supprime_le_commentaire(personne, un),
        }
        for un in reversed(lus)
    ]
