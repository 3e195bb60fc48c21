"""The act: one transaction, locks in one order (collectivités, then people), and no way back."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from communautes.comptes.donnees.services import AnonymisationRefusee, Cause, anonymiser
from communautes.comptes.evenements import noter as noter_la_connexion
from communautes.comptes.models import User
from communautes.comptes.motifs import noms_de
from communautes.comptes.reunion import affiliations, emails, registre
from communautes.comptes.reunion.comparaison import comparer
from communautes.journal.services import MotifRefuse, noter, verifier_motif

DOMAINE = "reuni.invalid"  # of nobody, while an absorbed account is being forgotten


class ReunionRefusee(Exception):
    """The message says why, and what to do, to who asked."""


@transaction.atomic
def reunir(garde: User, absorbe: User, *, par: User, motif: str, empreinte: str = "") -> User:
    """All that `absorbe` has goes to `garde`, but for rights and second factors; then `absorbe` is
    closed, and forgotten. `empreinte`: of the comparison that was read; another refuses everything.
    """
    garde, absorbe = _verrouiller(garde, absorbe)
    comparaison = comparer(garde, absorbe, par=par)
    if comparaison.obstacles:
        raise ReunionRefusee(" ".join(comparaison.obstacles))
    if empreinte and empreinte != comparaison.empreinte:
        raise ReunionRefusee(
            _(
                "Rien n’a été fait\u00a0: les comptes ont changé pendant que vous lisiez. Voici la "
                "comparaison à jour\u00a0: relisez-la, puis confirmez."
            )
        )
    motif = _verifie(motif, garde, absorbe)
    ecrire_a = [garde.email, absorbe.email]
    for decision in registre.decisions():
        decision.appliquer(absorbe, garde, par=par)
    _fermer(absorbe, dans=garde)
    _tracer(garde, absorbe, par=par, motif=motif)
    _oublier(absorbe, par=par)
    emails.dire_la_reunion(ecrire_a)  # rows of the outbox: they leave if all of this is kept
    return garde


def _verrouiller(garde: User, absorbe: User) -> tuple[User, User]:
    """Two merges that cross each other take the same two rows in the same order."""
    tenues = affiliations.lieux(garde, absorbe)
    affiliations.verrouiller(tenues)
    cles = sorted({garde.pk, absorbe.pk})
    lus = {u.pk: u for u in User.objects.select_for_update().filter(pk__in=cles).order_by("pk")}
    if len(lus) != len(cles) or not affiliations.lieux(*lus.values()) <= tenues:
        raise ReunionRefusee(_("Ces comptes changent en ce moment\u00a0: recommencez."))
    return lus[garde.pk], lus[absorbe.pk]


def _verifie(motif: str, *personnes: User) -> str:
    motif = motif.strip()
    if not motif:
        raise ReunionRefusee(_("Dites pourquoi\u00a0: le motif est obligatoire."))
    try:
        verifier_motif(motif, taire=[nom for p in personnes for nom in noms_de(p)])
    except MotifRefuse as refus:
        raise ReunionRefusee(str(refus)) from refus
    return motif


def _fermer(absorbe: User, *, dans: User) -> None:
    """Its address is the other's now: forgetting this account takes nothing of a living one. Its
    name goes with it, unless they bear the same (donnees/traces.py).
    """
    absorbe.email = f"reuni-{absorbe.pk}@{DOMAINE}"
    absorbe.is_active = absorbe.is_superuser = absorbe.is_staff = False
    absorbe.fusionne_dans = dans
    absorbe.save()
    dans.derniere_activite = max(dans.derniere_activite, absorbe.derniere_activite)
    dans.save(update_fields=["derniere_activite"])


def _tracer(garde: User, absorbe: User, *, par: User, motif: str) -> None:
    noter(
        "comptes.reunis",
        personne=par,
        objet=garde,
        apres={"absorbe": absorbe.pk},
        motif=motif,
    )
    noter_la_connexion("compte_reuni", personne=garde, par=par.pk)
    log(garde, "comptes.reunion", user=par, data={"absorbe": absorbe.pk, "motif": motif})


def _oublier(absorbe: User, *, par: User) -> None:
    try:
        anonymiser(absorbe, par=par, cause=Cause.FUSION)
    except AnonymisationRefusee as refus:
        raise ReunionRefusee(str(refus)) from refus
