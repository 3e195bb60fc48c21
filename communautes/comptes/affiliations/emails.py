"""The mails of this room. Each is written with what caused it; a code is kept by nobody."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from communautes.comptes.affiliations.models import Affiliation, Contestation
from communautes.comptes.noms import nom_recu
from home.confidentiel import ENTETE_CONFIDENTIEL


def code(affiliation: Affiliation, clair: str, *, duree: timedelta) -> None:
    """To each official mailbox, in the transaction of the code: one message for each."""
    entetes = {ENTETE_CONFIDENTIEL: str(int(duree.total_seconds()))}
    contexte = _de(affiliation) | {"code": f"{clair[:4]} {clair[4:]}", "jours": duree.days}
    for adresse in affiliation.collectivite.emails_officiels:
        _ecrire("code", [adresse], contexte, entetes)


def demande_aux_referents(pk: int) -> None:
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _de(affiliation) | {"adresse": _adresse("affiliations:membres")}
    for referent in _referents(affiliation.collectivite_id):
        _ecrire("demande", [referent.personne.email], contexte)


def reponse(pk: int, quoi: str) -> None:
    """`quoi`: acceptee, refusee, terminee."""
    affiliation = Affiliation.objects.pour_liste().get(pk=pk)
    contexte = _de(affiliation) | {"quoi": quoi, "adresse": _adresse("affiliations:mon_compte")}
    _ecrire("reponse", [affiliation.personne.email], contexte)


def contestation(pk: int) -> None:
    lue = _contestation(pk)
    contexte = _de(lue.contestee) | {
        "qui": _nom(lue.par.personne),
        "contestation": lue,
        "adresse": _adresse("affiliations:membres"),
    }
    _ecrire("contestation", [lue.contestee.personne.email], contexte)


def contestation_close(pk: int) -> None:
    lue = _contestation(pk)
    contexte = _de(lue.contestee) | {
        "contestation": lue,
        "adresse": _adresse("affiliations:membres"),
    }
    for personne in (lue.contestee.personne, lue.par.personne):
        _ecrire("contestation_close", [personne.email], contexte)


def a_instruire(nombre: int) -> int:
    """To each of the administration: how many have waited for a référent in vain."""
    adresse = f"{_adresse('affiliations_admin:index')}?file=anct"
    personnes = get_user_model().objects.filter(is_active=True, groups__name="Administration")
    adresses = list(personnes.order_by("pk").values_list("email", flat=True))
    for courriel in adresses:
        _ecrire("a_instruire", [courriel], {"nombre": nombre, "adresse": adresse})
    return len(adresses)


def _referents(collectivite_pk: int):
    return (
        Affiliation.objects.referents()
        .filter(collectivite=collectivite_pk, personne__is_active=True)
        .select_related("personne")
    )


def _contestation(pk: int) -> Contestation:
    return Contestation.objects.select_related(
        "contestee__personne", "contestee__collectivite", "par__personne"
    ).get(pk=pk)


def _de(affiliation: Affiliation) -> dict:
    return {
        "affiliation": affiliation,
        "personne": _nom(affiliation.personne),
        "collectivite": affiliation.collectivite.nom,
    }


def _nom(personne) -> str:
    """Between quotes in each mail, on one line: a name given before they were checked too."""
    return nom_recu(personne.get_full_name()) or str(_("nom illisible"))


def _adresse(vue: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return settings.WAGTAILADMIN_BASE_URL + reverse(vue)


def _ecrire(nom: str, destinataires: list[str], contexte: dict, entetes=None) -> None:
    """In French, whoever reads the site in English: it is the language of the trade."""
    with translation.override(settings.LANGUAGE_CODE):
        sujet = render_to_string(f"affiliations/emails/{nom}_sujet.txt", contexte)
        corps = render_to_string(f"affiliations/emails/{nom}.txt", contexte)
    EmailMessage(
        subject=" ".join(sujet.split()), body=corps, to=destinataires, headers=entetes or {}
    ).send()
