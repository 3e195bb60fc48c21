"""Writing in the journal: one line, in the transaction of the act it tells."""

import re
import unicodedata
from collections.abc import Iterable
from contextvars import ContextVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from communautes.journal.actes import acte as declare
from communautes.journal.actes import permises
from communautes.journal.models import Entree

_ADRESSE = re.compile(r"\S@\S")
_TELEPHONE = re.compile(
    r"(?:(?:\+|\b00)33[\s.\-]?(?:\(0\))?|\b0)[\s.\-]?[1-9](?:[\s.\-]?\d{2}){4}\b"
)


class MotifRefuse(Exception):
    """The reason tells something of a person; the message says what, to who wrote it."""


class HorsTransaction(Exception):
    """The act and its line are written together, or neither is."""


# Who answered « qui est là ? » in the session of the request being served (set by its middleware).
presence_courante: ContextVar = ContextVar("presence_courante", default=None)


def noter(
    acte: str,
    *,
    personne,
    au_nom_de=None,
    concerne=None,
    objet=None,
    avant: dict | None = None,
    apres: dict | None = None,
    motif: str = "",
    taire: Iterable[str] = (),
) -> Entree:
    """`personne`: None for the portal itself; `concerne`: who sees the line besides `au_nom_de`;
    `taire`: names that the reason may not have.
    """
    if not transaction.get_connection().in_atomic_block:
        raise HorsTransaction(acte)
    verifier_motif(motif, taire=taire)
    return Entree.objects.create(
        acte=declare(acte).code,
        personne=personne,
        presence=_presence_de(personne),
        au_nom_de=au_nom_de,
        concerne=concerne,
        type_d_objet=objet and ContentType.objects.get_for_model(objet),
        objet_pk=objet and objet.pk,
        avant=permises(acte, avant),
        apres=permises(acte, apres),
        motif=motif.strip(),
    )


def _presence_de(personne):
    """Nobody's but of this very mailbox: an act may be written for another account."""
    presence = presence_courante.get()
    return presence if personne and presence and presence.personne_id == personne.pk else None


def verifier_motif(motif: str, *, taire: Iterable[str] = ()) -> None:
    """What is written in the journal stays: nobody's address, telephone nor name."""
    if len(motif.strip()) > Entree.MOTIF_AU_PLUS:
        raise MotifRefuse(_("Ce motif est trop long\u00a0: 300 signes au plus."))
    if _ADRESSE.search(motif) or _TELEPHONE.search(motif):
        raise MotifRefuse(
            _("Retirez du motif les adresses et les numéros\u00a0: il est gardé sans limite.")
        )
    mots = set(mots_de(motif))
    if any(set(mots_de(nom)) and set(mots_de(nom)) <= mots for nom in taire):
        raise MotifRefuse(
            _("Retirez du motif le nom de la personne\u00a0: il est gardé sans limite.")
        )


def mots_de(texte: str) -> list[str]:
    """Of a text, in small letters and without accents."""
    decompose = unicodedata.normalize("NFKD", texte).casefold()
    sans_accent = "".join(signe for signe in decompose if not unicodedata.combining(signe))
    return re.findall(r"\w+", sans_accent)
