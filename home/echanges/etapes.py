"""The three steps that run in background: dry run, application, undo. Each is whole or nothing."""

import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home import lots
from home.echanges import evaluation, registre
from home.echanges.colonnes import Table
from home.echanges.models import Import, LigneImport
from home.echanges.pouls import Pouls
from home.echanges.traces import signer
from home.lots.places import PlacePerdue

Statut = Import.Statut


class Incident(Exception):
    """The step stops and writes nothing; the message is shown to the editor."""


class Supplante(Exception):
    """Another launch has taken over: this one leaves no trace."""


def essayer(import_: Import, pouls: Pouls) -> None:
    """Say of each line what it would do; write nothing but this report."""
    table = registre.table(import_.table)
    contexte = table.contexte(import_.lance_par, publier=import_.publier)
    compteurs: Counter = Counter()
    lues = []
    for evaluations in _lots(table, contexte, import_):
        for evaluee in evaluations:
            _noter(evaluee)
            compteurs[evaluee.statut] += 1
            lues.append(evaluee.ligne)
        pouls.battre(len(lues))
    pouls.arreter()
    champs = ["statut", "titre", "erreurs", "differences", "avant", "cible_pk"]
    with transaction.atomic():
        LigneImport.objects.bulk_update(lues, champs, batch_size=evaluation.LOT)
        _conclure(
            import_,
            Statut.ESSAYE,
            compteurs={**compteurs, "total": len(lues)},
            annexes=contexte.annexes,
        )


def _noter(evaluee: evaluation.Evaluation) -> None:
    ligne = evaluee.ligne
    ligne.statut = evaluee.statut
    ligne.titre = evaluee.titre
    ligne.erreurs = evaluee.erreurs
    ligne.differences = evaluee.differences
    ligne.avant = evaluee.existant.revision if evaluee.existant else None
    ligne.cible_pk = evaluee.existant.pk if evaluee.existant else None


def appliquer(import_: Import, pouls: Pouls) -> None:
    """Write every line that the report showed, in one transaction."""
    table = registre.table(import_.table)
    with transaction.atomic():
        _attendre_son_tour(table, pouls)
        contexte = table.contexte(import_.lance_par, publier=import_.publier)
        with _ecrire_en_lot(import_):
            faites = _ecrire_les_lignes(import_, table, contexte, pouls)
        pouls.arreter()
        _conclure(
            import_,
            Statut.APPLIQUE,
            applique_le=timezone.now(),
            annexes=contexte.annexes,
            avancement=faites,
        )


@contextmanager
def _ecrire_en_lot(import_: Import) -> Iterator[None]:
    try:
        with signer(import_), lots.en_lot():
            yield
    except PlacePerdue as perdue:
        raise Incident(
            _(
                "Pendant l’import, quelqu’un a pris l’adresse d’une de ses pages, ou déplacé leur "
                "liste. Rien n’a été écrit\u00a0: recommencez."
            )
        ) from perdue


def _ecrire_les_lignes(import_: Import, table: Table, contexte, pouls: Pouls) -> int:
    """How many lines were done."""
    faites = 0
    for evaluations in _lots(table, contexte, import_):
        ecrites = [evaluee.ligne for evaluee in evaluations if _ecrire(evaluee, table, contexte)]
        for rang, ligne in enumerate(ecrites):
            _appliquer_la_ligne(ligne, table, contexte)
            pouls.battre(faites + rang)
        LigneImport.objects.bulk_update(
            ecrites, ["cible_pk", "type_de_cible", "avant", "apres", "etat", "ecrite"]
        )
        faites += len(evaluations)
    return faites


def _ecrire(evaluee: evaluation.Evaluation, table: Table, contexte) -> bool:
    """Is this line written? What it does must be what was shown."""
    if not evaluee.identique():
        raise Incident(
            _(
                "Ligne %(numero)s\u00a0: «\u00a0%(titre)s\u00a0» a changé depuis l’essai. Rien "
                "n’a été écrit\u00a0: "
                "refaites l’essai et relisez le rapport."
            )
            % {"numero": evaluee.ligne.numero, "titre": evaluee.ligne.titre}
        )
    evaluee.ligne.evaluee = evaluee
    return evaluee.statut in LigneImport.A_ECRIRE


