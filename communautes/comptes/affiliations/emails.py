"""The mails of this room. Each is written with what caused it; a code is kept by nobody."""

from datetime import timedelta

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.affiliations.permissions import qui_instruit
from communautes.comptes.noms import nom_recu
from home import lettres
from home.confidentiel import ENTETE_AU_SUJET_DE, ENTETE_CONFIDENTIEL


def code(affiliation: Affiliation, clair: str, *, duree: timedelta) -> None:
    """To each official mailbox, in the transaction of the code: one message for each."""
    entetes = {ENTETE_CONFIDENTIEL: str(int(duree.total_seconds()))}
    entetes |= _au_sujet_de(affiliation)
    contexte = _de(affiliation) | {"code": f"{clair[:4]} {clair[4:]}", "jours": duree.days}
    for adresse in affiliation.collectivite.emails_officiels:
        _ecrire("code", [adresse], contexte, entetes)


def demande_aux_referents(pk: int) -> None:
    from communautes.comptes.affiliations.services.regles import decision_contraire

    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _de(affiliation) | {
        "adresse": lettres.adresse("affiliations:membres"),
        "ecartee": decision_contraire(affiliation),
    }
    for referent in _referents(affiliation.collectivite_id):
        _ecrire("demande", [referent.personne.email], contexte, _au_sujet_de(affiliation))


def arrivee(pk: int) -> None:
    """To the référents, who did not have to answer: ProConnect says that somebody works there."""
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    avant = Affiliation.objects.filter(
        personne=affiliation.personne_id, collectivite=affiliation.collectivite_id
    ).exclude(pk=pk)
    contexte = _de(affiliation) | {
        "revient": avant.exists(),
        "adresse": lettres.adresse("affiliations:membres"),
    }
    for referent in _referents(affiliation.collectivite_id):
        if referent.personne_id != affiliation.personne_id:
            _ecrire("arrivee", [referent.personne.email], contexte, _au_sujet_de(affiliation))


def reponse(pk: int, quoi: str, *, motif: str = "") -> None:
    """`quoi`: acceptee, refusee, renvoyee, terminee, ecartee. `motif`: where the row has none."""
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _de(affiliation) | {
        "quoi": quoi,
        "motif": motif or affiliation.motif,
        "adresse": lettres.adresse("affiliations:mon_compte"),
    }
    _ecrire("reponse", [affiliation.personne.email], contexte)


def contestation(pk: int) -> None:
    lue = _contestation(pk)
    if lue.statut != Contestation.Statut.OUVERTE:  # closed by what came after it
        return
    contexte = _de(lue.contestee) | {
        "qui": _nom(lue.par.personne),
        "contestation": lue,
        "adresse": lettres.adresse("affiliations:membres"),
    }
    _ecrire("contestation", [lue.contestee.personne.email], contexte, _au_sujet_de(lue.par))


def contestation_close(pk: int) -> None:
    lue = _contestation(pk)
    contexte = _de(lue.contestee) | {
        "contestation": lue,
        "adresse": lettres.adresse("affiliations:membres"),
    }
    personnes = [lue.par.personne]
    if lue.nature == Contestation.Nature.PLACE:  # who is reported to ANCT knows nothing of it
        personnes.insert(0, lue.contestee.personne)
    for personne in personnes:
        _ecrire("contestation_close", [personne.email], contexte)


def codes_retenus(collectivite) -> None:
    """To each official mailbox, once a day: why no other code comes."""
    for adresse in collectivite.emails_officiels:
        _ecrire("codes_retenus", [adresse], _noms(collectivite))


def depart(pk: int) -> None:
    """ProConnect says that somebody works elsewhere: what became of what it had proved."""
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _de(affiliation) | {"adresse": lettres.adresse("affiliations:mon_compte")}
    _ecrire("depart", [affiliation.personne.email], contexte)


