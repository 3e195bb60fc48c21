"""A year's referential, applied whole in one transaction, or refused with a report.

Stopped before its end it has written nothing: the same command takes it up again.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.db import connection, transaction

from communautes.territoires import ecriture, lecture, paquet
from communautes.territoires.comparaison import Cle, Plan, comparer
from communautes.territoires.ecriture import Dire
from communautes.territoires.fusions import fusionner
from communautes.territoires.lecture import Referentiel
from communautes.territoires.models import Collectivite, ImportDuReferentiel

LOT = 2_000
_VERROU = 0x7E_44_17_01  # of this import, among the advisory locks of the database


class ImportRefuse(Exception):
    """Nothing was written; `erreurs` says everything that is wrong."""

    def __init__(self, erreurs: list[str]):
        super().__init__("\n".join(erreurs))
        self.erreurs = erreurs


def _se_taire(texte: str) -> None:
    return None


def importer(
    fichier: Path = paquet.FICHIER, *, essai: bool = False, dire: Dire = _se_taire
) -> Plan | None:
    """What was done (with `essai`: what would be); None when this very file is applied already."""
    dernier = ImportDuReferentiel.objects.first()
    if dernier and dernier.empreinte == lecture.empreinte_de(fichier):
        return None
    dire("Lecture du fichier…")
    referentiel = lecture.lire(fichier)
    plan = appliquer(referentiel, essai=essai, dire=dire)
    if not essai:
        _ranger_les_index()
    return plan


@transaction.atomic
def appliquer(referentiel: Referentiel, *, essai: bool = False, dire: Dire = _se_taire) -> Plan:
    with connection.cursor() as curseur:  # two imports at once: the second compares afterwards
        curseur.execute("SELECT pg_advisory_xact_lock(%s)", [_VERROU])
    dire("Comparaison avec ce qui est en base…")
    plan = comparer(referentiel)
    if plan.erreurs:
        raise ImportRefuse(plan.erreurs)
    if not essai:
        _ecrire(plan, dire)
    return plan


def _ecrire(plan: Plan, dire: Dire) -> None:
    Collectivite.objects.filter(pk__in=plan.sirens_a_liberer).update(siren=None)
    for pk, ligne in plan.codes_changes:
        Collectivite.objects.filter(pk=pk).update(code=ligne.code)
    lignes = [*plan.a_creer, *plan.a_modifier]
    communes = [ligne for ligne in lignes if ligne.type == "commune"]
    annee = plan.referentiel.millesime
    ecriture.poser([ligne for ligne in lignes if ligne.type != "commune"], {}, annee, dire)
    ecriture.poser(communes, _cles_des_epci(), annee, dire)
    _poser_les_competences(plan)
    _retablir(plan)
    _fusionner(plan, dire)
    _dater(plan)
    ImportDuReferentiel.objects.create(
        millesime=plan.referentiel.millesime,
        empreinte=plan.referentiel.empreinte,
        compteurs=plan.compter(),
    )


def _ranger_les_index() -> None:
    """A bulk write leaves trigrams in a pending list that every search reads until a vacuum."""
    with connection.cursor() as curseur:
        for index in ("collectivite_mots", "collectivite_proche"):
            curseur.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        curseur.execute(f"ANALYZE {Collectivite._meta.db_table}")


def _lots(choses: Sequence, taille: int) -> Iterator[Sequence]:
    return (choses[debut : debut + taille] for debut in range(0, len(choses), taille))


def _cles_des_epci() -> dict[str, int | None]:
    """Code → key; of one that was taken in, the key of who took it; none when it was dissolved."""
    epcis = Collectivite.objects.filter(type="epci").values_list(
        "code", "pk", "successeur", "statut"
    )
    return {
        code: None if statut == Collectivite.Statut.DISSOUTE else successeur or pk
        for code, pk, successeur, statut in epcis
    }


def _cles(lignes: Iterable[Cle]) -> dict[Cle, Collectivite]:
    codes = [code for _type, code in lignes]
    return {(c.type, c.code): c for c in Collectivite.objects.filter(code__in=codes)}


def _poser_les_competences(plan: Plan) -> None:
    voulues = {cle: ligne.exercee_par for cle, ligne in plan.referentiel.lignes.items()}
    posees = {cle: par for cle, par in voulues.items() if par}
    connues = _cles([*posees, *posees.values()])
    Collectivite.objects.exclude(exercee_par=None).exclude(
        pk__in=[connues[cle].pk for cle in posees]
    ).update(exercee_par=None)
    for cle, par in posees.items():
        if connues[cle].exercee_par_id != connues[par].pk:
            Collectivite.objects.filter(pk=connues[cle].pk).update(exercee_par=connues[par])


def _retablir(plan: Plan) -> None:
    """Independent again. What it had stays with its former successor: nobody can sort it out."""
    for type_, code in plan.retablies:
        Collectivite.objects.filter(type=type_, code=code).update(
            statut=Collectivite.Statut.ACTIVE, successeur=None
        )


def _fusionner(plan: Plan, dire: Dire) -> None:
    connues = _cles([cle for couple in plan.fusions for cle in couple])
    for absorbee, successeur in plan.fusions:
        fusionner(
            connues[absorbee],
            connues[successeur],
            motif=f"Référentiel de {plan.referentiel.millesime}",
        )
    if plan.fusions:
        dire(f"{len(plan.fusions)} fusions appliquées")


def _dater(plan: Plan) -> None:
    """Who is in the file, changed or not; what has gone keeps the year when it was last seen."""
    annee = plan.referentiel.millesime
    anciennes = Collectivite.objects.actives().filter(millesime__lt=annee)
    presentes = [
        pk
        for pk, type_, code in anciennes.values_list("pk", "type", "code")
        if (type_, code) in plan.referentiel.lignes
    ]
    for lot in _lots(presentes, 5 * LOT):
        Collectivite.objects.filter(pk__in=lot).update(millesime=annee)
