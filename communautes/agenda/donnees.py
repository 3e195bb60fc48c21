"""What this room holds of a person: where they come, what they do next, what they wrote."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext, gettext_lazy

from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Participation, Rencontre
from communautes.agenda.services import departs
from communautes.agenda.services.reunion import reunir
from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.fermeture import a_la_fermeture
from communautes.comptes.reunion import registre as reunion
from communautes.journal.models import Entree

_PARTICIPATIONS = {
    "rencontre": gettext_lazy("rencontre"),
    "debut": gettext_lazy("début"),
    "etat": gettext_lazy("état"),
    "arrivee_le": gettext_lazy("arrivée le"),
    "retiree_le": gettext_lazy("retirée le"),
}
_PREPAREES = {
    "rencontre": gettext_lazy("rencontre"),
    "quoi": gettext_lazy("ce que vous y avez fait"),
    "texte": gettext_lazy("texte"),
    "le": gettext_lazy("le"),
}


def _participations(personne):
    siennes = Participation.objects.filter(personne=personne).select_related("rencontre")
    lisibles = _lisibles(personne, siennes)
    for une in siennes:
        lue = une.rencontre_id in lisibles
        yield {
            "rencontre": une.rencontre.titre if lue else _illisible(),
            "debut": une.rencontre.debut if lue else None,
            "etat": une.get_statut_display(),
            "arrivee_le": une.arrivee_le,
            "retiree_le": une.retiree_le,
        }


def _preparees(personne):
    """Others write in the same meetings: of what is no more read, one's own words alone."""
    preparees = Rencontre.objects.filter(auteur=personne)
    lisibles = _lisibles(personne, preparees)
    recrites = _recrites(personne, preparees, "modifiee", "deplacee")
    for une in preparees:
        a_soi = une.pk in lisibles or une.pk not in recrites
        yield _ligne(une, lisibles, gettext_lazy("préparée"), une.texte * a_soi, une.creee_le)
    ecrits = CompteRendu.objects.filter(auteur=personne).select_related("rencontre")
    lisibles = _lisibles(personne, ecrits)
    recrites = _recrites(personne, [une.rencontre for une in ecrits], "compte_rendu")
    for ecrit in ecrits:
        quoi, lieu = gettext_lazy("compte rendu"), ecrit.rencontre
        a_soi = lieu.pk in lisibles or lieu.pk not in recrites
        yield _ligne(lieu, lisibles, quoi, ecrit.texte * a_soi, ecrit.publie_le)
    portees = DecisionDeRencontre.objects.filter(porteur=personne).select_related("rencontre")
    lisibles = _lisibles(personne, portees)
    for une in portees:
        quoi = gettext_lazy("décision à faire")
        texte = une.texte * (une.rencontre_id in lisibles)
        yield _ligne(une.rencontre, lisibles, quoi, texte, une.echeance)


def _lisibles(personne, lignes) -> set[int]:
    """Keys of the meetings, out of these or of what hangs on them, that they may read now."""
    cles = {une.pk if isinstance(une, Rencontre) else une.rencontre_id for une in lignes}
    lues = Rencontre.objects.filter(pk__in=cles).lisibles_par(personne)
    return set(lues.values_list("pk", flat=True))


def _recrites(personne, rencontres, *actes: str) -> set[int]:
    """Keys of those in which somebody else wrote since, by the journal."""
    lignes = Entree.objects.filter(
        type_d_objet=ContentType.objects.get_for_model(Rencontre),
        objet_pk__in=[une.pk for une in rencontres],
        acte__in=[f"rencontres.{acte}" for acte in actes],
    )
    return set(lignes.exclude(personne=personne).values_list("objet_pk", flat=True))


def _illisible() -> str:
    return gettext("[une rencontre que vous ne lisez plus]")


def _ligne(rencontre: Rencontre, lisibles: set[int], quoi, texte: str, le) -> dict:
    return {
        "rencontre": rencontre.titre if rencontre.pk in lisibles else _illisible(),
        "quoi": str(quoi),
        "texte": texte,
        "le": le,
    }


def _effacer(personne, traces) -> None:
    departs.oublier(personne)


def brancher() -> None:
    registre.verrouiller_avant(departs.verrouiller_les_siennes)
    registre.declarer(
        Detention(
            "participations",
            gettext_lazy("Vos rencontres"),
            _PARTICIPATIONS,
            _participations,
            _effacer,
            devenir=gettext_lazy(
                "Votre place est rendue. La ligne reste, sans votre nom, pour compter."
            ),
            rang=22,
        ),
        Detention(
            "rencontres_preparees",
            gettext_lazy("Ce que vous avez préparé et écrit pour des rencontres"),
            _PREPAREES,
            _preparees,
            devenir=gettext_lazy("Le texte reste à la communauté, sans votre nom."),
            rang=23,
        ),
    )
    reunion.declarer(
        reunion.Decision(
            "agenda.Participation.personne",
            reunion.Devenir.PASSE,
            gettext_lazy("rencontres"),
            reunir,
        ),
        reunion.Decision("agenda.Rencontre.auteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.CompteRendu.auteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.DecisionDeRencontre.porteur", reunion.Devenir.PASSE),
        reunion.Decision("agenda.Abonnement.personne", reunion.Devenir.DISPARAIT),
    )
    a_la_fermeture(departs.apres_la_fermeture)
