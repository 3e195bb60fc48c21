"""How many codes leave for an official mailbox: counted in the journal, that nothing erases.

The caller has locked the collectivité: two who ask at the same instant are counted in a row.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.preuves import siret_de
from communautes.comptes.affiliations.refus import AffiliationRefusee
from communautes.journal.models import Entree
from communautes.territoires.models import Collectivite

ENTRE_DEUX, JOUR = timedelta(minutes=10), timedelta(days=1)
PAR_JOUR = 5  # of one account, for all collectivités
PAR_COMPTE_ICI = 3  # of one account, for one collectivité
PAR_COLLECTIVITE = 10  # of all accounts, for one collectivité
DES_COMPTES_NEUFS = 5  # of those ten, what accounts without any better claim may take
NEUF = timedelta(days=7)
ENVOYE, RETENU = "affiliations.code_envoye", "affiliations.code_retenu"


def verifier_le_compte(affiliation: Affiliation) -> None:
    """What one account may ask for, whether it has left and come back or not."""
    siens = _du_jour(ENVOYE).filter(personne=affiliation.personne_id)
    ici = siens.filter(concerne=affiliation.collectivite_id)
    if ici.filter(le__gt=timezone.now() - ENTRE_DEUX).exists():
        raise AffiliationRefusee(
            _("Un code vient de partir\u00a0: attendez dix minutes avant d’en demander un autre.")
        )
    if ici.exclude(objet_pk=affiliation.pk).exists():
        raise AffiliationRefusee(
            _("Vous avez quitté puis rejoint cette collectivité\u00a0: un code partira demain.")
        )
    if siens.count() >= PAR_JOUR or ici.count() >= PAR_COMPTE_ICI:
        raise AffiliationRefusee(
            _("Trop de codes ont été envoyés aujourd’hui\u00a0: recommencez demain.")
        )


def boite_pleine(affiliation: Affiliation) -> bool:
    """The mailbox has had its codes of the day; half of them are for who has a better claim."""
    ici = _du_jour(ENVOYE).filter(concerne=affiliation.collectivite_id)
    if ici.count() >= PAR_COLLECTIVITE:
        return True
    neufs = ici.filter(apres__neuf=True).count()
    return neufs >= DES_COMPTES_NEUFS and est_neuf(affiliation)


def deja_dit(affiliation: Affiliation) -> bool:
    """The mailbox was told today that codes are withheld."""
    return _du_jour(RETENU).filter(concerne=affiliation.collectivite_id).exists()


def est_neuf(affiliation: Affiliation) -> bool:
    """An account of the week that neither ProConnect nor its own domain ties to the place."""
    personne = affiliation.personne
    if personne.date_joined <= timezone.now() - NEUF or affiliation.niveau >= Niveau.CONCORDANTE:
        return False
    return not siret_de(personne).siret and not _du_domaine(affiliation)


def _du_domaine(affiliation: Affiliation) -> bool:
    """@bourg.fr for mairie@bourg.fr; a host that several collectivités share says nothing."""
    domaine = "@" + affiliation.personne.email.rpartition("@")[2].lower()
    officiels = affiliation.collectivite.emails_officiels
    if not any(adresse.lower().endswith(domaine) for adresse in officiels):
        return False
    autres = Collectivite.objects.exclude(pk=affiliation.collectivite_id)
    return not autres.filter(emails_officiels__icontains=domaine).exists()


def _du_jour(acte: str):
    return Entree.objects.filter(acte=acte, le__gt=timezone.now() - JOUR)