def _appliquer_la_ligne(ligne: LigneImport, table: Table, contexte) -> None:
    evaluee = ligne.evaluee
    pk = evaluee.existant.pk if evaluee.existant else None
    try:
        ecriture = table.ecrire(pk, evaluee.valeurs, evaluee.publier, contexte)
    except table.refus_connus as refus:
        raise Incident(
            _("Ligne %(numero)s\u00a0: %(phrases)s Rien n’a été écrit.")
            % {
                "numero": ligne.numero,
                "phrases": " ".join(getattr(refus, "messages", [str(refus)])),
            }
        ) from refus
    ligne.cible = ecriture.cible
    ligne.avant, ligne.apres, ligne.etat = ecriture.avant, ecriture.apres, ecriture.etat
    ligne.ecrite = True


def annuler(import_: Import, pouls: Pouls) -> None:
    """Undo every line, but for what somebody has changed since: those are left, and say why.

    Again: what was left the first time, and only that.
    """
    table = registre.table(import_.table)
    with transaction.atomic():
        _attendre_son_tour(table, pouls)
        ecrites = import_.lignes.filter(ecrite=True).order_by("-numero")
        lignes = list(ecrites.exclude(laissee="") if import_.annule_le else ecrites)
        menent = table.anciennes_adresses(lignes)
        with _ecrire_en_lot(import_):
            for rang, ligne in enumerate(lignes):
                anciennes = menent.get(ligne.cible_pk, [])
                ligne.laissee = table.defaire(ligne, import_.lance_par, anciennes)
                pouls.battre(rang)
        _nommer_les_suivants(import_, lignes)
        LigneImport.objects.bulk_update(lignes, ["laissee"], batch_size=evaluation.LOT)
        laissees = sum(bool(ligne.laissee) for ligne in lignes)
        gardees = table.defaire_les_annexes(import_.annexes)
        pouls.arreter()
        _conclure(
            import_,
            Statut.ANNULE,
            annule_le=timezone.now(),
            compteurs=import_.compteurs | {"laissees": laissees},
            annexes=import_.annexes | {"gardees": gardees},
        )


def _nommer_les_suivants(import_: Import, lignes: list[LigneImport]) -> None:
    """To what a later import holds, add which one: undone, this one can be undone to its end."""
    laissees = [ligne for ligne in lignes if ligne.laissee]
    suivantes = LigneImport.objects.filter(
        origine__table=import_.table,
        origine__statut=Statut.APPLIQUE,
        origine__applique_le__gt=import_.applique_le,
        cible_pk__in=[ligne.cible_pk for ligne in laissees],
        ecrite=True,
    ).order_by("origine__applique_le")
    fichiers = dict(suivantes.values_list("cible_pk", "origine__nom_du_fichier"))
    for ligne in laissees:
        if ligne.cible_pk in fichiers:
            ligne.laissee = _(
                "%(raison)s L’import «\u00a0%(fichier)s\u00a0» l’a reprise\u00a0: annulez-le "
                "d’abord, puis reprenez cette annulation."
            ) % {"raison": ligne.laissee, "fichier": fichiers[ligne.cible_pk]}


def _lots(table: Table, contexte, import_: Import):
    lignes = list(import_.lignes.order_by("numero"))
    doublons = evaluation.doublons(table, import_.correspondance, lignes)
    for debut in range(0, len(lignes), evaluation.LOT):
        lot = lignes[debut : debut + evaluation.LOT]
        yield evaluation.evaluer(table, contexte, import_.correspondance, lot, doublons)


def _attendre_son_tour(table: Table, pouls: Pouls) -> None:
    """One import of a table writes at a time; the others wait, and show that they live."""
    cle = zlib.crc32(f"echanges:{table.code}".encode())
    with connection.cursor() as curseur:
        while True:
            curseur.execute("SELECT pg_try_advisory_xact_lock(%s)", [cle])
            if curseur.fetchone()[0]:
                return
            pouls.battre(0)
            time.sleep(0.5)


def _conclure(import_: Import, statut: str, **champs) -> None:
    """The step is done, if this launch is still the one that everybody sees."""
    siens = Import.objects.filter(pk=import_.pk, jeton=import_.jeton, statut=import_.statut)
    if not siens.update(statut=statut, battement=timezone.now(), incident="", **champs):
        raise Supplante