def fusion(cles: list[int], absorbee: str) -> None:
    """To each who was of the collectivité that was taken in: for whom they act from now on."""
    siennes = Affiliation.objects.filter(pk__in=cles, personne__is_active=True).pour_liste()
    for affiliation in siennes.order_by("pk"):
        contexte = _de(affiliation) | {
            "absorbee": absorbee,
            "adresse": lettres.adresse("affiliations:mon_compte"),
        }
        _ecrire("fusion", [affiliation.personne.email], contexte)


def dissolution(cles: list[int]) -> None:
    """To each who was of a grouping that is no more."""
    siennes = Affiliation.objects.filter(pk__in=cles, personne__is_active=True).pour_liste()
    for affiliation in siennes.order_by("pk"):
        contexte = _de(affiliation) | {"adresse": lettres.adresse("affiliations:mon_compte")}
        _ecrire("dissolution", [affiliation.personne.email], contexte)


def fin_proche(affiliation: Affiliation) -> None:
    """A month before the clock ends it: what to do to stay."""
    contexte = _de(affiliation) | {"adresse": lettres.adresse("affiliations:mon_compte")}
    _ecrire("fin_proche", [affiliation.personne.email], contexte)


def expiree(pk: int) -> None:
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    if affiliation.personne.is_active:
        contexte = _de(affiliation) | {"adresse": lettres.adresse("affiliations:rejoindre")}
        _ecrire("expiree", [affiliation.personne.email], contexte)


def a_instruire(nombre: int) -> int:
    """To each of the administration: how many have waited for a référent in vain."""
    adresse = f"{lettres.adresse('affiliations_admin:index')}?file=anct"
    adresses = _administration()
    for courriel in adresses:
        _ecrire("a_instruire", [courriel], {"nombre": nombre, "adresse": adresse})
    return len(adresses)


def prise_de_la_place(pk: int) -> None:
    """To who is the provisional référent from now on, whatever has become of the one before."""
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _noms(affiliation.collectivite) | {
        "adresse": lettres.adresse("affiliations:membres"),
        "contact": lettres.adresse("contact"),
    }
    _ecrire("referent_provisoire", [affiliation.personne.email], contexte)


def depart_d_un_referent(collectivite, suivante: Affiliation | None) -> None:
    """To the administration: who takes over, or that nobody does; where nobody had to, nothing."""
    repondent = Affiliation.objects.qui_repondent().filter(collectivite=collectivite)
    if suivante is None and repondent.exists():
        return
    contexte = _noms(collectivite) | {
        "adresse": lettres.adresse("affiliations_admin:index"),
        "suivante": suivante is not None,
    }
    for courriel in _administration():
        _ecrire("sans_referent", [courriel], contexte)


def _administration() -> list[str]:
    return list(qui_instruit().order_by("pk").values_list("email", flat=True))


def _referents(collectivite_pk: int):
    ici = Affiliation.objects.filter(collectivite=collectivite_pk)
    return ici.qui_repondent().select_related("personne")


def _contestation(pk: int) -> Contestation:
    return Contestation.objects.select_related(
        "contestee__personne", "contestee__collectivite", "par__personne"
    ).get(pk=pk)


def _de(affiliation: Affiliation) -> dict:
    return {
        "affiliation": affiliation,
        "personne": _nom(affiliation.personne),
        **_noms(affiliation.collectivite),
    }


def _au_sujet_de(affiliation: Affiliation) -> dict:
    """Of a mail to somebody else that names this person."""
    return {ENTETE_AU_SUJET_DE: str(affiliation.personne_id)}


def _noms(collectivite) -> dict:
    """Its name, and after « de »: said in the language of the mail, not of the page."""
    return {
        "collectivite": collectivite.nom,
        "de_collectivite": SimpleLazyObject(lambda: collectivite.de_nom),
    }


def _nom(personne) -> str:
    """Between quotes in each mail, on one line: a name given before they were checked too."""
    return nom_recu(personne.get_full_name()) or str(_("nom illisible"))


def _ecrire(nom: str, destinataires: list[str], contexte: dict, entetes=None) -> None:
    lettres.ecrire(f"affiliations/emails/{nom}", destinataires, contexte, entetes)
